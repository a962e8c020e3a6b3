#!/usr/bin/env bash
# Trains two nets in a headless Chromium: functions are within their stated errors there, losses are the processor's, and no operation of
# the kernels is taken element by element by the browser's interpreter. Needs chromium and python3, and is left out where they are missing.
set -euo pipefail
cd "$(dirname "$0")/.."
chromium=$(command -v chromium || command -v chromium-browser || command -v google-chrome || true)
if [[ -z $chromium ]] || ! command -v python3 > /dev/null; then
    echo "browser-test: left out, for there is no chromium or no python3"
    exit 0
fi

home=$(mktemp -d)
pages=""
browser=""
end() {
    [[ -z $browser ]] || kill "$browser" 2> /dev/null || true
    [[ -z $pages ]] || kill "$pages" 2> /dev/null || true
    wait
    rm -rf "$home"
}
trap end EXIT

dotnet publish build/browser -c Release -v quiet --nologo --artifacts-path "$home/artifacts" -o "$home/site"
python3 build/browser/serve.py "$home/site/wwwroot" "$home/port" "$home/report" &
pages=$!
until [[ -s $home/port ]]; do sleep 0.1; done
"$chromium" --headless --no-sandbox --disable-gpu --remote-debugging-port=0 --user-data-dir="$home/profile" \
    "http://127.0.0.1:$(cat "$home/port")/index.html" > "$home/chromium.log" 2>&1 &
browser=$!

for ((second = 0; second < ${BROWSER_TEST_SECONDS:-300}; second++)); do
    [[ -s $home/report ]] && break
    sleep 1
done
[[ -s $home/report ]] || { echo "browser-test: the page did not report"; tail -n 20 "$home/chromium.log"; exit 1; }
sed 's/^/browser-test: /' "$home/report"
! grep -q '^failed' "$home/report"
