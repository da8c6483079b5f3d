"""Where two mentions of one type tell of different times: other dates, a habit and an instance, another edition."""

from __future__ import annotations

import re

from kg.extraction.joining import ACTOR_ROLES, folded
from kg.model import Certainty, Claim, Polarity, Situation, Temporality, Time, TimeBasis

__all__ = ["dates_agree", "tenses_differ", "times_differ"]

# situations that may be habitual beside their single instances
_OCCASIONS = frozenset({"Consultation", "Visit", "JointExercise"})
_JOINT = frozenset({"JointExercise", "JointOperation"})
_DATED_ACTS = frozenset({"Signature", "EntryIntoForce", "ConsentToBeBound"})
_YEAR_ONLY = 4  # the length of a date that is a year and no more
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")


def times_differ(one: Situation, other: Situation) -> bool:
    """True if what the two say of time keeps them apart."""
    if not dates_agree(one.when, other.when) or _is_bygone(one) != _is_bygone(other):
        return True
    if one.type == "Visit" and _contradict(one, other):
        return True
    if _repetition_differs(one, other):
        return True
    if one.type in _OCCASIONS and tenses_differ(one, other) and not _is_one_edition(one, other):
        return True
    if one.type == "Deployment" and any(_is_bygone_stay(a, b) for a, b in ((one, other), (other, one))):
        return True
    return any(_other_edition(a, b) or _is_over(a, b) for a, b in ((one, other), (other, one)))


def _contradict(one: Situation, other: Situation) -> bool:
    """True where the article itself says that the one was and the other was not: a visit made instead of another."""
    ones, others = ({(c.polarity, c.temporality, c.asserted_by) for c in s.claims if c.explicit} for s in (one, other))
    was, was_not = ((polarity, Temporality.PAST, None) for polarity in (Polarity.AFFIRMED, Polarity.NEGATED))
    return {frozenset(ones), frozenset(others)} == {frozenset({was}), frozenset({was_not})}


def _other_edition(one: Situation, other: Situation) -> bool:
    """True for "Red Reef 2023" beside what is dated 2024: the year in a name is that of the edition."""
    years = {year for name in one.roles.get("name", ()) for year in _YEAR.findall(folded(name))}
    return bool(years) and other.when is not None and other.when.value[:4] not in years


def _is_one_edition(one: Situation, other: Situation) -> bool:
    """True if both bear one name with the number of an edition, which takes place once: "Red Reef 22"."""
    if not (_has_number(one) and _has_number(other)):
        return False
    ones, others = ({folded(name) for name in s.roles.get("name", ())} for s in (one, other))
    return bool(ones & others)


def _is_over(one: Situation, other: Situation) -> bool:
    """True for what was done on a day beside what may only come or will not: no date passes between them."""
    if one.when is None or other.when is not None:
        return False
    done = all(c.is_settled and c.temporality is Temporality.PAST for c in one.claims if c.explicit)
    open_ = [c for c in other.claims if c.explicit]
    ahead = all(c.temporality is Temporality.FUTURE and not _is_assured(c) for c in open_)
    return done and bool(open_) and ahead


def _is_bygone_stay(one: Situation, other: Situation) -> bool:
    """True for what ended or began in an earlier year beside what goes on: "left in 2011" and "are there now"."""
    told = [c for c in other.claims if c.explicit]
    goes_on = bool(told) and all(c.temporality is Temporality.ONGOING for c in told)
    done = all(c.temporality is Temporality.PAST for c in one.claims)
    return one.when is not None and len(one.when.value) == _YEAR_ONLY and other.when is None and goes_on and done


def _is_assured(claim: Claim) -> bool:
    return claim.polarity is Polarity.AFFIRMED and claim.certainty is Certainty.CERTAIN


def _repetition_differs(one: Situation, other: Situation) -> bool:
    """True for a habit and an instance; a mention that only gives a name or nobody at all can be either.

    A name with the number of an edition is that of an instance.
    """
    habits, instances = ([s for s in (one, other) if _is_habitual(s) is habitual] for habitual in (True, False))
    if (
        habits
        and instances
        and habits[0].roles.get("name")
        and not _has_number(habits[0])
        and _has_number(instances[0])
    ):
        return True
    if habits and instances and one.type == "Deployment" and all(map(_is_permitted, (habits[0], instances[0]))):
        return False  # "allowed deployments" and "the agreement on sending soldiers"
    if habits and instances and one.type in _JOINT and _is_permitted(habits[0]) and _is_ahead(instances[0]):
        return False  # "agreed on patrols" and "an accord on patrols"
    if habits and instances and _says_no_time(habits[0]):
        return False  # "conducting the exercise with allies shows ..."
    bare = any(not any(s.roles.get(role) for role in ACTOR_ROLES) for s in (one, other))
    return not bare and _is_habitual(one) != _is_habitual(other)


def _is_permitted(situation: Situation) -> bool:
    return all(c.certainty is Certainty.POSSIBLE for c in situation.claims if c.explicit)


def _is_ahead(situation: Situation) -> bool:
    return all(c.temporality is Temporality.FUTURE for c in situation.claims if c.explicit)


def _has_number(situation: Situation) -> bool:
    return any(char.isdigit() for name in situation.roles.get("name", ()) for char in folded(name))


def _says_no_time(situation: Situation) -> bool:
    return not any(claim.explicit for claim in situation.claims)


def _is_habitual(situation: Situation) -> bool:
    explicit = [claim for claim in situation.claims if claim.explicit] or situation.claims
    return all(claim.temporality is Temporality.HABITUAL for claim in explicit)


def tenses_differ(one: Situation, other: Situation) -> bool:
    """True if one is said to have been and the other to come: last year's meeting is not the next one."""
    first, second = ({claim.temporality for claim in s.claims if claim.explicit} for s in (one, other))
    return (first == {Temporality.PAST} and second == {Temporality.FUTURE}) or (
        first == {Temporality.FUTURE} and second == {Temporality.PAST}
    )


def _is_bygone(situation: Situation) -> bool:
    """True if the date was given outright and the mention is not of the article's own present."""
    return situation.when is not None and situation.when.basis is TimeBasis.STATED and situation.type in _DATED_ACTS


def dates_agree(one: Time | None, other: Time | None) -> bool:
    """True unless two dates are given and neither is in the other."""
    if one is None or other is None:
        return True
    return one.value.startswith(other.value) or other.value.startswith(one.value)
