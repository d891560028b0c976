"""How fast it is, measured beside something known in the same run.

Each `bench_*.py` prints one JSON line a figure (`report.figure`) and takes `--quick` for a size that fits a
minute and shows the same ratios. `python -m benchmarks` runs them all; a goal that is not met is a result,
not a failure.
"""
