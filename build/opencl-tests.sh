#!/usr/bin/env bash
# Runs the device tests of Runtime.Tests through a real OpenCL driver: PoCL, on the processor, in a Debian 13 root.
# Arguments are handed to the test program. Fails if there is no driver, no device, no test, or a test that failed.
set -euo pipefail
cd "$(dirname "$0")/.."

say() { echo "opencl-tests: $*"; }

cache=${XDG_CACHE_HOME:-${HOME:-/root}/.cache}/modelgen
root=$(build/debian13-root.sh)

# Others may use the root at the same time, but not make it anew.
exec 8>"$cache/debian13.lock"
flock --shared 8
home=$(mktemp -d "$root/opt/modelgen.XXXXXX")
log=$(mktemp)
trap 'rm -rf "$home" "$log"' EXIT

# Its own artifacts folder: a build of the same project that runs meanwhile is not disturbed.
say "publishing Runtime.Tests"
dotnet publish Runtime.Tests -c Release -r linux-x64 --self-contained --artifacts-path "$home/artifacts" -o "$home/tests" -v quiet --nologo

# .NET and PoCL read /proc and /sys; in a namespace of their own the mounts vanish with the program.
say "running on the device opencl"
status=0
unshare --mount --pid --fork -- bash -c '
    set -e
    mount -t proc proc "$1/proc"; mount --rbind /sys "$1/sys"; mount --rbind /dev "$1/dev"; mount -t tmpfs tmpfs "$1/tmp"
    exec chroot "$1" /usr/bin/env -i HOME=/root PATH=/usr/bin:/bin LANG=C.UTF-8 DOTNET_NOLOGO=1 \
        MODELGEN_TEST_DEVICES=opencl "$2/tests/ModelGen.Runtime.Tests" -preEnumerateTheories -trait Device=opencl -noColor "${@:3}"
' opencl-tests "$root" "${home#"$root"}" "$@" 2>&1 | tee "$log" || status=$?

# The summary of the test program: "Total: 11, Errors: 0, Failed: 0, Skipped: 0, Not Run: 0, ...".
count() { grep -oE "$1: [0-9]+" "$log" | tail -n 1 | grep -oE '[0-9]+' || echo 0; }
failed=$(($(count Failed) + $(count Errors)))
passed=$(($(count Total) - failed - $(count Skipped) - $(count 'Not Run')))
if ((status != 0 && failed == 0)); then say "the test program ended with status $status"; exit 1; fi
if ((passed + failed == 0)); then say "no test ran on opencl"; exit 1; fi
say "$passed passed, $failed failed on opencl"
exit $((failed != 0))
