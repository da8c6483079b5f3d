"""A client for Wikidata, or any other Wikibase and SPARQL endpoint: search, items in batches, queries.

Only used where a user asks for it. Action API: https://www.wikidata.org/w/api.php (modules wbsearchentities,
wbgetentities; ``maxlag`` as in the MediaWiki manual). Property numbers are those of Wikidata.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Protocol, TypeVar

from pyoxigraph import RdfFormat, parse
from SPARQLWrapper import JSON, TURTLE, SPARQLWrapper
from SPARQLWrapper.SPARQLExceptions import EndPointInternalError, SPARQLWrapperException

from kg.errors import NetworkError
from kg.linking.transport import Transport, Unready, read_json, read_text

__all__ = ["API", "SPARQL", "Item", "Source", "Wikidata"]

API = "https://www.wikidata.org/w/api.php"
SPARQL = "https://query.wikidata.org/sparql"
INSTANCE_OF, COUNTRY, CITIZENSHIP, DIED = "P31", "P17", "P27", "P570"
T = TypeVar("T")
_BATCH = 50  # items a request may ask for without a bot's rights
_MAXLAG = "5"  # seconds, as the manual advises


@dataclass(frozen=True, slots=True)
class Item:
    """What the linker needs of an item: English names, classes and states as items, the year of death."""

    qid: str
    label: str
    aliases: tuple[str, ...] = ()
    description: str = ""
    classes: tuple[str, ...] = ()
    states: tuple[str, ...] = ()
    died: int | None = None


class Source(Protocol):
    """Where candidates come from: the action API, or an endpoint that holds the same items."""

    def search(self, name: str) -> tuple[str, ...]:
        """The items that a name may stand for, best first."""
        ...

    def items(self, qids: Iterable[str]) -> dict[str, Item]:
        """The items by number; missing ones are left out."""
        ...


@dataclass(frozen=True, slots=True)
class Wikidata:
    """The services at ``api`` and ``sparql``, asked through ``transport``."""

    transport: Transport
    api: str = API
    sparql: str = SPARQL

    def search(self, name: str, *, limit: int = 7) -> tuple[str, ...]:
        """Items with a label or alias that starts with ``name``, best first, at most ``limit`` (7 by default)."""
        answer = self._ask(action="wbsearchentities", search=name, language="en", type="item", limit=str(limit))
        return tuple(hit["id"] for hit in answer.get("search", ()) if isinstance(hit, dict) and "id" in hit)

    def items(self, qids: Iterable[str]) -> dict[str, Item]:
        """The items by the number they were asked for, 50 a request; missing ones are left out, redirects followed."""
        found: dict[str, Item] = {}
        wanted = sorted(set(qids))
        for batch in (wanted[at : at + _BATCH] for at in range(0, len(wanted), _BATCH)):
            answer = self._ask(
                action="wbgetentities",
                ids="|".join(batch),
                props="labels|aliases|descriptions|claims",
                languages="en",
            )
            found.update(_items(answer.get("entities", {})))
        return found

    def select(self, query: str) -> list[dict[str, str]]:
        """The rows of a SELECT query: variable -> value as text."""
        answer = self.transport.patiently(self._question(query), lambda: self._select(query))
        try:
            bindings = answer["results"]["bindings"]
            return [{name: cell["value"] for name, cell in row.items()} for row in bindings]
        except (KeyError, TypeError) as error:
            raise NetworkError(f"{self.sparql}: the answer is no SPARQL result; is this the query endpoint?") from error

    def construct(self, query: str) -> str:
        """The triples of a CONSTRUCT query as N-Triples, each on its line, sorted."""
        answer = self.transport.patiently(self._question(query), lambda: self._construct(query))
        if not isinstance(answer, str):
            raise NetworkError(f"{self.sparql}: the answer is no graph; is this the query endpoint?")
        return answer

    def asked_on(self, query: str) -> str:
        """The date (ISO 8601) on which the endpoint answered a query of this client."""
        return self.transport.dates[self._question(query)]

    def _question(self, query: str) -> str:
        return f"{self.sparql}?{query}"

    def _construct(self, query: str) -> str:
        wrapper = self._wrapper(query)
        wrapper.setReturnFormat(TURTLE)
        body = self._answer(wrapper, read_text)
        try:
            triples = parse(body, RdfFormat.TURTLE)
            return "".join(sorted({f"{one.triple} .\n" for one in triples}))
        except SyntaxError as error:
            raise Unready("the answer is no whole graph") from error

    def _select(self, query: str) -> Any:
        return self._answer(self._wrapper(query), read_json)

    def _wrapper(self, query: str) -> SPARQLWrapper:
        wrapper = SPARQLWrapper(self.sparql, agent=self.transport.user_agent, returnFormat=JSON)
        wrapper.setQuery(query)
        wrapper.setTimeout(max(1, round(self.transport.pause_left())))
        return wrapper

    def _answer(self, wrapper: SPARQLWrapper, read: Callable[[Any, Callable[[], None]], T]) -> T:
        try:
            with wrapper.query().response as response:
                return read(response, self.transport.check_deadline)
        except EndPointInternalError as error:
            raise Unready("HTTP 500") from error
        except SPARQLWrapperException as error:
            raise NetworkError(f"{self.sparql}: {error.msg.splitlines()[0]}") from error

    def _ask(self, **parameters: str) -> Any:
        return self.transport.get(
            self.api, {**parameters, "format": "json", "maxlag": _MAXLAG}, check=lambda answer: _check(answer, self.api)
        )


def _check(answer: Any, api: str) -> None:
    if not isinstance(answer, dict):
        raise NetworkError(f"{api}: the answer is no object; is this the action API?")
    error = answer.get("error")
    if isinstance(error, dict):
        if error.get("code") in ("maxlag", "ratelimited", "readonly"):
            raise Unready(f"{error['code']}: {error.get('info', '')}".rstrip(": "), _lag(error))
        raise NetworkError(f"{api}: {error.get('code', 'error')}: {error.get('info', '')}")


def _lag(error: Mapping[str, Any]) -> float | None:
    """The manual asks for at least five seconds where the servers lag."""
    return max(5.0, float(error["lag"])) if isinstance(error.get("lag"), int | float) else None


def _items(entities: Any) -> Iterator[tuple[str, Item]]:
    for asked, entity in entities.items() if isinstance(entities, dict) else ():
        if "missing" not in entity and entity.get("type", "item") == "item":
            item = _item(entity)
            yield entity.get("redirects", {}).get("from", asked), item


def _item(entity: Mapping[str, Any]) -> Item:
    died = next(iter(_values(entity, DIED)), None)
    return Item(
        qid=entity["id"],
        label=_text(entity.get("labels")),
        aliases=tuple(alias["value"] for alias in _mapping(entity.get("aliases")).get("en", ())),
        description=_text(entity.get("descriptions")),
        classes=tuple(_ids(entity, INSTANCE_OF)),
        states=(*_ids(entity, COUNTRY), *_ids(entity, CITIZENSHIP)),
        died=int(died["time"][1:5]) if isinstance(died, dict) and died.get("time", "")[1:5].isdigit() else None,
    )


def _mapping(value: Any) -> Mapping[str, Any]:
    """The value, where it is an object: the API writes an empty one as an empty list."""
    return value if isinstance(value, dict) else {}


def _text(texts: Any) -> str:
    return str(_mapping(_mapping(texts).get("en")).get("value", ""))


def _ids(entity: Mapping[str, Any], number: str) -> Iterator[str]:
    for value in _values(entity, number):
        if isinstance(value, dict) and "id" in value:
            yield value["id"]


def _values(entity: Mapping[str, Any], number: str) -> Iterator[Any]:
    """The values of a property without deprecated statements and without "unknown" and "no value"."""
    for statement in _mapping(entity.get("claims")).get(number, ()):
        snak = statement.get("mainsnak", {})
        if statement.get("rank") != "deprecated" and snak.get("snaktype") == "value":
            yield snak["datavalue"]["value"]
