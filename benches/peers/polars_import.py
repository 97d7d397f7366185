"""What an import is held against: polars reads a CSV and writes it as Parquet.

Prints the seconds that the two calls took together, Python's own start left out.
"""

import sys
import time

import polars

source, target = sys.argv[1:]
start = time.perf_counter()
polars.read_csv(source).write_parquet(target)
print(time.perf_counter() - start)
