#!/usr/bin/env bash
# Sets up what is missing, then runs the service on a simulated blood bank with a broker. Ctrl+C stops everything.
# Arguments go to the demo verb: ./run.sh --port 8080 --speed 10 --seed 7 --folder my-data
set -euo pipefail
cd "$(dirname "$0")"
source scripts/setup.sh

need_command dotnet "the .NET 10 SDK"
need_command npm "Node.js 20 or newer"
need_packages mosquitto || echo "Going on without a broker." >&2
# The font is only for a browser on this very machine.
if [ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ]; then need_cjk_font || true; fi

build_pages
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
dotnet build src/Edge -c Release -v quiet
exec dotnet src/Edge/bin/Release/net10.0/Edge.dll demo "$@"
