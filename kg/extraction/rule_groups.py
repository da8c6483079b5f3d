"""The groups of rules around the parser and the recogniser that a build can do without, to see what each is worth."""

from __future__ import annotations

from enum import StrEnum

__all__ = ["RuleGroup"]


class RuleGroup(StrEnum):
    """The groups, by the names that ``kg build --without`` and the configuration of components take."""

    TOKENS = "tokens"
    """ "CIS-MOA" is one token, "$70m." are four."""
    SENTENCES = "sentences"
    """Sentences begin where paragraphs, headlines and datelines say, before the parser is asked."""
    TITLES = "titles"
    """Ranks, offices, articles and possessives are cut off names."""
    AGREEMENTS = "agreements"
    """Names of agreements and acts are completed, and known ones found."""
    EXERCISES = "exercises"
    """*Exercise X*, *X 24* and the bare name again are exercises."""
    WEAPONS = "weapons"
    """Designations and ships are products."""
    DATES = "dates"
    """Expressions of time and sums of money are found by their grammar, not by the recogniser."""
    SHORT_FORMS = "short-forms"
    """*Long Name (LN)*: the short form is the same name all over the article."""
    OFFICES = "offices"
    """Whoever is said to hold an office is a person."""
    TREES = "trees"
    """Arcs of the parse that contradict names or grammar are mended."""
    GAZETTEER = "gazetteer"
    """A name that the gazetteer knows for a body or a person is one, whatever the recogniser says."""
    TIMES = "times"
    """Situations are dated."""
    COREFERENCE = "coreference"
    """Pronouns and descriptions ("the two countries") stand for what was named before."""
