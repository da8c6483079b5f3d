"""The roles that each situation type has: who acts alike, who gives and who gets, who is at home and who comes."""

from __future__ import annotations

from collections.abc import Mapping

__all__ = ["AGREEMENT_TYPES", "AT_HOME", "COMING", "DIRECTED", "MUTUAL", "NEEDED", "SIDES", "SYMMETRIC"]

AGREEMENT_TYPES = frozenset(
    {
        "Signature",
        "Negotiation",
        "ConsentToBeBound",
        "EntryIntoForce",
        "Renewal",
        "Amendment",
        "Expiry",
        "Suspension",
        "Termination",
    }
)
"""Situation types that are stages of an agreement."""

SYMMETRIC: Mapping[str, str] = {
    "JointExercise": "participant",
    "JointOperation": "participant",
    "InformationSharing": "participant",
    "JointDevelopment": "participant",
    "Consultation": "participant",
    **dict.fromkeys(AGREEMENT_TYPES, "party"),
}
"""Type -> the one role of all who do it together."""

DIRECTED: Mapping[str, tuple[str, str]] = {
    "ArmsTransfer": ("supplier", "recipient"),
    "MilitaryAid": ("provider", "recipient"),
}
"""Type -> the roles of who gives and who gets."""

MUTUAL: Mapping[str, tuple[str, str]] = {
    "Training": ("provider", "recipient"),
    "BasingOrAccess": ("provider", "recipient"),
}
"""Types of which an activity under an agreement may name neither side ("training, basing"): both sides do both."""

SIDES: Mapping[str, tuple[str, str]] = {**MUTUAL, **DIRECTED, "Deployment": ("provider", "host")}
"""Type -> the two roles of one act between two sides."""

AT_HOME: Mapping[str, tuple[str, str]] = {**MUTUAL, "Deployment": ("host", "provider"), "Visit": ("host", "visitor")}
"""Type -> the role of the state in which it takes place, and that of those who come there."""

COMING: Mapping[str, tuple[str, str]] = {
    "ArmsTransfer": ("recipient", "supplier"),
    "BasingOrAccess": ("provider", "recipient"),
    "Deployment": ("host", "provider"),
    "Visit": ("host", "visitor"),
}
"""Type -> the role of the state to which somebody comes or gives, and that of those who come or give."""

NEEDED: Mapping[str, tuple[str, ...]] = {
    "Consultation": ("participant",),
    "Visit": ("visitor",),
    "JointExercise": ("participant", "name"),
    "JointOperation": ("participant", "name"),
    "Training": ("provider", "recipient"),
    "Deployment": ("provider", "host", "item"),
    "ArmsTransfer": ("supplier", "recipient", "item"),
    "MilitaryAid": ("provider", "recipient"),
    "BasingOrAccess": ("provider", "recipient"),
    "InformationSharing": ("participant",),
    "JointDevelopment": ("participant", "item"),
    "Announcement": ("speaker",),
    "Incident": ("agent", "target"),
    "DomesticApproval": ("decidedBy", "concernsAgreement", "concerns"),
    "OfficeHolding": ("holder", "office", "organization"),
}
"""The roles that tell which situation of a type is meant, for all types but the acts on agreements."""
