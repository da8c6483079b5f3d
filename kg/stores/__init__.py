"""Where graphs are asked: one :class:`Store` protocol, over graph files, on disk, and over rdflib.

::

    from kg.stores import open_files, open_directory, open_writable

    store = open_files([Path("graph.ttl"), Path("more.nq.gz")])     # in memory, every syntax the project writes
    store = open_directory(Path("graph.store"))                     # on disk, read only
    answer = store.query("SELECT ...", timeout=30, limit=1000)      # Rows | Truth | Triples

    store = remote.RemoteStore(connection.Connection("http://127.0.0.1:7878", "oxigraph"))     # on a server

    with open_writable(Path("graph.store")) as store:               # one writer at a time
        store.replace(graph_iri, graph)                             # exactly this graph, in one transaction
        store.remove(graph_iri)

The default graph of a query is the union of all graphs. Terms in answers are pyoxigraph's ``NamedNode``, ``Literal``
and ``BlankNode``. :func:`resolve` turns a name, CURIE or IRI into the IRI of an entity in the store. Errors are
``StoreError`` (cannot be read, written or locked) and ``QueryError`` (malformed, or out of time).
"""

from kg.stores.answers import Answer, Rows, Term, Triples, Truth
from kg.stores.embedded import EmbeddedStore, WritableStore, open_directory, open_writable
from kg.stores.files import GRAPH_SUFFIXES, open_files
from kg.stores.names import resolve
from kg.stores.protocol import Store
from kg.stores.rdflib_store import RdflibStore

__all__ = [
    "GRAPH_SUFFIXES",
    "Answer",
    "EmbeddedStore",
    "RdflibStore",
    "Rows",
    "Store",
    "Term",
    "Triples",
    "Truth",
    "WritableStore",
    "open_directory",
    "open_files",
    "open_writable",
    "resolve",
]
