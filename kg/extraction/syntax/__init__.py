"""Thin accessors over spaCy's English dependency labels: the only place where the rules read syntax.

The labels are those of spaCy's English pipelines (ClearNLP style; Choi and Palmer 2012): prepositions and copulas are
heads (``prep``/``pobj``, ``attr``), passives have ``nsubjpass``, ``auxpass`` and ``agent``, conjuncts are chained.
Every function takes a token of a parsed ``Doc``; those that return several tokens return them in textual order.
Wherever the bundled parser is known to waver (``acl`` for ``pcomp`` under a noun, ``nsubj`` for ``attr`` after *there*)
the accessor takes both, so that a rule need not.
"""

from kg.extraction.syntax.dependents import (
    agents,
    attributes,
    complements,
    indirect_objects,
    objects,
    passive_subjects,
    subjects,
)
from kg.extraction.syntax.logical import JUDGING, logical_objects, logical_recipients, logical_subjects
from kg.extraction.syntax.phrases import (
    appositions,
    compounds,
    determiners,
    head_noun,
    is_compound_gerund,
    is_nominal,
    modifiers,
    noun_phrase,
    possessors,
    prepositional_objects,
    prepositional_phrases,
    prepositions,
)
from kg.extraction.syntax.tree import children, conjuncts, coordinated, first_conjunct, governors, is_deep
from kg.extraction.syntax.verbs import (
    antecedent,
    auxiliaries,
    clause_head,
    embedding,
    governing_verb,
    is_clausal,
    is_content_clause,
    is_infinitive,
    is_passive,
    is_reduced_participle,
    modals,
    negations,
    particles,
)

__all__ = [
    "JUDGING",
    "agents",
    "antecedent",
    "appositions",
    "attributes",
    "auxiliaries",
    "children",
    "clause_head",
    "complements",
    "compounds",
    "conjuncts",
    "coordinated",
    "determiners",
    "embedding",
    "first_conjunct",
    "governing_verb",
    "governors",
    "head_noun",
    "indirect_objects",
    "is_clausal",
    "is_compound_gerund",
    "is_content_clause",
    "is_deep",
    "is_infinitive",
    "is_nominal",
    "is_passive",
    "is_reduced_participle",
    "logical_objects",
    "logical_recipients",
    "logical_subjects",
    "modals",
    "modifiers",
    "negations",
    "noun_phrase",
    "objects",
    "particles",
    "passive_subjects",
    "possessors",
    "prepositional_objects",
    "prepositional_phrases",
    "prepositions",
    "subjects",
]
