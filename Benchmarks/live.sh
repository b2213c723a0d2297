#!/usr/bin/env bash
# Live runs beside a bare client in C and one in Python, against `fleetsim serve-csms`: `Benchmarks/live.sh FLEETSIM [--quick]`.
set -euo pipefail
cd "$(dirname "$0")"
out=$(mktemp -d)
trap 'rm -rf "$out"' EXIT
cc -O2 -Wall -Wextra -Werror -o "$out/client" Live/client.c
openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN=localhost \
  -addext subjectAltName=IP:127.0.0.1,DNS:localhost -keyout "$out/key.pem" -out "$out/cert.pem" 2>/dev/null
"${FLEETSIM_PYTHON:-../.venv/bin/python}" Live/measure.py "$1" "$out" "${@:2}"
