#!/usr/bin/env bash
# Trains four nets for 20 steps with vectors of every width, compiled at run time and ahead of time, and compares the hashes of their losses and
# parameters: they must be the same bits. Without any instructions beyond x64's first a step takes long, so that there are 2.
set -euo pipefail
cd "$(dirname "$0")/.."
home=$(mktemp -d)
trap 'rm -rf "$home"' EXIT

options=(-c Release -v quiet --nologo --artifacts-path "$home/artifacts")
dotnet publish build/bits "${options[@]}" -o "$home/jit"

expected=$("$home/jit/Bits" 20)
few=$("$home/jit/Bits" 2)
echo "$expected"
status=0

# Compares what a command prints with the hashes of as many steps.
same() {
    local name=$1 wanted=$2 found
    shift 2
    found=$(env "$@") || { echo "bits-test: $name ended with status $?"; status=1; return; }
    if [[ $found == "$wanted" ]]; then echo "bits-test: the same with $name"; else echo "bits-test: other bits with $name:"; echo "$found"; status=1; fi
}

same "512 bits" "$expected" DOTNET_PreferredVectorBitWidth=512 DOTNET_MaxVectorTBitWidth=512 "$home/jit/Bits" 20
same "256 bits" "$expected" DOTNET_EnableAVX512=0 "$home/jit/Bits" 20
same "128 bits and no fused multiplication" "$few" DOTNET_EnableAVX2=0 "$home/jit/Bits" 2
same "no vectors" "$few" DOTNET_EnableHWIntrinsic=0 "$home/jit/Bits" 2

# The compiler that compiles ahead of time calls the system's linker.
if command -v gcc > /dev/null || command -v clang > /dev/null; then
    linker=$(command -v clang > /dev/null && echo clang || echo gcc)
    dotnet publish build/bits "${options[@]}" -r linux-x64 -p:IsAot=true -p:CppCompilerAndLinker="$linker" -o "$home/aot"
    same "NativeAOT" "$expected" "$home/aot/Bits" 20
else
    echo "bits-test: NativeAOT is left out, for there is no gcc and no clang"
fi

exit "$status"
