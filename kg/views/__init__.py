"""VIEWS: what can be made of a graph anew at any time: inferences, the network of cooperation, pictures, a description.

::

    from kg.stores import open_files
    from kg.views import cooperation_network, describe, infer, timeline

    store = open_files([Path("graph.ttl")])
    infer(store).serialise(RdfFormat.TURTLE)      # what follows by the rules in rules/*.ru
    cooperation_network(store)                    # states and what they settled with each other, counted
    timeline(store)                               # dated events, settled and reported
    describe(store, files=[Path("graph.ttl")])    # VoID and DCAT, as Turtle

Exports and pictures (:mod:`kg.views.exports`, :mod:`kg.views.pictures`) need the extra ``plot``.
"""

from kg.views.inference import INFERRED, Inference, infer

__all__ = ["INFERRED", "Inference", "infer"]
