#!/usr/bin/env bash
# Floods `fleetsim serve-csms` (without TLS) in thirteen ways, on loopback only, and prints the outcome:
# `Benchmarks/hostile.sh FLEETSIM [--clients 30,300] [--seconds 20] [--attacks pings,calls]`.
# With `--csms` behind FLEETSIM it is a CSMS that floods a live run, in twelve ways:
# `Benchmarks/hostile.sh FLEETSIM --csms [--chargers 50] [--seconds 60] [--attacks tiny,calls] [--calls all] [--record]`.
#
# It takes about ten seconds more than SECONDS for each attack and number of clients (with `--csms` half as much again as SECONDS for
# each attack), and stops whatever it has started.
set -euo pipefail
folder=$(dirname "$0")/Hostile
if [ "${2:-}" = --csms ]; then
  exec python3 "$folder/hostile_csms.py" "$1" "${@:3}"
fi
exec python3 "$folder/hostile.py" "$@"
