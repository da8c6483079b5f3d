"""Decimal numbers in the one form that no reader changes."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from kg.terms import Value
from kg.vocabulary import XSD

__all__ = ["decimal"]

_DECIMAL: Final = str(XSD.decimal)

#: More than any confidence or sum means; and rdflib reads smaller numbers back with an exponent.
_SMALLEST: Final = Decimal("0.000001")

#: More than all the money in the world: what is larger was misread.
_LARGEST: Final = Decimal(10) ** 18


def decimal(number: Decimal | float, *, at_most: int | None = None) -> Value | None:
    """``number`` as ``xsd:decimal`` in canonical form (XML Schema 2, section 3.2.3.2): ``0.9``, ``1500000000.0``.

    Six places are kept. None where it is not finite or beyond all reason, or, with ``at_most``, not between 0 and that.
    No exponent is ever written, which ``xsd:decimal`` does not have; and always a decimal point, without which Turtle's
    short form is an integer.
    """
    exact = number if isinstance(number, Decimal) else Decimal(repr(number))
    if not exact.is_finite() or abs(exact) > _LARGEST or (at_most is not None and not 0 <= exact <= at_most):
        return None
    rounded = exact.quantize(_SMALLEST) + 0
    whole, _, fraction = format(rounded, "f").partition(".")
    return Value(f"{whole}.{fraction.rstrip('0') or '0'}", _DECIMAL)
