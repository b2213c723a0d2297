"""Reads compressed HdrHistogram V2 blobs, one in hexadecimal per line, and says what they hold."""

import base64
import sys

from hdrh.histogram import HdrHistogram

for line in sys.stdin:
    histogram = HdrHistogram.decode(base64.b64encode(bytes.fromhex(line)))
    quantiles = [histogram.get_value_at_percentile(p) for p in (50, 90, 99, 99.9, 100)]
    print(
        histogram.get_total_count(),
        histogram.get_min_value(),
        histogram.get_max_value(),
        *quantiles,
    )
