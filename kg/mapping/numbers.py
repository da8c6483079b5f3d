"""Decimal numbers in the one form that no reader changes."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from kg.terms import Value
from kg.vocabulary import XSD

__all__ = ["decimal"]

_DECIMAL: Final = str(XSD.decimal)


def decimal(number: Decimal | float, *, at_most: int | None = None) -> Value | None:
    """``number`` as ``xsd:decimal`` in canonical form (XML Schema 2, section 3.2.3.2): ``0.9``, ``1500000000.0``.

    None where it is not finite, or, with ``at_most``, not between 0 and that. No exponent is ever written, which
    ``xsd:decimal`` does not have; and always a decimal point, without which Turtle's short form is an integer.
    """
    exact = number if isinstance(number, Decimal) else Decimal(repr(number))
    if not exact.is_finite() or (at_most is not None and not 0 <= exact <= at_most):
        return None
    whole, _, fraction = format(exact, "f").partition(".")
    fraction = fraction.rstrip("0") or "0"
    if fraction == "0" and not whole.strip("-0"):
        whole = "0"
    return Value(f"{whole}.{fraction}", _DECIMAL)
