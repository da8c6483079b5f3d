"""Whether an article has the domain's words: told from its text before it is parsed, in a hundredth of the time."""

import re
from functools import cache

from kg.extraction.lexicon import lexicon

__all__ = ["is_relevant"]

#: Classes of the lexicon whose words speak of defence wherever they stand, and those that need a second word.
_STRONG = ("defence_strong", "aid_strong")
_WEAK = ("agreement", "equipment", "force")
_PLURAL = {"y": ("y", "ies"), "": ("", "s", "es")}


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    strong = set().union(*(lexicon().words(name) for name in _STRONG))
    weak = set().union(*(lexicon().words(name) for name in _WEAK)) - strong
    return _compiled(strong), _compiled(weak)


def _compiled(words: set[str] | frozenset[str]) -> re.Pattern[str]:
    forms = {form for word in words for form in _forms(word)}
    alternatives = "|".join(re.escape(form) for form in sorted(forms, key=lambda form: (-len(form), form)))
    return re.compile(rf"\b(?:{alternatives})\b", re.IGNORECASE)


def _forms(word: str) -> tuple[str, ...]:
    ending = "y" if word.endswith("y") else ""
    stem = word[: len(word) - len(ending)]
    return tuple(stem + form for form in _PLURAL[ending])


def is_relevant(text: str) -> bool:
    """True if ``text`` may speak of defence cooperation: one word only of defence, or two weaker ones."""
    strong, weak = _patterns()
    if strong.search(text):
        return True
    found: set[str] = set()
    for match in weak.finditer(text):
        found.add(match[0].lower())
        if len(found) > 1:
            return True
    return False
