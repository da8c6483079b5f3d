"""The table of terms in ontology/README.md, from the files; run as a script it writes the table anew."""

from pathlib import Path

from rdflib import OWL, RDF, RDFS, SKOS, Graph, URIRef
from rdflib.namespace import DefinedNamespace

from kg.resources import folder
from kg.vocabulary import DEFCO, PREFIXES

BEGIN, END = "<!-- terms -->\n", "<!-- end of terms -->\n"

SORTS = (
    ("Classes", "below", OWL.Class, RDFS.subClassOf),
    ("Properties of things", "below", OWL.ObjectProperty, RDFS.subPropertyOf),
    ("Properties with literals", "of", OWL.DatatypeProperty, RDFS.domain),
    ("Concepts", "scheme", SKOS.Concept, SKOS.inScheme),
)


def tables() -> str:
    """A Markdown table for every sort of term, in the order of the vocabulary."""
    graph = Graph()
    for name in ("defence-cooperation.ttl", "schemes.ttl"):
        graph.parse(folder("ontology") / name)
    return "\n".join(_table(graph, *sort) for sort in SORTS)


def _table(graph: Graph, title: str, column: str, sort: URIRef, relation: URIRef) -> str:
    rows = [_row(graph, DEFCO[name], relation) for name in _names(DEFCO) if (DEFCO[name], RDF.type, sort) in graph]
    return f"### {title}\n\n| term | {column} | meaning | example |\n|---|---|---|---|\n" + "".join(rows)


def _names(namespace: type[DefinedNamespace]) -> list[str]:
    return [name for name in namespace.__annotations__ if not name.startswith("_")]


def _row(graph: Graph, term: URIRef, relation: URIRef) -> str:
    above = sorted(_curie(o) for o in graph.objects(term, relation))
    comment, example = graph.value(term, RDFS.comment), graph.value(term, SKOS.example)
    return f"| `{_curie(term)}` | {', '.join(f'`{a}`' for a in above)} | {comment} | {example} |\n"


def _curie(term: object) -> str:
    for prefix, namespace in PREFIXES.items():
        if str(term).startswith(namespace):
            return f"{prefix}:{str(term).removeprefix(namespace)}"
    return str(term)


def with_tables(readme: str) -> str:
    """``readme`` with the tables between its two marks."""
    before, _, rest = readme.partition(BEGIN)
    _, _, after = rest.partition(END)
    return f"{before}{BEGIN}\n{tables()}\n{END}{after}"


if __name__ == "__main__":
    path: Path = folder("ontology") / "README.md"
    path.write_text(with_tables(path.read_text(encoding="utf-8")), encoding="utf-8")
