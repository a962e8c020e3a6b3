#!/usr/bin/env bash
# Prints the 20 tests that took longest, in seconds of the clock: build/slowest-tests.sh FOLDER, where xunit's reports lie (*.xunit).
# Those of tests on OpenCL begin with "opencl".
set -euo pipefail

# A report has its tests in one line. A quotation mark within a name is an entity, so that an attribute ends at the first one.
times() {
    sed 's/<test /\n&/g' "$1" | awk -v where="$(basename "$1" | grep -o '^opencl' || true)" '
        function attribute(name) {
            return match($0, " " name "=\"[^\"]*\"") ? substr($0, RSTART + length(name) + 3, RLENGTH - length(name) - 4) : ""
        }
        /^<test / { printf "%8.1f  %-6s  %s\n", attribute("time"), where, substr(attribute("name"), 1, 140) }'
}

plain() { sed "s/&quot;/\"/g; s/&apos;/'/g; s/&lt;/</g; s/&gt;/>/g; s/&amp;/\&/g"; }

echo "The slowest tests, in seconds:"
find "$1" -name '*.xunit' | while read -r report; do times "$report"; done | sort -rn | awk 'NR <= 20' | plain
