#!/usr/bin/env bash
# Measures ModelGen against TorchSharp and libtorch on the processor, side by side in one process: build/bench.sh [--quick] [--page] [OPTION...]
# [CASE...]. Prints a line `ratio CASE THREADS R` a case, R being TorchSharp's time divided by ModelGen's, and without --quick the kernels' shares
# of the machine's limits, memory, cold start, growth with the batch and the generator's time; --only SECTION chooses among them. Writes
# artifacts/bench/bench.json and bench.md. Without any other word, sizes of programs and build times follow (build/bench-builds.sh). --page then
# puts the tables that were measured into docs/performance.md.
# libtorch needs a newer libstdc++ than Debian 12 has; there it runs in the Debian 13 root of the device tests.
set -euo pipefail
cd "$(dirname "$0")/.."

say() { echo "bench: $*" >&2; }

results=artifacts/bench
is_page=false
arguments=()
for argument in "$@"; do
    if [[ $argument == --page ]]; then is_page=true; else arguments+=("$argument"); fi
done

# Puts the file NAME.md between the lines <!-- bench: NAME --> and <!-- bench end --> of the page, for each such file.
write_page() {
    local page=docs/performance.md
    awk -v folder="$results" '
        /^<!-- bench end -->$/ { inside = 0 }
        !inside { print }
        /^<!-- bench: [a-z]+ -->$/ {
            file = folder "/" $3 ".md"
            if ((getline line < file) > 0) {
                inside = 1
                print line
                while ((getline line < file) > 0) print line
            }
            close(file)
        }' "$page" > "$results/performance.md"
    cp "$results/performance.md" "$page"
    say "$page has the tables of this run"
}

library=$(ldconfig -p | awk '/libstdc\+\+\.so\.6 .*x86-64/ && !found { print $NF; found = 1 }')
if grep -q GLIBCXX_3.4.31 "$library"; then
    root=
    home=$(mktemp -d)
else
    root=$(build/debian13-root.sh)
    home=$(mktemp -d "$root/opt/bench.XXXXXX")
fi
trap 'rm -rf "$home"' EXIT

cp /proc/loadavg "$home/load"
say "publishing"
dotnet publish Samples/Benchmarks -c Release -r linux-x64 --self-contained --artifacts-path "$home/artifacts" -o "$home/bench" -v quiet --nologo
rm -rf "$home/artifacts"

if [[ -n $root ]]; then
    build/in-debian13.sh "$root" "${home#"$root"}/bench/Benchmarks" --out "${home#"$root"}/out" "${arguments[@]}"
else
    "$home/bench/Benchmarks" --out "$home/out" "${arguments[@]}"
fi

# What is left of an earlier run would pass for this one's.
rm -rf "$results"
mkdir -p "$results"
cp "$home"/out/* "$results/"
words="${arguments[*]}"
echo "Measured on $(date -u +%F) at commit $(git rev-parse --short HEAD), by \`build/bench.sh${words:+ $words}\`; load of the machine before: $(cut -d ' ' -f 1 "$home/load")." > "$results/run.md"
if [[ ${#arguments[@]} == 0 ]]; then build/bench-builds.sh "$results"; fi
say "written to $results"
if $is_page; then write_page; fi
