"""The one place that knows the order of the stages: read, analyse, extract, link, map, write.

::

    from kg.pipeline import Engine, build, graph_of_text

    graph = graph_of_text("Two navies agree on patrols\\nLISBON – Portugal and Morocco signed ...", date="2024-03-05")

    engine = Engine.load()                                   # the bundled pipeline, once per process
    for reading in engine.read(articles):                    # Reading | Refusal, in order, one at a time
        ...
    summary = build(["news/"], Path("graph.ttl"), engine=engine)
"""

from kg.pipeline.building import build, build_parts, build_shards
from kg.pipeline.engine import Engine, Reading, graph_of_text
from kg.pipeline.output import syntax_of
from kg.pipeline.summary import Summary

__all__ = ["Engine", "Reading", "Summary", "build", "build_parts", "build_shards", "graph_of_text", "syntax_of"]
