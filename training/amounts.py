"""Dates and sums of money by rule, so that every corpus marks them alike (a qualifier such as "up to" is in the
sum)."""

from __future__ import annotations

import re

from training.lexicon import words

__all__ = ["MONTHS", "WEEKDAYS", "date_spans", "money_spans"]

MONTHS = words("amounts", "months")
WEEKDAYS = words("amounts", "weekdays")
NUMBERS = words("amounts", "numbers")
UNITS = words("amounts", "units")
SEASONS = words("amounts", "seasons")
CURRENCIES = words("amounts", "currencies")
SCALES = words("amounts", "scales")
SIGNS = words("amounts", "signs")
QUALIFIERS = (
    ("up", "to"), ("as", "much", "as"), ("more", "than"), ("less", "than"), ("at", "least"), ("at", "most"),
    ("about",), ("around",), ("nearly",), ("almost",), ("over",), ("under",), ("roughly",), ("approximately",),
    ("some",), ("an", "estimated"), ("a", "record"), ("an", "additional"), ("a", "further"),
)  # fmt: skip
UNQUALIFIED_AFTER = frozenset(["rise", "rose", "fall", "fell", "climbed", "dropped"])
DATE_LEADS = words("amounts", "date_leads")
QUANTITIES = words("amounts", "quantities")

Span = tuple[int, int, str]


def _is_year(word: str) -> bool:
    return bool(re.fullmatch(r"1[5-9]\d\d|20[0-4]\d", word))


def _is_day(word: str) -> bool:
    return bool(re.fullmatch(r"\d{1,2}(st|nd|rd|th)?", word))


def date_spans(words: list[str]) -> list[Span]:
    """Calendar dates, years, decades, weekdays, and spans such as "last month" or "two years ago"."""
    spans: list[Span] = []
    i = 0
    while i < len(words):
        span = _calendar(words, i) or _year(words, i) or _relative(words, i)
        if span is None:
            i += 1
        else:
            spans.append((*span, "DATE"))
            i = span[1]
    return spans


def _at(words: list[str], i: int) -> str:
    return words[i] if 0 <= i < len(words) else ""


def _calendar(words: list[str], i: int) -> tuple[int, int] | None:
    word = words[i]
    starts = word in WEEKDAYS or word in MONTHS or (_is_day(word) and _at(words, i + 1) in MONTHS)
    if not starts or not _is_month_here(words, i):
        return None
    end = i + 1
    if word in WEEKDAYS:
        after = end + 1 if _at(words, end) == "," else end
        if _at(words, after) in MONTHS or (_is_day(_at(words, after)) and _at(words, after + 1) in MONTHS):
            end = after
    while end < len(words):
        if words[end] in MONTHS or _is_year(words[end]) or (_is_day(words[end]) and words[end - 1] in MONTHS):
            end += 1
        elif (words[end] == "," and _is_year(_at(words, end + 1))) or (
            words[end] == "of" and (_at(words, end + 1) in MONTHS or _is_year(_at(words, end + 1)))
        ):
            end += 2
        else:
            break
    start = i - 1 if _at(words, i - 1).lower() in ("last", "next", "this", "early", "late", "mid") else i
    return start, end


def _is_month_here(words: list[str], i: int) -> bool:
    """False for "May" the verb or name, "March" the walk, "Mar" the name."""
    after, before = _at(words, i + 1), _at(words, i - 1).lower()
    if words[i] in ("May", "March"):
        leads = {"in", "of", "last", "next", "since", "until", "late", "early", "by", "mid"}
        return bool(re.fullmatch(r"\d{1,4}(st|nd|rd|th)?,?", after)) or _is_day(before) or before in leads
    if words[i] in ("Mar", "Mar.", "Jan"):
        return after[:1].isdigit()
    return True


def _year(words: list[str], i: int) -> tuple[int, int] | None:
    before, after = _at(words, i - 1).lower(), _at(words, i + 1)
    if re.fullmatch(r"(1[5-9]|20)\d0s", words[i]):
        start = i
        while start > 0 and words[start - 1].lower() in ("the", "early", "late", "mid"):
            start -= 1
        return start, i + 1
    if not _is_year(words[i]) or after.lower() in UNITS | QUANTITIES:
        return None
    if before not in DATE_LEADS and after not in (",", ")", "-", "–", "to"):
        return None
    start = i - 1 if before in ("early", "late", "mid", "year") else i
    if before == "year" and _at(words, start - 1).lower() == "the":
        start -= 1
    return start, i + 1


def _relative(words: list[str], i: int) -> tuple[int, int] | None:
    word, after, third = words[i].lower(), _at(words, i + 1).lower(), _at(words, i + 2).lower()
    if word in ("yesterday", "today", "tomorrow", "tonight"):
        return i, i + 1
    if word in ("earlier", "later") and after == "this" and third in UNITS:
        return i, i + 3
    start = i - 1 if _at(words, i - 1).lower() in ("the", "earlier", "later", "early", "late") else i
    if word in ("last", "next", "this", "previous", "past", "recent", "coming", "same"):
        if after in UNITS | SEASONS:
            return start, i + 2
        if (after in NUMBERS or after.isdigit()) and third in UNITS:
            return start, i + 3
        return None
    if (word in NUMBERS or re.fullmatch(r"\d[\d,.]*", word)) and after in UNITS:
        end = i + 3 if third in ("ago", "later", "earlier") else i + 2
        return (i - 1 if word == "few" and _at(words, i - 1).lower() == "a" else i), end
    return None


def money_spans(words: list[str]) -> list[Span]:
    """Sums of money with their sign or currency, scale and qualifier ("up to $ 1.2 billion")."""
    spans: list[Span] = []
    i = 0
    while i < len(words):
        end = _sum_end(words, i)
        if end is None:
            i += 1
            continue
        start = i - 1 if words[i] == "$" and _at(words, i - 1) in ("US", "U.S.", "A", "C", "S", "NZ") else i
        spans.append((_qualified(words, start), end, "MONEY"))
        i = end
    return spans


def _sum_end(words: list[str], i: int) -> int | None:
    word, after = words[i], _at(words, i + 1)
    if word in SIGNS and re.match(r"\d", after):
        return _scaled(words, i + 2)
    if re.fullmatch(r"[A-Z]{0,3}[$€£¥₹]\d[\d.,]*\w*", word):
        return _scaled(words, i + 1)
    if re.fullmatch(r"\d[\d.,]*", word):
        end = _scaled(words, i + 1)
        adjective = 1 if _at(words, end)[:1].isupper() and _at(words, end + 1).lower() in CURRENCIES else 0
        if _at(words, end + adjective) in CURRENCIES:
            return end + adjective + 1
    return None


def _scaled(words: list[str], end: int) -> int:
    while _at(words, end).lower() in SCALES:
        end += 1
    return end


def _qualified(words: list[str], start: int) -> int:
    lowered = tuple(word.lower() for word in words[max(0, start - 3) : start])
    for qualifier in QUALIFIERS:
        if lowered[-len(qualifier) :] == qualifier:
            before = _at(words, start - len(qualifier) - 1).lower()
            return start if before in UNQUALIFIED_AFTER else start - len(qualifier)
    return start
