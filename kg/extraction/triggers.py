"""Finds the words that tell a situation: candidate triggers, each with the frames that its surroundings satisfy."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Doc, Span, Token

from kg.extraction import syntax
from kg.extraction.arguments import Arguments, arguments, is_verbal
from kg.extraction.conditions import NEAR, THING, actors_in, is_listed, is_receiving
from kg.extraction.context import Context
from kg.extraction.lexicon import Frame, lexicon, opens_with_adverb, table
from kg.extraction.named import named_span
from kg.extraction.phrases import lemma, matches
from kg.model import EntityKind

__all__ = ["Candidate", "candidates", "event_name"]

_NAMES = frozenset({"ORG", "PERSON", "PRODUCT", "GPE"})
# types that news of any kind tells of: they need more than one word of the domain nearby
_OF_PEOPLE = frozenset({"Visit", "Consultation"})
# tokens within which the rest of a verb pattern must follow; "put (the agreement with X) on hold" holds its object
_WIDE, _WIDEST = 7, 11
_PLACING = frozenset({"put", "place", "bring"})
_STATES_OF_LAW = frozenset({"force", "effect", "operation"})
_CACHE = "kg.extraction.exercises"
_CARRYING_HEADS = frozenset(table("triggers")["carrying_heads"]["words"])
_NAME_WORDS = {name: frozenset(entry["words"]) for name, entry in table("triggers").items()}


@dataclass(frozen=True, slots=True)
class Candidate:
    """A trigger whose frame's conditions hold, with its arguments; ``objects`` are those of the class asked for."""

    trigger: Token
    frame: Frame
    arguments: Arguments
    objects: tuple[Token, ...] = ()


def candidates(context: Context) -> Iterator[Candidate]:
    """Every candidate of the article in textual order; at most one per trigger and situation type."""
    phrases: set[tuple[str, int]] = set()
    for token in context.doc:
        if token.is_space or token.is_punct:
            continue
        frames = tuple(_frames_at(context, token))
        if not frames:
            continue
        seen: set[str] = set()
        anchors = _anchors(token)
        for frame in frames:
            if frame.type in seen or any((frame.type, anchor) in phrases for anchor in anchors):
                continue
            candidate = _candidate(context, token, frame)
            if candidate is not None:
                seen.add(frame.type)
                phrases.update((frame.type, i) for i in (token.i, syntax.head_noun(token).i))
                yield candidate


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
    if words & _NAME_WORDS["not_exercise"]:
        return None
    if words & _NAME_WORDS["operation_words"]:
        return "operation"
    return "exercise" if _core(span) in _exercises(span.doc) else None


def _core(span: Span) -> str:
    """The name of an event without "Exercise" and the number of its edition: what all its editions share."""
    words = [t.lower_ for t in span if t.is_alpha and t.lower_ not in _NAME_WORDS["exercise_words"]]
    return " ".join(words)


def _exercises(doc: Doc) -> frozenset[str]:
    """The names that the article says are of exercises: "Exercise X", "X exercise", "X is an annual drill"."""
    if _CACHE not in doc.user_data:
        doc.user_data[_CACHE] = frozenset(_core(ent) for ent in doc.ents if ent.label_ == "EVENT" and _is_drill(ent))
    found: frozenset[str] = doc.user_data[_CACHE]
    return found


def _is_drill(span: Span) -> bool:
    words = _NAME_WORDS["exercise_words"]
    if any(t.lower_ in words for t in span):
        return True
    beside = (span.start - 1, span.end)
    if any(0 <= i < len(span.doc) and span.doc[i].lower_ in words for i in beside):
        return True
    return any(lemma(t) in words and not t.ent_type_ for t in span.sent)


def _frames_at(context: Context, token: Token) -> Iterator[Frame]:
    book = lexicon()
    name = event_name(token)
    if name is not None:
        yield from book.by_name.get(name, ())
    if _is_verb(context, token):
        for frame, verb in _verb_frames(token):
            if _completes(token, verb):
                yield frame
    if token.ent_type_ in _NAMES:
        return
    if (
        token.pos_ in {"NOUN", "PROPN", "ADJ", "X"}
        or token.tag_ == "GW"
        or (token.tag_ == "VBG" and not _has_arguments(token))
    ):
        for word in dict.fromkeys((lemma(token), token.lower_, *_singular(token))):
            for frame, noun in book.by_noun.get(word, ()):
                if _matches(token, noun) and _heads_its_phrase(token) and not _is_left(token):
                    yield frame


def _singular(token: Token) -> tuple[str, ...]:
    """The base form of a plural that the tagger left without one ("Talks" at the start of a sentence, tagged GW)."""
    return (token.lower_.removesuffix("s"),) if token.tag_ == "GW" else ()


def _matches(token: Token, noun: tuple[str, ...]) -> bool:
    if "into" in noun:  # "entry into force" is headed by its first word
        after = token.doc[token.i : token.i + len(noun)]
        return [t.lower_ for t in after] == list(noun)
    return matches(token, noun)


def _verb_frames(token: Token) -> tuple[tuple[Frame, tuple[str, ...]], ...]:
    """The frames of a verb by its lemma, or by its form where that is no base form ("expired", "sharing")."""
    by_verb = lexicon().by_verb
    found = by_verb.get(lemma(token), ())
    if found or token.tag_ in {"NN", "NNS"}:
        return found
    for ending in ("ed", "ing"):
        stem = token.lower_.removesuffix(ending)
        if stem != token.lower_:
            return by_verb.get(stem, ()) or by_verb.get(f"{stem}e", ())
    return ()


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
        return token.dep_ not in {"aux", "auxpass", "amod"} or token.tag_ == "VBN"
    return token.dep_ == "ROOT" and bool(
        syntax.subjects(token) or (context.in_headline(token) and token.i > token.sent.start)
    )


def _completes(token: Token, verb: tuple[str, ...]) -> bool:
    """True if the further words of a verb pattern stand under or just after the verb, in order."""
    if opens_with_adverb(verb):
        return any(t.lower_ == verb[0] for t in token.children)
    rest = list(verb[1:])
    if not rest:
        return True
    if verb[-1] == "into" and any(t.lower_ in _STATES_OF_LAW for t in token.doc[token.i + 1 : token.i + 4]):
        return False  # "entered into force"
    reach = _WIDEST if verb[0] in _PLACING else _WIDE
    for other in token.doc[token.i + 1 : token.i + reach]:
        if rest and (other.lower_ == rest[0] or lemma(other) == rest[0]):
            rest.pop(0)
        elif other.is_sent_start or other.text in {";", "."}:
            break
    return not rest


def _heads_its_phrase(token: Token) -> bool:
    """False for a noun that only modifies another ("exercise area"), unless that one just carries it ("ceremony")."""
    if token.dep_ not in {"compound", "nmod", "amod"} or not syntax.is_nominal(token.head) or token.head.i < token.i:
        return True
    return lemma(token.head) in _CARRYING_HEADS


def _candidate(context: Context, token: Token, frame: Frame) -> Candidate | None:
    if frame.domain != "own" and not context.is_relevant(token, strictly=frame.type in _OF_PEOPLE):
        return None
    found = arguments(token)
    if context.in_headline(token) and frame.objects and "" not in frame.objects:
        found = _headline_passive(token, found)
    objects = _fitting_objects(context, token, frame, found)
    if frame.objects and not objects and "" not in frame.objects:
        return None
    if "" in frame.objects and found.get("object") and not objects:
        return None
    if frame.subject and not any(
        THING[frame.subject](context, t) for t in (*_subjects(token, found), *_undergoing(token, frame, found))
    ):
        return None
    if frame.expletive and not syntax.attributes(token):
        return None
    if frame.near and not any(NEAR[name](context, token, found) for name in frame.near):
        return None
    if frame.topic and not _has_topic(context, frame, found):
        return None
    if frame.needs_light and found.carrier is None and not _is_placed(context, token, found):
        return None
    return Candidate(token, frame, found, objects)


def _headline_passive(token: Token, found: Arguments) -> Arguments:
    """ "Treaty between A and B renewed": a headline's participle without object tells what was done to its subject."""
    if not is_verbal(token) or token.tag_ not in {"VBD", "VBN"} or syntax.is_passive(token) or found.get("object"):
        return found
    subjects = found.get("subject")
    inside = {slot: token for noun in subjects for slot, token in syntax.prepositional_phrases(noun)}
    of_object = {f"object:{slot}": (t,) for slot, t in inside.items()}
    slots = {**found.slots, **of_object, "object": subjects, "subject": ()}
    return Arguments(slots, found.carrier)


def _subjects(token: Token, found: Arguments) -> tuple[Token, ...]:
    return found.get("subject") or syntax.attributes(token)


def _undergoing(token: Token, frame: Frame, found: Arguments) -> tuple[Token, ...]:
    """The agreement in "the expired pact", "was signed and entered into force", where a participle looks passive."""
    return found.get("object") if token.tag_ == "VBN" and frame.subject == "agreement" else ()


def _fitting_objects(context: Context, token: Token, frame: Frame, found: Arguments) -> tuple[Token, ...]:
    classes = [name for name in frame.objects if name]
    if not classes:
        return ()
    places = _object_places(token, frame)
    if found.carrier is not None and is_receiving(found.carrier):
        places = (*places, "subject")
    tokens = [t for place in places for t in found.get(place)]
    return tuple(dict.fromkeys(t for t in tokens if t != token and any(THING[name](context, t) for name in classes)))


def _object_places(token: Token, frame: Frame) -> tuple[str, ...]:
    """The slots in which the thing stands that a frame asks for."""
    if not is_verbal(token):
        return ("of", "mod", "for", "to", "poss", "from", "in", "object")
    if any(len(verb) > 1 for verb in frame.verbs):
        return ("object", "object:of", "of", "to", "into", "over", "with", "in", "on", "for", "from")
    if frame.type == "DomesticApproval":
        return ("object", "object:worth")
    if frame.type == "ArmsTransfer":
        return ("object", "object:of", "object:in", "object:worth", "with")
    return ("object", "object:of", "object:in", "object:worth")


def _has_topic(context: Context, frame: Frame, found: Arguments) -> bool:
    tokens = [
        t for slot in ("on", "over", "about", "regarding", "for", "towards", "concerning") for t in found.get(slot)
    ]
    return any(THING[name](context, t) for name in frame.topic for t in tokens)


def _is_placed(context: Context, token: Token, found: Arguments) -> bool:
    """A bare noun tells an instance if two actors take part, or one does and the noun is definite or dated."""
    people = actors_in(context, found)
    if len(people) >= 2 or is_listed(token):
        return True
    noun = syntax.head_noun(token)
    if people and syntax.prepositions(noun, "between"):  # long titles may hide the second of the two
        return True
    dated = any(t.ent_type_ in {"DATE", "TIME"} for t in noun.subtree)
    definite = any(
        t.lower_ in {"the", "this", "his", "her", "their"}
        for t in (*syntax.determiners(noun), *syntax.possessors(noun))
    )
    actor = any(a.kind is not EntityKind.COMPANY for a in people)
    return actor and (dated or definite or context.in_headline(token) or bool(syntax.possessors(noun)))
