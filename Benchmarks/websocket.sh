#!/bin/sh
# The WebSocket codec: nanoseconds and allocations per frame.
# Usage: Benchmarks/websocket.sh; builds into a temporary folder and prints a Markdown table.
set -eu
cd "$(dirname "$0")/.."

built=$(mktemp -d)
trap 'rm -rf "$built"' EXIT

swiftc -O -wmo -parse-as-library -package-name fleetsim -enable-testing -swift-version 6 -module-name FleetSim \
    -emit-module -emit-module-path "$built/FleetSim.swiftmodule" -c -o "$built/FleetSim.o" \
    $(find Sources/FleetSim/Worlds/Sockets/WebSocket -name '*.swift') \
    Sources/FleetSim/Certificates/Base64.swift Sources/FleetSim/OCPP/JSON/UInt8+JSON.swift
cp Benchmarks/WebSocket/websocket.swift "$built/main.swift"
swiftc -O -wmo -package-name fleetsim -swift-version 6 -I "$built" -module-name WebSocketBenchmark \
    -o "$built/websocket" "$built/main.swift" "$built/FleetSim.o"
clang -O2 -shared -fPIC -o "$built/count.so" Benchmarks/Codec/count.c
LD_PRELOAD="$built/count.so" "$built/websocket"
