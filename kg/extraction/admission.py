"""Whether what stands around a trigger satisfies the conditions of its frame; and if not, which one it lacks.

Which arguments are of the classes that the frame asks for is found in :mod:`kg.extraction.restrictions`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from spacy.tokens import Token

from kg.extraction import syntax
from kg.extraction.antecedents import farther_antecedents
from kg.extraction.arguments import Arguments, arguments, is_verbal
from kg.extraction.conditions import NEAR
from kg.extraction.context import Context
from kg.extraction.jointly import is_listed
from kg.extraction.lexicon import Frame, table
from kg.extraction.phrases import lemma
from kg.extraction.restrictions import fitting_objects, has_topic, is_of_any
from kg.extraction.sides import actors_in
from kg.extraction.silence import is_by_the_way
from kg.extraction.things import THING
from kg.model import Entity, EntityKind

__all__ = ["Candidate", "admitted", "signed_at"]

# types that news of any kind tells of: they need more than one word of the domain nearby
_OF_PEOPLE = frozenset({"Visit", "Consultation"})
_INSTRUMENTS = frozenset({"agreement", "instrument"})
_ATTACHING = frozenset(table("conditions")["attaching"]["words"])
_LOOKS = frozenset(table("conditions")["looks"]["words"])
_SWEPT = frozenset(table("conditions")["swept"]["words"])


@dataclass(frozen=True, slots=True)
class Candidate:
    """A trigger whose frame's conditions hold, with its arguments; ``objects`` are those of the class asked for."""

    trigger: Token
    frame: Frame
    arguments: Arguments
    objects: tuple[Token, ...] = ()


def admitted(
    context: Context, token: Token, frame: Frame, read: Callable[[Token], Arguments] = arguments
) -> Candidate | None:
    """The candidate that ``token`` is by ``frame``; None, with the reason noted, where a condition does not hold.

    ``read`` gives the arguments of ``token``: pass one that remembers them where several frames are tried.
    """
    is_own = frame.domain == "own" and not context.is_on_something_else
    if not is_own and not context.is_relevant(token, strictly=frame.type in _OF_PEOPLE):
        context.refuse(token, frame, "neither its sentence nor the article speaks of defence")
        return None
    found = read(token)
    if context.in_headline(token) and frame.objects and "" not in frame.objects:
        found = _headline_passive(token, found)
    if frame.subject in _INSTRUMENTS and is_verbal(token):
        found = _from_farther(context, token, frame, found)
    objects = fitting_objects(context, token, frame, found)
    lacking = _lacking(context, token, frame, found, objects)
    if lacking:
        context.refuse(token, frame, lacking)
        return None
    return Candidate(token, frame, found, objects)


def _lacking(context: Context, token: Token, frame: Frame, found: Arguments, objects: tuple[Token, ...]) -> str:
    """The first condition of ``frame`` that does not hold, in words; empty if all do."""
    if frame.objects and not objects and ("" not in frame.objects or found.get("object")):
        return f"its object is nothing of the class {_listed(name for name in frame.objects if name)}"
    if frame.subject and not any(
        is_of_any(context, t, (frame.subject,)) for t in (*_subjects(token, found), *_undergoing(token, frame, found))
    ):
        return f"its subject is nothing of the class {frame.subject}"
    if frame.type == "Announcement" and _is_cited(token):
        return "it is only where something stands"
    if frame.type == "Announcement" and is_by_the_way(token):
        return "it is not said of what somebody keeps silent"
    if is_verbal(token) and _is_modelled(context, token, found):
        return "what it is based on is a model and no place"
    if frame.type == "Consultation" and _is_met(token):
        return "somebody is only met on arrival"
    if frame.type == "JointOperation" and not is_verbal(token) and _is_joined(token):
        return "it is only where somebody serves"
    if frame.type in {"Amendment", "Renewal"} and _is_kind(token):
        return "it says which kind of agreement it is"
    if frame.type == "Training" and found.get("learner") and "learner" not in frame.slots and _sends(found):
        return "who sends somebody to a course gives none"
    if frame.expletive and not syntax.attributes(token):
        return "nothing stands after “there is”"
    if frame.type == "DomesticApproval" and lemma(token) == "clear" and any(lemma(t) in _SWEPT for t in objects):
        return "what is cleared is cleared away"
    if frame.type == "BasingOrAccess" and any(lemma(t) in _LOOKS for t in found.get("object")):
        return "what is given is only a look at it"
    if frame.near and not any(NEAR[name](context, token, found) for name in frame.near):
        return f"nothing beside it is {_listed(frame.near)}"
    if frame.topic and not has_topic(context, token, frame, found):
        return f"what it is about is nothing of the class {_listed(frame.topic)}"
    if frame.needs_light and found.carrier is None and not _is_placed(context, token, found):
        return "the noun has no verb that carries it, and neither two sides nor a date"
    return ""


def _sends(found: Arguments) -> bool:
    return found.carrier is not None and lemma(found.carrier) in {"send", "dispatch", "fly", "go", "come", "return"}


def _is_cited(token: Token) -> bool:
    """True for "according to a press release": the source of a statement, and no news itself."""
    before = token.doc[token.sent.start : token.i]
    cited = next((t for t in reversed(before) if t.lower_ == "according" or t.pos_ == "VERB"), None)
    return cited is not None and cited.lower_ == "according"


def _is_modelled(context: Context, token: Token, found: Arguments) -> bool:
    """True for "the vessels are based on the Makassar class": what stands there is neither a place nor a ship."""
    if lemma(token) != "base" or not syntax.is_passive(token) or found.get("in") or found.get("at"):
        return False
    below = found.get("on")
    return bool(below) and not any(is_of_any(context, t, ("place", "base", "warship")) for t in below)


def _is_joined(token: Token) -> bool:
    """True for "an officer attached to the NATO mission in Kosovo": what is told is whose he is."""
    noun = syntax.head_noun(token)
    mark = noun.head
    if noun.dep_ != "pobj" or mark.lower_ != "to" or _points_back(noun):
        return False
    return lemma(mark.head) in _ATTACHING


def _points_back(noun: Token) -> bool:
    """True for "the mission" and no more: the one told of before."""
    return not any(t.dep_ != "det" for t in noun.children)


def _is_met(token: Token) -> bool:
    """True for "he was met by the deputy commander", and nothing of what they spoke about."""
    about = syntax.prepositions(token, "for", "to", "on", "over", "about") or syntax.children(token, "advcl", "xcomp")
    return lemma(token) == "meet" and syntax.is_passive(token) and bool(syntax.agents(token)) and not about


def _is_kind(token: Token) -> bool:
    """True for "a revised pact": which pact, with an article that brings it up for the first time."""
    noun = token.head
    return token.dep_ == "amod" and token.i < noun.i and any(t.lower_ in {"a", "an"} for t in syntax.determiners(noun))


def _listed(names: Iterable[str]) -> str:
    return " or ".join(sorted(names))


def _headline_passive(token: Token, found: Arguments) -> Arguments:
    """ "Treaty between A and B renewed": a headline's participle without object tells what was done to its subject."""
    if not is_verbal(token) or token.tag_ not in {"VBD", "VBN"} or syntax.is_passive(token) or found.get("object"):
        return found
    subjects = found.get("subject")
    inside = {slot: token for noun in subjects for slot, token in syntax.prepositional_phrases(noun)}
    of_object = {f"object:{slot}": (t,) for slot, t in inside.items()}
    slots = {**found.slots, **of_object, "object": subjects, "subject": ()}
    return Arguments(slots, found.carrier)


def _from_farther(context: Context, token: Token, frame: Frame, found: Arguments) -> Arguments:
    """ "The agreement between Oman and Iran, which entered into force": not the state that the clause was hung at."""
    test = THING[frame.subject]
    if any(test(context, t) for t in found.get("subject")):
        return found
    farther = next((t for t in farther_antecedents(token) if test(context, t)), None)
    return found if farther is None else Arguments({**found.slots, "subject": (farther,)}, found.carrier)


def _subjects(token: Token, found: Arguments) -> tuple[Token, ...]:
    return found.get("subject") or syntax.attributes(token)


def _undergoing(token: Token, frame: Frame, found: Arguments) -> tuple[Token, ...]:
    """The agreement in "the expired pact", "was signed and entered into force", where a participle looks passive."""
    return found.get("object") if token.tag_ == "VBN" and frame.subject in _INSTRUMENTS else ()


def signed_at(context: Context, noun: Token) -> Entity | None:
    """The agreement that something is done to at the meeting ``noun``: "signed at a meeting of the ministers"."""
    head = syntax.head_noun(noun)
    verb = syntax.governing_verb(head)
    if head.dep_ != "pobj" or head.head.lower_ not in {"at", "during"} or verb is None:
        return None
    return next((a for t in syntax.logical_objects(verb) if (a := context.agreements.at(t)) is not None), None)


def _is_placed(context: Context, token: Token, found: Arguments) -> bool:
    """A bare noun tells an instance if two actors take part, or one does and the noun is definite or dated."""
    people = actors_in(context, found)
    if len(people) >= 2 or is_listed(token):
        return True
    noun = syntax.head_noun(token)
    if signed_at(context, token) is not None:
        return True
    if people and syntax.prepositions(noun, "between"):  # long titles may hide the second of the two
        return True
    if found.get("by") and found.get("to"):  # "a visit to Salem by the commandant"
        return True
    dated = any(t.ent_type_ in {"DATE", "TIME"} for t in noun.subtree)
    definite = any(
        t.lower_ in {"the", "this", "his", "her", "their"}
        for t in (*syntax.determiners(noun), *syntax.possessors(noun))
    )
    actor = any(a.kind is not EntityKind.COMPANY for a in people)
    return actor and (dated or definite or context.in_headline(token) or bool(syntax.possessors(noun)))
