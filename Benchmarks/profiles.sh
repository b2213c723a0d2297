#!/bin/sh
# Charging profiles at fleet scale: time of an answer and of a boundary, memory, and how often nothing is recomputed.
# Usage: Benchmarks/profiles.sh [CHARGERS]; builds into a temporary folder and prints a Markdown table.
set -eu
cd "$(dirname "$0")/.."

built=$(mktemp -d)
trap 'rm -rf "$built"' EXIT

# The C libraries that the engine stands on, whichever they are.
maps=$(for map in Sources/*/module.modulemap; do printf ' -I %s' "${map%/*}"; done)
compile() { # NAME SOURCES...
    name=$1
    shift
    swiftc -O -wmo -parse-as-library -enable-testing -package-name fleetsim -swift-version 6 -I "$built" $maps \
        -module-name "$name" -emit-module -emit-module-path "$built/$name.swiftmodule" -c \
        -o "$built/$name.o" "$@"
}
compile Scenarios $(find Sources/Scenarios -name '*.swift')
compile FleetSim $(find Sources/FleetSim -name '*.swift')
compile Profiles Benchmarks/Profiles/*.swift
swiftc -lm -o "$built/profiles" "$built/Scenarios.o" "$built/FleetSim.o" "$built/Profiles.o"
clang -O2 -shared -fPIC -o "$built/heap.so" Benchmarks/Profiles/heap.c
LD_PRELOAD="$built/heap.so" "$built/profiles" "${1:-10000}"
