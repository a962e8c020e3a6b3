#!/usr/bin/env bash
# What someone else does: packs ModelGen, packs a library of layers that uses it, and builds and runs a program that takes both from a package
# folder. Fails if the layers' numbers are wrong, if they are not fused into the program's own kernel, or if NativeAOT would narrow the vectors.
set -euo pipefail
cd "$(dirname "$0")/.."
home=$(mktemp -d)
trap 'rm -rf "$home"' EXIT

build/pack.sh "$home/packages" > "$home/log" || { cat "$home/log"; exit 1; }
cp -r build/package-test "$home/work"
cat > "$home/work/nuget.config" <<CONFIG
<configuration><packageSources><add key="packed" value="$home/packages" /></packageSources></configuration>
CONFIG

# Its own cache, since a package of the same version may be in the user's; what is there already of others is read from it.
export NUGET_PACKAGES=$home/cache
fallback=${NUGET_FALLBACK:-$HOME/.nuget/packages}
options=(-c Release -v quiet --nologo -p:RestoreFallbackFolders="$fallback")
dotnet pack "$home/work/Library" "${options[@]}" -o "$home/packages"
dotnet build "$home/work/Consumer" "${options[@]}"
dotnet "$home/work/Consumer/bin/Release/net10.0/Consumer.dll"

# Compiled ahead of time, the program has the vectors of processors since 2013, unless it says otherwise.
instructions() { dotnet msbuild "$home/work/Consumer" -getProperty:IlcInstructionSet -p:RuntimeIdentifier=linux-x64 -p:PublishAot=true "$@"; }
[[ $(instructions) == x86-64-v3 && $(instructions -p:IlcInstructionSet=native) == native ]] || { echo "IlcInstructionSet is $(instructions)"; exit 1; }
