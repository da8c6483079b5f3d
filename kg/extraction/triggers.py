"""Finds the words that tell a situation: candidate triggers, each with the frames that its surroundings satisfy."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from spacy.tokens import Doc, Span, Token

from kg.extraction import syntax
from kg.extraction.admission import Candidate, admitted
from kg.extraction.arguments import arguments
from kg.extraction.context import Context
from kg.extraction.lexicon import Frame, lexicon, table, word_sets
from kg.extraction.named import named_span
from kg.extraction.phrases import base_form, lemma, matches
from kg.extraction.selecting import Sieve
from kg.extraction.verb_patterns import completes, undoubled, verb_frames, words_after

__all__ = ["Candidate", "candidates", "event_name"]

_NAMES = frozenset({"ORG", "PERSON", "PRODUCT", "GPE"})
# types that news of any kind tells of: they need more than one word of the domain nearby
_OF_PEOPLE = frozenset({"Visit", "Consultation"})
_CACHE = "kg.extraction.exercises"
_CARRYING_HEADS = frozenset(table("triggers")["carrying_heads"]["words"])
_EDITIONS = frozenset({"edition", "iteration", "instalment", "installment"})
_NAME_WORDS = word_sets("triggers")
_SPORT = frozenset({"the", "games"})
_KNOWN = frozenset(name.lower() for name in _NAME_WORDS["known_exercises"])


def candidates(context: Context) -> Iterator[Candidate]:
    """Every candidate of the article in textual order; at most one per trigger and situation type."""
    phrases: set[tuple[str, int]] = set()
    for token in _likely(context.doc):
        if context.is_on_something_else and context.refused is None and not context.is_relevant(token):
            continue  # no frame would be admitted
        frames = tuple(_frames_at(context, token))
        if not frames:
            continue
        found: dict[str, Candidate] = {}
        anchors = _anchors(token)
        read = cache(arguments)
        for frame in frames:
            if frame.type in found or any((frame.type, anchor) in phrases for anchor in anchors):
                continue
            candidate = admitted(context, token, frame, read)
            if candidate is not None:
                found[frame.type] = candidate
                phrases.update((frame.type, i) for i in (token.i, syntax.head_noun(token).i))
        if "Negotiation" in found:  # talks on an agreement are no meeting besides
            found.pop("Consultation", None)
        if "Visit" in found and lemma(token) == "call":  # ships call at a port
            found.pop("Consultation", None)
        if "JointDevelopment" in found and "arms_firm" in found["JointDevelopment"].frame.objects:
            found.pop("ArmsTransfer", None)  # who buys the maker of mortars buys no mortars
        yield from found.values()


def _likely(doc: Doc) -> Iterator[Token]:
    """The tokens that some frame may have for its trigger: names of events, and words of the frames in any form."""
    places = {i for span in doc.ents if span.label_ == "EVENT" for i in range(span.start, span.end)}
    places.update(_sieve().places(doc))
    return (token for token in map(doc.__getitem__, sorted(places)) if not (token.is_space or token.is_punct))


@cache
def _sieve() -> Sieve:
    book = lexicon()
    words = {*book.by_noun, *book.by_verb, *(word.rpartition("-")[2] for word in book.by_verb)}

    def is_trigger(lemma_: str, form: str) -> bool:
        stems = tuple(form.removesuffix(ending) for ending in ("s", "ed", "ing"))
        stems = (*stems, *(f"{stem}e" for stem in stems), *map(undoubled, stems))
        forms = {base_form(lemma_, form), form, *stems}
        return not words.isdisjoint(forms)

    return Sieve(is_trigger)


def _anchors(token: Token) -> tuple[int, ...]:
    """The tokens that tell the same as ``token``, if of one type: its head noun, and a governing verb.

    "gave a security assistance package" tells one aid by "gave", "assistance" and "package".
    """
    noun = syntax.head_noun(token)
    governor = noun.head
    while governor.lower_ in {"of", "in"} and governor.head.i != governor.i:
        governor = syntax.first_conjunct(governor.head)
        governor = governor.head if governor.dep_ in {"dobj", "nsubjpass"} else governor
    return (noun.i, governor.i) if noun.dep_ in {"dobj", "nsubjpass", "pobj"} else (noun.i,)


def event_name(token: Token) -> str | None:
    """``exercise`` or ``operation`` where ``token`` heads the name of one ("Exercise Cobra Gold"); else None."""
    span = named_span(token) if token.ent_type_ == "EVENT" else None
    if span is None or span.root.i != token.i:
        return None
    words = {t.lower_ for t in span}
    if words <= _SPORT:
        return None
    if words & _NAME_WORDS["not_exercise"] and span[0].lower_ not in _NAME_WORDS["exercise_words"]:
        return None
    if words & _NAME_WORDS["operation_words"]:
        return "operation"
    return "exercise" if _core(span) in _exercises(span.doc) else None


def _core(span: Span) -> str:
    """The name of an event without "Exercise" and the number of its edition: what all its editions share."""
    words = [t.lower_ for t in span if t.is_alpha and t.lower_ not in _NAME_WORDS["exercise_words"]]
    return " ".join(words)


def _exercises(doc: Doc) -> tuple[str, ...]:
    """The names that the article says are of exercises: "Exercise X", "X exercise", "X is an annual drill"."""
    if _CACHE not in doc.user_data:
        named = {_core(ent) for ent in doc.ents if ent.label_ == "EVENT" and _is_drill(ent)}
        # no set: spaCy writes what is kept here into bytes
        doc.user_data[_CACHE] = tuple(sorted(named))
    found: tuple[str, ...] = doc.user_data[_CACHE]
    return found


def _is_drill(span: Span) -> bool:
    words = _NAME_WORDS["exercise_words"]
    if any(t.lower_ in words for t in span) or _core(span) in _KNOWN:
        return True
    beside = (span.start - 1, span.end)
    if any(0 <= i < len(span.doc) and span.doc[i].lower_ in words for i in beside):
        return True
    counted = (
        span.start > 1 and span.doc[span.start - 1].lower_ == "of" and lemma(span.doc[span.start - 2]) in _EDITIONS
    )
    return counted or any(lemma(t) in words and not t.ent_type_ for t in span.sent)


def _frames_at(context: Context, token: Token) -> Iterator[Frame]:
    book = lexicon()
    name = event_name(token)
    if name is not None:
        yield from book.by_name.get(name, ())
    if _is_verb(context, token):
        after = words_after(context, token)
        for frame, verb in verb_frames(token, after if context.refused is None else None):
            if completes(token, verb, after):
                yield frame
            else:
                context.refuse(token, frame, f"“{' '.join(verb[1:])}” does not follow")
    elif context.refused is not None:
        _refuse_verbs(context, token)
    if token.ent_type_ in _NAMES:
        return
    if (
        token.pos_ in {"NOUN", "PROPN", "ADJ", "X"}
        or token.lower_ == "one"
        or token.tag_ == "GW"
        or (token.tag_ == "VBG" and not _has_arguments(token))
    ):
        for word in dict.fromkeys((lemma(token), token.lower_, *_singular(token))):
            for frame, noun in book.by_noun.get(word, ()):
                if not _matches(token, noun):
                    continue
                if not _heads_its_phrase(token):
                    context.refuse(token, frame, "the noun only modifies another")
                elif frame.type != "JointDevelopment" and _is_left(token):
                    context.refuse(token, frame, "somebody only stays away from it")
                else:
                    yield frame


def _refuse_verbs(context: Context, token: Token) -> None:
    """Note what ``token`` would tell if it had been read as a verb, unless it tells that as a noun as well."""
    book = lexicon()
    as_noun = {frame.type for frame, _ in book.by_noun.get(lemma(token), ())}
    for frame, _ in book.by_verb.get(lemma(token), ()):
        if frame.type not in as_noun:
            context.refuse(token, frame, f"it is tagged {token.tag_} and is no verb here")


def _singular(token: Token) -> tuple[str, ...]:
    """The base form of a plural that the tagger left without one ("Talks" at the start of a sentence, tagged GW)."""
    return (token.lower_.removesuffix("s"),) if token.tag_ == "GW" else ()


def _matches(token: Token, noun: tuple[str, ...]) -> bool:
    if "into" in noun:  # "entry into force" is headed by its first word
        after = token.doc[token.i : token.i + len(noun)]
        return [t.lower_ for t in after] == list(noun)
    return matches(token, noun) and (len(noun) > 1 or not _is_otherwise(token))


def _is_otherwise(token: Token) -> bool:
    """True for a noun that the word before it makes something else ("port call"), and for talk that is a rumour."""
    if token.tag_ == "NN" and token.lower_ == "talk" and not any(t.lower_ == "a" for t in syntax.determiners(token)):
        return True
    before = token.doc[token.i - 1].lower_ if token.i else ""
    return f"{before} {lemma(token)}" in _NAME_WORDS["otherwise"]


def _is_left(noun: Token) -> bool:
    """True for an event that somebody only stays away from ("Greece withdrew from the drill"): it takes place."""
    if noun.dep_ != "pobj" or noun.head.lower_ not in {"from", "of"}:
        return False
    verb = syntax.governing_verb(noun)
    return verb is not None and lemma(verb) in _NAME_WORDS["leaving"]


def _has_arguments(verb: Token) -> bool:
    """True for an *-ing* form that is used as a verb ("he is basing this on ...")."""
    return bool(syntax.subjects(verb) or syntax.objects(verb) or syntax.auxiliaries(verb))


def _is_verb(context: Context, token: Token) -> bool:
    if syntax.is_compound_gerund(token) or token.tag_ == "GW":
        return False
    if token.pos_ == "VERB" or (token.pos_ == "AUX" and lemma(token) == "be" and token.dep_ not in {"aux", "auxpass"}):
        return token.dep_ not in {"aux", "auxpass", "amod"} or token.tag_ == "VBN" or token.lower_ == "visiting"
    return token.dep_ == "ROOT" and bool(
        syntax.subjects(token) or (context.in_headline(token) and token.i > token.sent.start)
    )


def _heads_its_phrase(token: Token) -> bool:
    """False for a noun that only modifies another ("exercise area"), unless that one just carries it ("ceremony")."""
    if token.dep_ not in {"compound", "nmod", "amod"} or not syntax.is_nominal(token.head) or token.head.i < token.i:
        return True
    return lemma(token.head) in _CARRYING_HEADS
