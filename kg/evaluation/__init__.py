"""MEASURE: how what was read out of articles agrees with what people annotated in them, layer by layer.

Annotations (:func:`read_annotation`) and graphs (:func:`annotation_of`) are brought to one form, situations are paired,
and a :class:`Tally` counts what agrees. Nothing here reads articles; :mod:`kg.pipeline.evaluating` does.
"""

from kg.evaluation.annotation import Annotation, Office, Presentation, Told, read_annotation
from kg.evaluation.errors import Error, NearMiss, Sentences, errors
from kg.evaluation.figures import figures, lines
from kg.evaluation.graph import annotation_of
from kg.evaluation.names import Names, gazetteer_states, table_states
from kg.evaluation.scoring import Scored, Tally, score

__all__ = [
    "Annotation",
    "Error",
    "Names",
    "NearMiss",
    "Office",
    "Presentation",
    "Scored",
    "Sentences",
    "Tally",
    "Told",
    "annotation_of",
    "errors",
    "figures",
    "gazetteer_states",
    "lines",
    "read_annotation",
    "score",
    "table_states",
]
