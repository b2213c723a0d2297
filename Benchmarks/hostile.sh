#!/usr/bin/env bash
# Floods `fleetsim serve-csms` (without TLS) in thirteen ways, on loopback only, and prints what came of it:
# `Benchmarks/hostile.sh FLEETSIM [--clients 30,300] [--seconds 20] [--attacks pings,calls]`.
#
# It takes about ten seconds more than SECONDS for each attack and number of clients, and stops whatever it has started.
set -euo pipefail
exec python3 "$(dirname "$0")/Hostile/hostile.py" "$@"
