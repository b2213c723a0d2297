#!/bin/sh
# The event queue against the same wheel in C++, std::priority_queue and SimPy.
# Usage: Benchmarks/hold.sh [ROUNDS]; builds into a temporary folder and prints a Markdown table.
set -eu
cd "$(dirname "$0")/.."

built=$(mktemp -d)
trap 'rm -rf "$built"' EXIT

time=Sources/FleetSim/Time
random=Sources/FleetSim/Random
# Rooms without imports compile alone; libm is there for the square root.
swiftc -O -wmo -parse-as-library -package-name fleetsim -lm -o "$built/hold-swift" \
    $(ls "$time"/*.swift | grep -v /Trace) \
    "$random/RandomStream.swift" "$random/Purpose.swift" "$random/Elementary.swift" \
    Benchmarks/Hold/hold.swift
# A compiler that fused a multiplication with an addition would draw other last bits.
clang++ -O3 -std=c++20 -ffp-contract=off -o "$built/hold-cpp" Benchmarks/Hold/hold.cpp

venv=.build/bench-venv
if ! "$venv/bin/python" -c 'import simpy' 2>/dev/null; then
    python3 -m venv "$venv"
    "$venv/bin/pip" install --quiet 'simpy==4.1.1'
fi

"$venv/bin/python" Benchmarks/Hold/compare.py "$built" "${1:-5}"
