"""Reading ``.rq`` files: grlc decorators, typed variable names, and what is refused."""

from pathlib import Path

import pytest

from kg.errors import QueryError
from kg.queries import Form, find, load, parse

XSD = "http://www.w3.org/2001/XMLSchema#"

FULL = """\
#+ summary: Who met
#+ description: >
#+   Over two
#+   lines.
#+ tags:
#+   - meetings
#+ parameters:
#+   - person:
#+       description: who
#+       classes: Person UnnamedActor
#+   - since: from when
#+ defaults:
#+   - since: 2020-01-01
#+   - level: https://example.org/v#high
#+ enumerate:
#+   - level:
#+     - https://example.org/v#high
#+     - https://example.org/v#low
#+ example:
#+   person: Ada
# ?_comment_iri is no parameter, and neither are ?_string_iri and <http://x/?_address_iri>
SELECT ?x { ?x ?_person_iri "?_string_iri", <http://x/?_address_iri>, ?_level_iri, $_since_xsd_date, ?__maybe_iri,
  ?_words_literal, ?_count_integer, ?_plain, ?_person_iri }
"""


def test_a_full_header() -> None:
    """Everything a header can say is read, dates as they are written."""
    query = parse("met", FULL)
    assert (query.name, query.summary, query.description) == ("met", "Who met", "Over two lines.")
    assert (query.tags, query.form, query.example, query.federated) == (
        ("meetings",),
        Form.SELECT,
        {"person": "Ada"},
        False,
    )
    person, level, since, maybe, words, count, plain = query.parameters
    assert (person.variable, person.type, person.required) == ("_person_iri", "iri", True)
    assert (person.description, person.classes) == ("who", ("Person", "UnnamedActor"))
    assert (level.default, level.choices) == (
        "https://example.org/v#high",
        tuple(f"https://example.org/v#{v}" for v in ("high", "low")),
    )
    assert (since.datatype, since.default, since.required, since.description) == (
        f"{XSD}date",
        "2020-01-01",
        False,
        "from when",
    )
    assert (maybe.variable, maybe.optional, maybe.required) == ("__maybe_iri", True, False)
    assert [words.type, count.type, plain.type] == ["string", "integer", "string"]


REFUSED = [
    ("ASK {}", "summary", "a query must say what it answers"),
    ("#+ summary: [\nASK {}", "YAML", "a broken header"),
    ("#+ summary\nASK {}", "keys and values", "a header that is one word"),
    ("#+ summary: x\n#+ sumary: y\nASK {}", "sumary", "a misspelt key would be silently lost"),
    ("#+ summary: x\n#+ defaults: 3\nASK {}", "NAME: VALUE", "defaults are named"),
    ("#+ summary: x\n#+ defaults:\n#+   - sate: y\nASK { ?s ?p ?_state_iri }", "sate", "a default for no parameter"),
    ("#+ summary: x\nASK { ?s ?p ?_state_thing }", "known type", "a type that nobody can validate"),
    ("#+ summary: x\nASK { ?s ?p ?_a_xsd_nonsense }", "known type", "a datatype that nobody can check"),
    ("#+ summary: x\nASK { ?s ?p ?_9 }", "parameter name", "a name that cannot be given"),
    ("#+ summary: x\nASK { ?s ?p ?_a_iri, ?_a_literal }", "two forms", "one name for two parameters"),
    ("#+ summary: x\nSELECT * { ?s ?p ?o } LIMIT 3", "LIMIT", "rows would be cut without a word"),
    ("#+ summary: x\nDELETE WHERE { ?s ?p ?o }", "DELETE", "an update"),
    ("#+ summary: x\nASK { SERVICE <http://x/> { ?s ?p ?o } }", "SERVICE", "a file that is not marked federated"),
    ("#+ summary: x\nASK { ?s ?p }", "parsed", "no SPARQL"),
]


@pytest.mark.parametrize(("text", "said", "reason"), REFUSED, ids=[row[2] for row in REFUSED])
def test_refused_files(text: str, said: str, reason: str, tmp_path: Path) -> None:
    """A broken file is refused in one line that names the file and what is wrong with it."""
    path = tmp_path / "broken.rq"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(QueryError, match=said) as caught:
        load(tmp_path)
    assert "broken.rq" in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_federated_file_may_ask_a_service() -> None:
    """SERVICE is allowed where the header says ``federated: true``."""
    query = parse("f", "#+ summary: x\n#+ federated: true\nASK { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }")
    assert query.federated


def test_files_that_cannot_be_read(tmp_path: Path) -> None:
    """A folder without queries and a file in another encoding are one-line errors."""
    with pytest.raises(QueryError, match="no saved query"):
        load(tmp_path)
    (tmp_path / "latin.rq").write_bytes(b"#+ summary: caf\xe9\nASK {}")
    with pytest.raises(QueryError, match=r"latin\.rq.*cannot be read"):
        load(tmp_path)


def test_find_gives_near_names() -> None:
    """A name that is misspelt brings up what was meant."""
    queries = load()
    assert find(queries, "visits").name == "visits"
    with pytest.raises(QueryError, match="did you mean visits"):
        find(queries, "visit")
    with pytest.raises(QueryError, match="no saved query"):
        find(queries, "zzzzzzzz")
