#!/usr/bin/env bash
# Sets up what is missing, then runs every test of every project and the browser tests.
# Last line: "N passed, N failed". Exit 0 only when something ran and nothing failed.
set -uo pipefail
cd "$(dirname "$0")"
source scripts/setup.sh

need_packages mosquitto mosquitto_sub:mosquitto-clients chromium socat python3 /usr/lib/wine/wine64:wine64 gcc /usr/include/stdio.h:libc6-dev
need_cjk_font

export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
passed=0 failed=0
npm_install tests/schema # the validator that Edge.Tests asks

echo "== pages" # before the service, which takes them along
build_pages || failed=$((failed + 1))
echo "== build"
dotnet build Edge.sln -c Release -v quiet || { echo "0 passed, 1 failed"; exit 1; }

# A test that runs for two minutes is named; a runner that does not end is ended, and is a failure. What a project says is printed in one piece.
logs=$(mktemp -d)
test_project() {
    timeout --kill-after=30 20m dotnet "tests/$1.Tests/bin/Release/net10.0/$1.Tests.dll" -noLogo -longRunning 120 > "$logs/$1" 2>&1
    echo "$?" > "$logs/$1.status"
    printf '== %s.Tests\n%s\n' "$1" "$(cat "$logs/$1")"
}

# Two at a time: they wait for ports and clocks more than they compute. System has the machine to itself: it looks at whole services.
{ test_project Inventory; test_project Readers; } &
test_project Edge
wait
test_project System

for project in Inventory Readers Edge System; do
    summary=$(grep -aoE 'Total: [0-9]+, Errors: [0-9]+, Failed: [0-9]+, Skipped: [0-9]+' "$logs/$project" | tail -n 1)
    read -r total errors fails skipped < <(grep -oE '[0-9]+' <<<"$summary" | tr '\n' ' ')
    if [ -z "$summary" ] || [ "${total:-0}" -eq 0 ]; then
        failed=$((failed + 1)) # a runner that died or found nothing is a failure
        continue
    fi
    bad=$((fails + errors))
    [ "$bad" -eq 0 ] && [ "$(cat "$logs/$project.status")" -ne 0 ] && bad=1
    failed=$((failed + bad))
    passed=$((passed + total - fails - skipped))
done

if [ -f tests/browser/package.json ]; then
    echo "== browser"
    npm_install tests/browser
    log=$logs/browser
    (cd tests/browser && timeout --kill-after=30 20m node --test --test-concurrency=3 --test-timeout=360000 --test-reporter=tap) 2>&1 | tee "$log"
    passed=$((passed + $(grep -oE '^# pass [0-9]+' "$log" | grep -oE '[0-9]+' | tail -n 1 || echo 0)))
    fails=$(grep -oE '^# (fail|cancelled) [0-9]+' "$log" | grep -oE '[0-9]+' | paste -sd+ | bc)
    failed=$((failed + ${fails:-1}))
fi

# Once more at the end, where one looks first: what failed, and what it said.
if [ "$failed" -gt 0 ]; then
    echo "== failed"
    (cd "$logs" && grep -aE -A 25 '\[FAIL\]|^ *not ok |\[Long Running Test\]' Inventory Readers Edge System browser 2>/dev/null)
fi
rm -rf "$logs"

echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
