#!/usr/bin/env bash
# Packs ModelGen, ModelGen.Gpu, ModelGen.Training and the templates into a folder: build/pack.sh [FOLDER], artifacts/packages when none is given.
set -euo pipefail
cd "$(dirname "$0")/.."
folder=$(realpath -m "${1:-artifacts/packages}")
for package in ModelGen ModelGen.Gpu ModelGen.Training ModelGen.Templates; do
    dotnet pack "Packages/$package" -c Release -o "$folder" -v quiet --nologo
done
echo "packed into ${1:-artifacts/packages}"
