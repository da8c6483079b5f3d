"""Candidates for persons: by name and its variants, told apart by state, office and the years they held it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kg.gazetteer import Gazetteer, Record, Term
from kg.gazetteer.folding import fold
from kg.linking.candidates import Candidate
from kg.linking.context import Context, Post
from kg.linking.personal_names import FIRST_WORD, SURNAME, family_last, person_likeness, person_words
from kg.model import Entity

__all__ = ["candidates", "office_words"]

_SILENT = frozenset(
    {"of", "the", "for", "and", "state", "federal", "former", "then", "general", "staff", "affairs", "acting"}
)
_OTHER_POST = frozenset(
    {"deputy", "vice", "senior", "advisor", "adviser", "assistant", "under", "spokesman", "spokesperson", "spokeswoman"}
    | {"lady", "prime", "ambassador", "parliamentary", "candidate", "son", "wife", "aide"}
)
_MAIN = 0.95  # of a state that the article is mostly about
_OFFICE_ELSEWHERE = 0.8
_ANOTHER_POST = 0.85  # the sources end before some posts begin, so an office they lack is weak evidence against
_BEGINNING = 0.9
_SELDOM_SHARED = 3  # words of a name
_RARE, _COMMON = 3, 8  # bearers of a surname
_VARIANT_OF_COMMON = 0.7  # another John Kennedy
_LONG_AGO = 20  # years after the last office


def candidates(entity: Entity, context: Context, gazetteer: Gazetteer) -> Iterator[Candidate]:
    """The persons of the gazetteer that the entity may be, with their scores."""
    names = dict.fromkeys((entity.name, *entity.aliases))
    asked = [words for words in map(person_words, names) if words]
    if not asked:
        return
    is_long = any(len(words) >= _SELDOM_SHARED for words in asked)
    posts = context.posts.get(entity.key, ())
    home = _home(entity, posts, gazetteer)
    for record in _bearers(asked, gazetteer):
        likeness = _likeness(asked, record)
        if likeness >= FIRST_WORD:
            bearers = 1 if is_long else _bearers_of_surname(record, gazetteer)
            yield _scored(record, likeness, posts, home, context, bearers=bearers)


def _bearers(asked: Iterable[list[str]], gazetteer: Gazetteer) -> Iterator[Record]:
    seen = set()
    for words in asked:
        for word in (words[-1], words[0]) if len(words) > 2 else (words[-1],):
            for record in gazetteer.persons(word):
                if record.qid not in seen:
                    seen.add(record.qid)
                    yield record


def _likeness(asked: Iterable[list[str]], record: Record) -> float:
    """The likeness of the longest name asked for: a surname among the aliases adds nothing to a full name."""
    longest = max(asked, key=len)
    names = (record.label, *record.aliases)
    if len(longest) == 1:
        return max(person_likeness(longest, family_last(name)) for name in names)
    return max(person_likeness(longest, person_words(name)) for name in names)


def _bearers_of_surname(record: Record, gazetteer: Gazetteer) -> int:
    """How many others bear it: whether a chance namesake is likely."""
    return len(gazetteer.persons(person_words(record.label)[-1]))


def _home(entity: Entity, posts: Iterable[Post], gazetteer: Gazetteer) -> str | None:
    named = gazetteer.state(entity.country) if entity.country else None
    return named.label if named else next((post.state for post in posts if post.state), None)


def _scored(
    record: Record, likeness: float, posts: tuple[Post, ...], home: str | None, context: Context, *, bearers: int
) -> Candidate:
    office = max((_office(record, post, context.year) for post in posts), default=0.0)
    state = _state(record, home, context)
    if likeness <= SURNAME:  # an office, or a well-known holder of the time, must stand behind it
        score = _surname(record, office, state, context) if likeness == SURNAME or office == 1.0 else 0.4
        return Candidate(record, score, "office" if office else "context")
    if home is None and bearers <= _RARE and likeness == 1.0:
        state = max(state, 0.75)
    if not office and bearers > _COMMON and likeness < 1.0:
        likeness *= _VARIANT_OF_COMMON
    if office == 1.0 and state >= 0.9:
        likeness = max(likeness, _BEGINNING)  # Abiy Ahmed is how Abiy Ahmed Ali begins, who holds the very office
    score = likeness * state * _time(record, context)
    if posts and not office and record.terms:
        score *= _ANOTHER_POST
    if office and state < _MAIN and record.country in context.states and likeness == 1.0:
        score = max(score, _OFFICE_ELSEWHERE)  # the very name and post: the article's other state was misread
    score = max(score, likeness * (0.75 + 0.24 * office)) if office and state >= 0.9 else score
    return Candidate(record, score, "office" if office else "name")


def _surname(record: Record, office: float, state: float, context: Context) -> float:
    if state < _MAIN:
        return 0.2
    if office == 1.0:
        return 0.92
    is_serving = any(_serves(term, context.year) for term in record.terms)
    if office:
        return 0.7 if is_serving else 0.45
    if not is_serving:
        return 0.4
    return 0.8 if record.is_well_known else 0.66


def _state(record: Record, home: str | None, context: Context) -> float:
    if record.country is None:
        return 0.8
    if home is not None:
        return 0.99 if record.country == home else 0.45
    if record.country in context.main_states:
        return _MAIN
    if record.country in context.states:
        return 0.9
    return 0.75 if record.is_well_known else 0.55


def _time(record: Record, context: Context) -> float:
    """Factor for being of the article's time: office-holders long gone or still to come are unlikely."""
    starts = [term.start for term in record.terms if term.start]
    ends = [term.end for term in record.terms]
    if context.year is None or not record.terms:
        return 0.95
    if starts and min(starts) > context.year + 5:
        return 0.8
    last = max((end for end in ends if end), default=None)
    if None not in ends and last is not None and last < context.year - _LONG_AGO:
        return 0.85
    return 1.0


def _office(record: Record, post: Post, year: int | None) -> float:
    """1 where the record held the very office in that year, 0.5 where at another time, 0 where never."""
    held = [term for term in record.terms if _same_office(post.office, term.office)]
    if not held:
        return 0.0
    return 1.0 if year is None or any(_serves(term, year) for term in held) else 0.5


def _serves(term: Term, year: int | None) -> bool:
    """Held in that year, or still held when the sources were read where the year is not known."""
    return term.end is None if year is None else term.covers(year, slack=1)


def _same_office(one: str, other: str) -> bool:
    """One names the other, shorter or longer (``defence secretary``), but no other post around it (``deputy ...``)."""
    small, large = sorted((office_words(one), office_words(other)), key=len)
    return bool(small) and small <= large and not _OTHER_POST & (large - small)


def office_words(office: str) -> frozenset[str]:
    """The words of an office that tell it from others, in any order."""
    return frozenset(word for word in fold(office).split() if word not in _SILENT)
