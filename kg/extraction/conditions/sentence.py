"""What the sentence or the slots of a trigger hold, by the classes of :mod:`kg.extraction.things`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from spacy.tokens import Token

from kg.extraction.arguments import Arguments
from kg.extraction.context import Context
from kg.extraction.phrases import in_class, is_countable_item
from kg.extraction.things import THING

__all__ = ["SENTENCE"]


def _any_in_sentence(name: str) -> Callable[[Context, Token, Arguments], bool]:
    return lambda context, trigger, _found: any(THING[name](context, t) for t in trigger.sent if t != trigger)


def _in_arguments(name: str) -> Callable[[Context, Token, Arguments], bool]:
    def test(context: Context, _trigger: Token, found: Arguments) -> bool:
        tokens: Iterable[Token] = (t for slot in found.slots.values() for t in slot)
        return any(THING[name](context, t) for t in tokens)

    return test


SENTENCE: Mapping[str, Callable[[Context, Token, Arguments], bool]] = {
    "agreement": _any_in_sentence("agreement"),
    "agreement_weak": _any_in_sentence("agreement_weak"),
    "equipment": _any_in_sentence("equipment"),
    "access": _any_in_sentence("access"),
    "base": _any_in_sentence("base"),
    "arms": lambda _context, trigger, _found: any(
        in_class(t, "equipment") or is_countable_item(t) for t in trigger.sent
    ),
    "defence_clause": lambda context, trigger, _found: context.speaks_of_defence(trigger.sent),
    "headline": lambda context, trigger, _found: context.in_headline(trigger),
    "armed": _in_arguments("equipment"),
    "force": _in_arguments("force"),
    "stationed": _in_arguments("stationed"),
    "trainee": _in_arguments("trainee"),
    "troops": _in_arguments("troops"),
}
"""Condition on the surroundings -> test of the trigger with its arguments."""
