"""From a text to an rdflib graph, and a question to it."""

from kg.pipeline import graph_of_text

TEXT = """Portugal and Morocco agree on patrols
LISBON – Portugal and Morocco signed a memorandum on joint naval patrols on Tuesday."""

graph = graph_of_text(TEXT, date="2024-03-08")
for row in graph.query(
    "SELECT ?when ?label { ?s a defco:Signature ; defco:when ?when ; defco:party/rdfs:label ?label }"
):
    print(row.when, row.label)
