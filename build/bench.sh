#!/usr/bin/env bash
# Measures ModelGen against TorchSharp and libtorch on the processor, side by side in one process: build/bench.sh [--quick] [CASE...]. Prints a
# line `ratio CASE THREADS R` a case, R being TorchSharp's time divided by ModelGen's, and writes artifacts/bench/bench.json and bench.md.
# libtorch needs a newer libstdc++ than Debian 12 has; there it runs in the Debian 13 root of the device tests.
set -euo pipefail
cd "$(dirname "$0")/.."

say() { echo "bench: $*" >&2; }

results=artifacts/bench
library=$(ldconfig -p | awk '/libstdc\+\+\.so\.6 .*x86-64/ && !found { print $NF; found = 1 }')
if grep -q GLIBCXX_3.4.31 "$library"; then
    root=
    home=$(mktemp -d)
else
    root=$(build/debian13-root.sh)
    home=$(mktemp -d "$root/opt/bench.XXXXXX")
fi
trap 'rm -rf "$home"' EXIT

say "publishing"
dotnet publish Samples/Benchmarks -c Release -r linux-x64 --self-contained --artifacts-path "$home/artifacts" -o "$home/bench" -v quiet --nologo
rm -rf "$home/artifacts"

if [[ -n $root ]]; then
    build/in-debian13.sh "$root" "${home#"$root"}/bench/Benchmarks" --out "${home#"$root"}/out" "$@"
else
    "$home/bench/Benchmarks" --out "$home/out" "$@"
fi

mkdir -p "$results"
cp "$home"/out/* "$results/"
say "written to $results"
