"""What is missing is never a number: the one test of it, for all that reads a figure."""

import math


def absent(x) -> bool:
    """Tell whether x is missing: None, NaN, NA, NaT or an infinity."""
    if x is None:
        return True
    try:
        return not math.isfinite(x)
    except (TypeError, ValueError):  # pandas.NA and NaT refuse the question
        return True
