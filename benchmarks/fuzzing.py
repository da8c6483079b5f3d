"""Fuzzes the reading of articles, the extraction, and the writing of graphs, for as long as it is given.

    python benchmarks/fuzzing.py [--minutes 10] [--only reading,extraction,writing]

Hypothesis makes bytes and texts, the latter from the words that the rules look for, so that they are reached. What it
finds is shrunk and raised with its example: make it a row of the tests. Exit code 1 if anything was found.
"""

from __future__ import annotations

import argparse
import gzip
import io
import time
from collections.abc import Callable

import pyoxigraph
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.articles import FORMATS, from_text, read
from kg.errors import ArticleError
from kg.model import Refusal
from kg.pipeline import Engine, Reading
from kg.serialisation import nquads
from kg.terms import Value

WORDS = [
    "Spain",
    "Morocco",
    "Norway",
    "the",
    "U.S.",
    "NATO",
    "Kenya’s",
    "Lt.",
    "Gen.",
    "John",
    "Smith",
    "minister",
    "of",
    "defence",
    "said",
    "told",
    "that",
    "will",
    "may",
    "not",
    "has",
    "signed",
    "sold",
    "donated",
    "pact",
    "agreement",
    "12",
    "howitzers",
    "$1.5",
    "billion",
    "on",
    "Monday",
    "in",
    "2024",
    "since",
    "March",
    "5",
    ",",
    ".",
    ";",
    ":",
    "“",
    "”",
    "(",
    ")",
    "–",
    "and",
    "or",
    "by",
    "with",
    "to",
    "from",
    "for",
    "between",
    "exercise",
    "visited",
    "denied",
    "if",
    "until",
    "its",
    "who",
    "which",
    "\n",
    "\n\n",
    "\u2028",
    "\xa0",
    "é",
    "你",
    "🙂",
    "\u200b",
]
MARKUP = ("<p>", "</p>", "<html>", "<body>", "<article>", "<script>", "<rss>", "<item>", "<description>", "<![CDATA[")
ROUND = 200


def main() -> None:
    """Runs the targets in turn until the time is up."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--minutes", type=float, default=10.0)
    parser.add_argument("--only", default=",".join(TARGETS))
    args = parser.parse_args()
    end, rounds = time.monotonic() + 60 * args.minutes, 0
    while time.monotonic() < end:
        for name in args.only.split(","):
            TARGETS[name]()
        rounds += 1
    print(f"nothing found in {rounds} rounds of {ROUND} examples for each of {args.only}")


def fuzzed(strategy: st.SearchStrategy[object], check: Callable[[object], None]) -> Callable[[], None]:
    """A round of ``check`` on what ``strategy`` makes."""
    quiet = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much]
    return settings(max_examples=ROUND, deadline=None, database=None, suppress_health_check=quiet)(
        given(strategy)(check)
    )


def reads(case: object) -> None:
    """Whatever the bytes, each article or refusal is one, and nothing is raised."""
    data, form = case  # type: ignore[misc]
    for item in read(["-"], stdin=io.BytesIO(data), stdin_format=form):
        assert item.reason.count("\n") == 0 if isinstance(item, Refusal) else item.text.encode()


def extracts(text: object) -> None:
    """Whatever the words, the rules do not stumble, and every quote stands in the text."""
    try:
        article = from_text(str(text), date="2024-03-05")
    except ArticleError:
        return
    (reading,) = engine().read([article])
    assert isinstance(reading, Reading), reading
    for situation in reading.claims.situations:
        for claim in situation.claims:
            assert all(article.text[quote.start : quote.end] == quote.exact for quote in claim.evidence)
    assert len(list(pyoxigraph.parse(nquads(reading.statements), pyoxigraph.RdfFormat.N_TRIPLES))) > 5


def writes(values: object) -> None:
    """Whatever the strings, another library reads back from the N-Quads what was written."""
    texts = [str(value) for value in values]  # type: ignore[attr-defined]
    lines = nquads([("urn:s", "urn:p", Value(text)) for text in texts], graph="urn:g")
    found = pyoxigraph.parse(lines, pyoxigraph.RdfFormat.N_QUADS)
    assert {quad.object.value for quad in found} == set(texts)


_ENGINES: list[Engine] = []


def engine() -> Engine:
    """The engine, loaded at first use."""
    if not _ENGINES:
        _ENGINES.append(Engine.load("en_defence_cnn"))
    return _ENGINES[0]


PIECES = st.one_of(st.sampled_from([*WORDS, *MARKUP]), st.text(max_size=4))
TEXTS = st.lists(PIECES, max_size=60).map(" ".join)
BYTES = st.one_of(
    st.binary(max_size=400),
    TEXTS.map(lambda t: t.encode("utf-8", "surrogatepass")),
    TEXTS.map(lambda t: gzip.compress(t.encode("utf-8", "surrogatepass"))),
)
CHARACTERS = st.text(st.characters(exclude_categories=["Cs"]), max_size=50)

TARGETS = {
    "reading": fuzzed(st.tuples(BYTES, st.sampled_from([None, *FORMATS])), reads),
    "extraction": fuzzed(TEXTS, extracts),
    "writing": fuzzed(st.lists(CHARACTERS, max_size=20), writes),
}

if __name__ == "__main__":
    main()
