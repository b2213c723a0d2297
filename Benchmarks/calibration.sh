#!/bin/sh
# Whether what a plan says is so: how often its intervals hold the true figure, and what it says of a target
# whose bound is the true figure, over as many seeds each as it is told.
# Usage: Benchmarks/calibration.sh [SEEDS [SITE [FIRST]]]; prints Markdown; SITE is how the names of sites begin, FIRST the first seed.
set -eu
cd "$(dirname "$0")/.."
scripts/build --product CalibrationBenchmark >&2
exec .build/release/CalibrationBenchmark "${1:-2000}" "${2:-}" "${3:-1}"
