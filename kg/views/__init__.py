"""VIEWS: what can be made of a graph anew at any time: inferences, the network of cooperation, pictures, a description.

::

    from kg.stores import open_files
    from kg.views import chronology, cooperation_network, description, infer

    store = open_files([Path("graph.ttl")])
    infer(store).serialise(RdfFormat.TURTLE)      # what follows by the rules in rules/*.ru
    cooperation_network(store)                    # states and what they settled with each other, counted
    chronology(store)                             # dated events, settled and reported
    description(store)                            # VoID and DCAT, as Turtle

Exports and pictures (:mod:`kg.views.exports`, :mod:`kg.views.pictures`) need the extra ``plot``.
"""

from kg.views.chronology import Chronology, DatedEvent, chronology
from kg.views.description import description
from kg.views.inference import INFERRED, Inference, infer
from kg.views.network import Network, cooperation_network

__all__ = [
    "INFERRED",
    "Chronology",
    "DatedEvent",
    "Inference",
    "Network",
    "chronology",
    "cooperation_network",
    "description",
    "infer",
]
