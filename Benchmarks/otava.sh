#!/bin/sh
# What Apache Otava says of a history of nights, beside what `fleetsim nightly` said of each.
#
# Plays nights in virtual time, exports the history, and lets `otava analyze` read it.
# Usage: Benchmarks/otava.sh FLEETSIM [FOLDER FOR A VENV]
set -eu
fleetsim=$1
venv=${2:-.otava-venv}
[ -x "$venv/bin/otava" ] || { python3 -m venv "$venv"; "$venv/bin/pip" install --quiet apache-otava==0.8.0; }
work=$(mktemp -d)
trap 'rm -r "$work"' EXIT
cat > "$work/day.yaml" <<'YAML'
fleet: [{model: generic-ac, count: 20}]
duration: 1h
csms: {reference: {service_time: {law: lognormal, median: 8ms, sigma: 0.6}, heartbeat: 30s}}
YAML
echo 'scenarios: [{scenario: day.yaml}]' > "$work/suite.yaml"
for night in $(seq 1 30); do
  median=8ms
  [ "$night" -gt 20 ] && median=10ms
  code=0
  "$fleetsim" nightly "$work/suite.yaml" --label "$night" \
    --set "csms.reference.service_time.median=$median" > "$work/night.md" 2>/dev/null || code=$?
  found=$(grep -E '^- ' "$work/night.md" || true)
  echo "night $night, $median: exit code $code $found"
done
"$fleetsim" nightly "$work/suite.yaml" --export "$work/history.csv"
# Nights of a benchmark are seconds apart; Otava wants them in order, a day apart.
awk -F, 'BEGIN { OFS = "," } NR > 1 { $1 = sprintf("2026-01-%02dT02:00:00Z", NR - 1) } { print }' \
  "$work/history.csv" | tr -d '\r' > "$work/nights.csv"
cat > "$work/otava.yaml" <<YAML
tests:
  nights:
    type: csv
    file: $work/nights.csv
    time_column: time
    attributes: [commit]
    metrics: [day.p50, day.p99]
    csv_options: {delimiter: ","}
YAML
OTAVA_CONFIG="$work/otava.yaml" "$venv/bin/otava" analyze nights --since 2025-12-31
