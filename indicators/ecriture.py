"""Numbers inside the sentences that come with a figure."""

from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache


@lru_cache(maxsize=4096)
def pour_cent(x: float, decimales: int = 1) -> str:
    """« 81,5 % », rounded half up once; what is under one never reads as whole."""
    exact = Decimal(repr(float(x))) * 100
    rond = exact.quantize(Decimal(1).scaleb(-decimales), ROUND_HALF_UP)
    if exact < 100 <= rond:
        rond = Decimal(100) - Decimal(1).scaleb(-decimales)
    return f"{rond:f}".replace(".", ",") + " %"
