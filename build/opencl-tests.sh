#!/usr/bin/env bash
# Runs the device tests of Runtime.Tests, and every operation of the op table as emitted GPU kernels (Generator.Tests), through a real
# OpenCL driver: PoCL, on the processor, in a Debian 13 root. Arguments are handed to both test programs. Fails if there is no driver,
# no device, no test, or a test that failed. Where TEST_REPORTS names a folder, xunit's reports are left there.
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

passed=0
failed=0

# The tests as they are built here, and the runtime that runs them here: nothing is built a second time.
bring() {
    dotnet build "$1" -v quiet --nologo
    cp -r "$1/bin/Debug/net10.0" "$home/$1"
}

bring_runtime() {
    local version shared
    read -r version shared < <(dotnet --list-runtimes | sed -nE 's/^Microsoft\.NETCore\.App (10\.[^ ]+) \[(.*)\]$/\1 \2/p' | tail -n 1)
    mkdir -p "$home/dotnet/shared/Microsoft.NETCore.App"
    cp -r "$shared/../../dotnet" "$shared/../../host" "$home/dotnet"
    cp -r "$shared/$version" "$home/dotnet/shared/Microsoft.NETCore.App"
}

# The summary of the test program: "Total: 11, Errors: 0, Failed: 0, Skipped: 0, Not Run: 0, ...".
count() { grep -oE "$1: [0-9]+" "$log" | tail -n 1 | grep -oE '[0-9]+' || echo 0; }

# Runs a test program with the given arguments and adds to the numbers.
run_tests() {
    local project=$1 status=0 own_failed own_passed
    shift
    say "running $project on the device opencl"
    build/in-debian13.sh "$root" MODELGEN_TEST_DEVICES=opencl "${home#"$root"}/dotnet/dotnet" "${home#"$root"}/$project/ModelGen.$project.dll" \
        -preEnumerateTheories -noColor -xml "${home#"$root"}/opencl.$project.xunit" "$@" 2>&1 \
        | tee "$log" | grep -vE '\[SKIP\]$|is not among the devices' || status=${PIPESTATUS[0]}
    own_failed=$(($(count Failed) + $(count Errors)))
    own_passed=$(($(count Total) - own_failed - $(count Skipped) - $(count 'Not Run')))
    if ((status != 0 && own_failed == 0)); then say "$project ended with status $status"; own_failed=1; fi
    if ((own_passed + own_failed == 0)); then say "no test of $project ran on opencl"; own_failed=1; fi
    passed=$((passed + own_passed))
    failed=$((failed + own_failed))
}

bring_runtime
bring Runtime.Tests
bring Generator.Tests
run_tests Runtime.Tests -trait Device=opencl "$@"
backends=ModelGen.Generator.Tests.Backends
run_tests Generator.Tests -class "$backends.IlgpuBackendTests" -class "$backends.IlgpuShapeTests" -class "$backends.PyTorchBackendTests" "$@"
if [[ -n ${TEST_REPORTS:-} ]]; then cp "$home"/opencl.*.xunit "$TEST_REPORTS"; fi
say "$passed passed, $failed failed on opencl"
exit $((failed != 0))
