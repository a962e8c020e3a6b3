#!/usr/bin/env bash
# What the generator takes for programs of 10 to 5,000 operations in several shapes: time, memory, and the power of the number of operations with
# which they grow, as a table. build/bench-generator.sh [SHAPE...]
set -euo pipefail
cd "$(dirname "$0")/.."
dotnet build Generator.Tests -c Release -v quiet --nologo > /dev/null
SHAPES=$(IFS=,; echo "$*") dotnet Generator.Tests/bin/Release/net10.0/ModelGen.Generator.Tests.dll -noLogo -noColor -explicit only -method '*ScalingTests.Benchmark' | grep '^|'
