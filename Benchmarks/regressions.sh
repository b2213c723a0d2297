#!/bin/sh
# How often `compare` and `nightly` are right, on simulated runs whose true difference is known.
# Usage: Benchmarks/regressions.sh [TRIALS] [CALLS PER RUN]
set -eu
cd "$(dirname "$0")/.."
scripts/build --product RegressionBenchmark >&2
exec .build/release/RegressionBenchmark "${1:-500}" "${2:-3000}"
