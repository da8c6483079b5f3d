"""EXPLAIN: what a graph says about one thing, with who says it, how sure, and in which words.

::

    from kg.explanation import explain, render

    explanation = explain(store, "Exercise Desert Wind")     # an IRI, a CURIE or a name
    print("\\n".join(render(explanation)))

:func:`explain` gives frozen values, :func:`render` plain lines of text.
"""

from kg.explanation.context import sentence_around
from kg.explanation.gathering import explain
from kg.explanation.rendering import render
from kg.explanation.values import (
    EntityExplanation,
    ExplainedClaim,
    Explanation,
    Named,
    Participation,
    Quote,
    Role,
    SituationExplanation,
)

__all__ = [
    "EntityExplanation",
    "ExplainedClaim",
    "Explanation",
    "Named",
    "Participation",
    "Quote",
    "Role",
    "SituationExplanation",
    "explain",
    "render",
    "sentence_around",
]
