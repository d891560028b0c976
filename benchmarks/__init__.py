"""How fast it is, measured beside something known in the same run.

Each module has `measure(quick=…)`, which gives the figures; `--quick` is a size that fits a minute and shows
the same ratios. A goal that is not met is a result, not a failure.
"""

import sys
from pathlib import Path

sys.path.append(str(Path(__file__).resolve().parents[1] / "tests"))  # its factories make the plans
