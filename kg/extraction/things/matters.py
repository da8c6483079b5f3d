"""What is concluded, decided or talked about: agreements, motions, missions, meetings, intelligence."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from spacy.tokens import Token

from kg.extraction import syntax
from kg.extraction.context import Context
from kg.extraction.lexicon import table, word_sets
from kg.extraction.phrases import has_word, in_class, lemma
from kg.extraction.things.actors import is_alliance
from kg.extraction.things.arms import is_aid, is_equipment
from kg.extraction.things.forces import is_force

__all__ = ["MATTERS", "is_agreement"]

_WORDS = word_sets("conditions")
_STAGES = frozenset(table("light")["stages"]["words"])


def is_agreement(context: Context, token: Token) -> bool:
    """True for an agreement by name or by noun."""
    return context.agreements.at(token) is not None or in_class(token, "agreement")


def is_mission(context: Context, token: Token) -> bool:
    """What forces go out for, or their coming in: "the entry of foreign troops"."""
    if lemma(token) in _WORDS["mission"]:
        return True
    coming = lemma(token) in _WORDS["coming"]
    return coming and any(is_force(context, t) for t in syntax.prepositional_objects(token, "of", "for", "by"))


def _is_decided_on(context: Context, token: Token) -> bool:
    on_forces = is_agreement(context, token) or is_equipment(context, token) or is_aid(context, token)
    return on_forces or is_force(context, token) or (lemma(token) in _WORDS["mission"] and context.is_relevant(token))


def _is_proposal(context: Context, token: Token) -> bool:
    """ "A motion on the mission", "joining the coalition", "a bill to lend tanks": a decision on forces or arms."""
    if lemma(token) not in _WORDS["proposal"] and token.tag_ != "VBG":
        return False
    inside = [t for t in token.subtree if t.i > token.i]
    return any(_is_decided_on(context, t) for t in inside)


def _is_submitted(context: Context, token: Token) -> bool:
    """What a chamber may pass: an agreement, a transfer, aid, a mission, a motion or bill on one of these."""
    if lemma(token) in _WORDS["transfer"] or lemma(token) in _WORDS["motion"]:
        return True
    tests = (is_agreement, is_aid, is_mission, _is_proposal)
    return any(test(context, token) for test in tests)


def _is_instrument(context: Context, token: Token) -> bool:
    return is_agreement(context, token) or lemma(token) in _WORDS["instrument"]


def _is_agreement_stage(context: Context, token: Token) -> bool:
    """ "The conclusion of a status of forces agreement"."""
    return lemma(token) in _STAGES and any(
        is_agreement(context, t) for t in syntax.prepositional_objects(token, "of", "to")
    )


def _is_membership(context: Context, token: Token) -> bool:
    """ "Its participation in the force", "ties with the bloc": what binds a state to an alliance."""
    binding = lemma(token) in _WORDS["bond"]
    return binding and any(is_alliance(context, t) for t in syntax.prepositional_objects(token, "in", "of", "with"))


def _is_text_part(context: Context, token: Token) -> bool:
    """ "The text of a security treaty", "the price of the jets"."""
    inside = syntax.prepositional_objects(token, "of", "for")
    return lemma(token) in _WORDS["text_part"] and any(
        is_agreement(context, t) or is_equipment(context, t) or lemma(t) in _WORDS["lease"] for t in inside
    )


def _is_defence_bond(_context: Context, token: Token) -> bool:
    """ "Military cooperation", "their security partnership"."""
    return lemma(token) in _WORDS["cooperating_in"] and has_word(token, "bond_defence")


def _is_arms_order(context: Context, token: Token) -> bool:
    """ "Its order for 12 helicopters"."""
    near = (*syntax.prepositional_objects(token, "for", "of"), *syntax.compounds(token))
    near = (*near, *syntax.prepositional_objects(token.head, "for"))  # where a parser hangs it at the verb
    return lemma(token) in _WORDS["arms_order"] and any(is_equipment(context, t) for t in near)


def _in(name: str) -> Callable[[Context, Token], bool]:
    return lambda _context, token: in_class(token, name)


MATTERS: Mapping[str, Callable[[Context, Token], bool]] = {
    "agreement": is_agreement,
    "agreement_weak": _in("agreement_weak"),
    "treaty": lambda context, token: is_agreement(context, token) and lemma(token) in _WORDS["treaty"],
    "convention": lambda context, token: is_agreement(context, token) and lemma(token) in _WORDS["convention"],
    "agreement_stage": _is_agreement_stage,
    "instrument": _is_instrument,
    "joint_board": lambda context, token: (
        context.is_on_defence and lemma(token) in _WORDS["joint_board"] and has_word(token, "joint_board")
    ),
    "notes": lambda _context, token: token.lower_ in {"notes", "letters"},
    "text_part": _is_text_part,
    "defence_bond": _is_defence_bond,
    "arms_order": _is_arms_order,
    "lease": lambda _context, token: lemma(token) in _WORDS["lease"],
    "proposal": _is_proposal,
    "motion": lambda _context, token: lemma(token) in _WORDS["motion"],
    "submitted": _is_submitted,
    "transfer": lambda _context, token: lemma(token) in _WORDS["transfer"],
    "mission": is_mission,
    "membership": _is_membership,
    "meeting": lambda _context, token: lemma(token) in _WORDS["meeting"],
    "hotline": lambda _context, token: lemma(token) in _WORDS["hotline"] and has_word(token, "agreement_defence"),
    "intelligence": _in("intelligence"),
    "sightings": _in("sightings"),
    "report": lambda _context, token: in_class(token, "intelligence") or in_class(token, "sightings"),
    "lifeline": lambda _context, token: lemma(token) in word_sets("tidings")["lifeline"],
}
"""Class of a phrase -> test of its head."""
