#!/usr/bin/env bash
# Runs a program in the root that debian13-root.sh makes: in-debian13.sh ROOT [NAME=VALUE...] PROGRAM [ARGUMENT...]. .NET needs /proc there,
# and PoCL reads /sys. In a namespace of their own these mounts vanish with the program; where that is not allowed they are made for
# all to see and taken away at the end.
set -euo pipefail

say() { echo "in-debian13: $*" >&2; }

root=$1
shift
environment=(HOME=/root PATH=/usr/bin:/bin LANG=C.UTF-8 DOTNET_NOLOGO=1)

in_namespace() {
    exec unshare --mount --pid --fork -- bash -c '
        set -e
        mount -t proc proc "$1/proc"; mount --rbind /sys "$1/sys"; mount --rbind /dev "$1/dev"; mount -t tmpfs tmpfs "$1/tmp"
        exec chroot "$1" /usr/bin/env -i "${@:2}"
    ' in-debian13 "$root" "${environment[@]}" "$@"
}

mounts=()
take_away() {
    local place
    for place in "${mounts[@]}"; do umount "$place" 2>/dev/null || umount --lazy "$place" || say "could not unmount $place"; done
}

# Mounts something at a folder of the root; says what is missing where it cannot.
add() {
    local place=$root/$1
    shift
    if mount "$@" "$place" 2>/dev/null; then mounts=("$place" "${mounts[@]}"); else say "cannot mount ${place#"$root"} in the root (mount $*)"; fi
}

in_plain_chroot() {
    local status=0
    trap take_away EXIT
    add proc -t proc proc
    add sys --bind /sys
    add dev --bind /dev
    [[ -e $root/proc/self/exe ]] || {
        say "the root has no /proc, without which no .NET program starts: neither unshare --mount nor mount is allowed here."
        say "Both need the capability CAP_SYS_ADMIN; a container has it when started with --privileged, or with"
        say "--cap-add SYS_ADMIN and --security-opt apparmor=unconfined."
        exit 1
    }
    chroot "$root" /usr/bin/env -i "${environment[@]}" "$@" || status=$?
    exit "$status"
}

[[ $(id -u) == 0 ]] || { say "chroot needs root; run this as root"; exit 1; }
if problem=$(unshare --mount --pid --fork -- mount -t proc proc "$root/proc" 2>&1); then in_namespace "$@"; fi
say "a namespace for mounts is not allowed here ($problem); mounting in the root itself"
in_plain_chroot "$@"
