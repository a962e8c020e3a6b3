#!/usr/bin/env bash
# Makes a small Debian 13 root with the OpenCL driver PoCL in it, once, and prints its path. Debian 12's PoCL lacks the
# generic address space that ILGPU needs. It is kept outside the repository; one that was left incomplete is made anew.
set -euo pipefail

packages=pocl-opencl-icd,ocl-icd-libopencl1
cache=${XDG_CACHE_HOME:-${HOME:-/root}/.cache}/modelgen
root=$cache/debian13
stamp=$root/.modelgen-complete

say() { echo "debian13-root: $*" >&2; }
fail() { say "$*"; exit 1; }

# The mirror from which this machine installs its own packages, whatever the format of its apt sources.
mirror() {
    apt-get indextargets --format '$(CREATED_BY) $(COMPONENT) $(RELEASE) $(REPO_URI)' \
        | awk -v release="$(. /etc/os-release && echo "${VERSION_CODENAME:-}")" \
            '$1 == "Packages" && $2 == "main" && $3 == release { print $4; exit }'
}

# debootstrap downloads with wget, which knows nothing of apt's proxy.
use_apt_proxy() {
    local proxy=
    eval "$(apt-config shell proxy Acquire::http::Proxy)"
    if [[ -n $proxy && $proxy != DIRECT && -z ${http_proxy:-} ]]; then export http_proxy=$proxy; fi
}

install_debootstrap() {
    command -v debootstrap >/dev/null && return
    say "installing debootstrap"
    (apt-get update && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends debootstrap) >&2 \
        || fail "debootstrap is absent and apt-get could not install it"
}

make_root() {
    local source part=$cache/debian13.part
    source=$(mirror)
    # apt tells its mirrors only where it has their lists.
    [[ -n $source ]] || { apt-get update >&2 || true; source=$(mirror); }
    [[ -n $source ]] || fail "no Debian mirror for this release in the apt sources (/etc/apt)"
    install_debootstrap
    use_apt_proxy
    rm -rf --one-file-system "$root" "$part"
    say "making $root from $source, which takes about a minute"
    debootstrap --variant=minbase --include="$packages" trixie "$part" "$source" >"$cache/debootstrap.log" 2>&1 \
        || { tail -n 20 "$cache/debootstrap.log" >&2; fail "debootstrap failed; its whole log is $cache/debootstrap.log"; }
    rm -rf "$part"/var/cache/apt/archives/*.deb "$part"/var/lib/apt/lists/*
    # ILGPU asks for the name without the version.
    ln -sf libOpenCL.so.1 "$part/usr/lib/x86_64-linux-gnu/libOpenCL.so"
    [[ -e $part/usr/lib/x86_64-linux-gnu/libOpenCL.so ]] || fail "the root has no OpenCL loader"
    echo "$packages" >"$part/.modelgen-complete"
    mv "$part" "$root"
}

is_complete() { [[ $(cat "$stamp" 2>/dev/null) == "$packages" ]]; }

if is_complete; then echo "$root"; exit; fi
[[ $(uname -m) == x86_64 ]] || fail "this needs an x86-64 machine"
[[ $(id -u) == 0 ]] || fail "debootstrap and chroot need root; run this as root"
command -v apt-get >/dev/null || fail "this needs a Debian or Ubuntu machine with apt-get"
mkdir -p "$cache"
exec 9>"$cache/debian13.lock"
flock 9
is_complete || make_root
echo "$root"
