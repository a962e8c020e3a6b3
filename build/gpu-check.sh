#!/usr/bin/env bash
# Publishes the device tests as one self-contained program for linux-x64 (about 45 MB) and prints the command that runs it on a machine
# with a GPU, where neither an SDK nor a network is needed. The argument is the folder to publish to; artifacts/gpu-check by default.
set -euo pipefail
cd "$(dirname "$0")/.."

folder=${1:-artifacts/gpu-check}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# Everything is unpacked when the program starts, since xunit looks for its assembly on the disk.
dotnet publish Runtime.Tests -c Release -r linux-x64 --self-contained --artifacts-path "$work" -o "$work/out" -v quiet --nologo \
    -p:PublishSingleFile=true -p:EnableCompressionInSingleFile=true -p:IncludeAllContentForSelfExtract=true -p:DebugType=none
mkdir -p "$folder"
install -m 755 "$work/out/ModelGen.Runtime.Tests" "$folder/modelgen-gpu-check"

cat <<END
published $folder/modelgen-gpu-check ($(($(stat -c %s "$folder/modelgen-gpu-check") / 1000000)) MB)
On the machine with the GPU, run
    MODELGEN_TEST_DEVICES=cuda,opencl ./modelgen-gpu-check gpu-report report.md
and keep the report as docs/gpu/<name of the GPU>.md. It lists the devices, tests those that MODELGEN_TEST_DEVICES names, fails
where one is absent, and trains a classifier of digits on each and on the processor: losses, times, images a second.
END
