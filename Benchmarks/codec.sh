#!/bin/sh
# The codec against the toolchain's own coders and a C library: nanoseconds and allocations per message.
# Usage: Benchmarks/codec.sh; builds into a temporary folder and prints Markdown tables.
set -eu
cd "$(dirname "$0")/.."

built=$(mktemp -d)
trap 'rm -rf "$built"' EXIT

compile() { # NAME SOURCES...
    name=$1
    shift
    swiftc -O -wmo -parse-as-library -package-name fleetsim -swift-version 6 -I "$built" -I Sources/CPrefetch -I Sources/CEpoll -I Sources/COpenSSL -I Sources/CYAML \
        -module-name "$name" -emit-module -emit-module-path "$built/$name.swiftmodule" -c -o "$built/$name.o" "$@"
}
compile Scenarios $(find Sources/Scenarios -name '*.swift')
compile FleetSim $(find Sources/FleetSim -name '*.swift')
compile Codec Benchmarks/Codec/codec.swift Tests/FleetSimTests/OCPP/FrameDice.swift Tests/FleetSimTests/OCPP/Sample*.swift
swiftc -lm -o "$built/codec" "$built/Scenarios.o" "$built/FleetSim.o" "$built/Codec.o"
clang -O2 -o "$built/jansson" Benchmarks/Codec/jansson.c -ljansson
clang -O2 -shared -fPIC -o "$built/count.so" Benchmarks/Codec/count.c

echo "The frequent messages beside Foundation's coders (payload only) and jansson (any JSON, no types), in CPU time:"
echo
echo '| message | bytes | write ns | read ns | allocations, write | read |'
echo '|---|--:|--:|--:|--:|--:|'
{
    LD_PRELOAD="$built/count.so" "$built/codec" foundation
    "$built/codec" frames | LD_PRELOAD="$built/count.so" "$built/jansson"
} | sort -s -t, -k1,1
echo
echo "Every payload, filled at random, by FleetSim's codec; left the request, right the confirmation:"
echo
echo '| action | bytes | write ns | read ns | allocations, write | read | bytes | write ns | read ns | allocations, write | read |'
echo '|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|'
LD_PRELOAD="$built/count.so" "$built/codec" ours
