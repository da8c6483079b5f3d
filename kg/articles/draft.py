"""What a reader found in a source, before it is checked and given its identifier."""

from dataclasses import dataclass

__all__ = ["Draft"]


@dataclass(frozen=True, slots=True)
class Draft:
    """One article as its format gives it: nothing normalised, the date as written.

    ``name`` is the identifier that the source's own name suggests, used where the article brings neither an ``id``
    nor a ``url``. ``remarks`` are lines for the person who runs the batch.
    """

    source: str
    name: str
    title: str
    body: str
    id: str | None = None
    date: str | None = None
    publisher: str | None = None
    url: str | None = None
    remarks: tuple[str, ...] = ()
