import json
import socket
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from kg.errors import NetworkError, ParameterError
from kg.gazetteer import Gazetteer
from kg.linking import Decisions, Linker
from kg.linking.online import OnlineLinker
from kg.linking.transport import Cache, Transport
from kg.linking.wikidata import Wikidata
from kg.model import EntityKind
from kg.pipeline.services import online_linker
from kg.settings import Settings
from tests.linking.factories import article, entity, states
from tests.linking.stand_in import Fault, StandIn, item, serve

AGENT = "defco-kg-test/0 (mailto:someone@example.org)"
MAXLAG = {"error": {"code": "maxlag", "info": "Waiting for all: 7 seconds lagged.", "lag": 7}}
PERSON = entity("Zyxwv Qponm", EntityKind.PERSON)
# made-up items: the classes have labels as those of Wikidata, nothing else is real
HUMAN, AGENCY, RIVER = "Q990000001", "Q990000002", "Q990000003"
ITEMS = (
    item(HUMAN, "human"),
    item(AGENCY, "government agency"),
    item(RIVER, "river"),
    item("Q990000010", "Zyxwv Qponm", HUMAN),
    item("Q990000011", "Zyxwv Qponm Bridge", RIVER),
    item("Q990000012", "Qponm Bureau", AGENCY, aliases=("QZB",)),
    item("Q990000013", "Ancient Qponm", HUMAN, died=1650),
    item("Q990000014", "Twin Qponm", HUMAN),
    item("Q990000015", "Twin Qponm", HUMAN),
)


@dataclass
class Sleeper:
    """A clock that only sleeping moves, so that no test waits."""

    now: float = 0.0
    naps: list[float] = field(default_factory=list)

    def sleep(self, seconds: float) -> None:
        self.naps.append(seconds)
        self.now += seconds

    def time(self) -> float:
        return self.now


@pytest.fixture
def stand_in() -> Iterator[StandIn]:
    with serve(*ITEMS) as server:
        yield server


@pytest.fixture
def sleeper() -> Sleeper:
    return Sleeper()


def client(stand_in: StandIn, sleeper: Sleeper, **more: object) -> Wikidata:
    transport = Transport(AGENT, sleep=sleeper.sleep, clock=sleeper.time, **more)
    return Wikidata(transport, api=stand_in.url, sparql=stand_in.url)


@pytest.mark.parametrize(
    ("fault", "naps"),
    [
        pytest.param(Fault(429, headers={"Retry-After": "17"}), [17.0], id="too-many-with-retry-after"),
        pytest.param(Fault(503), [1.0], id="unavailable"),
        pytest.param(Fault(503, headers={"Retry-After": "soon"}), [1.0], id="unreadable-retry-after"),
        pytest.param(Fault(429, headers={"Retry-After": "Wed, 21 Oct 2015 07:28:00 GMT"}), [0.0], id="date-gone-by"),
        pytest.param(
            Fault(body=b"<html>busy</html>", headers={"Content-Type": "text/html"}), [1.0], id="html-with-200"
        ),
        pytest.param(Fault(body=b'{"search": [{"id": "Q1"', length=900), [1.0], id="broken-off"),
        pytest.param(Fault(body=b'{"search": [{"id": "Q1"'), [1.0], id="truncated-json"),
        pytest.param(Fault(body=b"\x1f\x8bnot", headers={"Content-Encoding": "gzip"}), [1.0], id="broken-gzip"),
        pytest.param(Fault(body=json.dumps(MAXLAG).encode()), [7.0], id="maxlag"),
        pytest.param(Fault(stall=0.6), [1.0], id="stall"),
    ],
)
def test_a_passing_fault_is_waited_out(stand_in: StandIn, sleeper: Sleeper, fault: Fault, naps: list[float]) -> None:
    """The same question is asked again after the wait that the service asks for, and nothing is lost or doubled."""
    stand_in.faults.append(fault)
    assert client(stand_in, sleeper, timeout=0.3).search("Zyxwv Qponm") == ("Q990000010", "Q990000011")
    assert sleeper.naps == naps
    assert len(stand_in.asked) == 2
    assert stand_in.asked[0] == stand_in.asked[1]


@pytest.mark.parametrize(
    ("fault", "message"),
    [
        pytest.param(Fault(403), "refused with HTTP 403", id="forbidden"),
        pytest.param(Fault(body=b'{"error": {"code": "badvalue", "info": "No."}}'), "badvalue: No", id="api-error"),
        pytest.param(Fault(body=b"[]"), "is this the action API", id="another-service"),
        pytest.param(Fault(429, headers={"Retry-After": "9999"}), "9999 s, longer than the deadline", id="too-long"),
    ],
)
def test_a_refusal_is_one_clear_error(stand_in: StandIn, sleeper: Sleeper, fault: Fault, message: str) -> None:
    """What waiting cannot mend is said at once, without asking again."""
    stand_in.faults.append(fault)
    with pytest.raises(NetworkError, match=message):
        client(stand_in, sleeper).search("Zyxwv")
    assert len(stand_in.asked) == 1


def test_patience_ends(stand_in: StandIn, sleeper: Sleeper) -> None:
    """After the last attempt the error says how often it was tried, and the waits have grown."""
    stand_in.faults.extend(Fault(503) for _ in range(9))
    with pytest.raises(NetworkError, match="HTTP 503, 4 times in a row"):
        client(stand_in, sleeper, attempts=4).search("Zyxwv")
    assert sleeper.naps == [1.0, 2.0, 4.0]


def test_the_deadline_is_for_all_questions_together(stand_in: StandIn, sleeper: Sleeper) -> None:
    """A client that has waited too long in all asks no further."""
    stand_in.faults.append(Fault(429, headers={"Retry-After": "50"}))
    one = client(stand_in, sleeper, deadline=60)
    one.search("Zyxwv")
    sleeper.sleep(20)
    with pytest.raises(NetworkError, match="within 60 s"):
        one.search("Qponm")


def test_items_are_asked_for_in_batches_of_fifty(stand_in: StandIn, sleeper: Sleeper) -> None:
    """Every item comes once, missing ones are left out."""
    wanted = [f"Q98{number:07}" for number in range(120)]
    stand_in.items.update({qid: item(qid, qid) for qid in wanted[:100]})
    found = client(stand_in, sleeper).items([*wanted, *wanted])
    assert sorted(found) == wanted[:100]
    assert [query["ids"].count("|") + 1 for query in stand_in.asked] == [50, 50, 20]


def test_every_request_is_polite(stand_in: StandIn, sleeper: Sleeper) -> None:
    """One request at a time, with a contact and maxlag, also from several threads."""
    one = client(stand_in, sleeper)
    threads = [threading.Thread(target=one.search, args=(f"Zyxwv{number}",)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    one.select("SELECT * {}")
    assert len(stand_in.asked) == 9
    assert stand_in.most_at_once == 1
    assert stand_in.agents == {AGENT}
    assert all(query["maxlag"] == "5" for query in stand_in.asked if "action" in query)


def test_queries_return_rows_and_wait_too(stand_in: StandIn, sleeper: Sleeper) -> None:
    """The SPARQL endpoint is asked with the same patience."""
    stand_in.faults.append(Fault(429, headers={"Retry-After": "3"}))
    rows = client(stand_in, sleeper).select("SELECT ?item ?n { ?item ?p ?n }")
    assert rows == [{"item": "http://example.org/1", "n": "2"}]
    assert sleeper.naps == [3.0]


def test_another_page_at_the_endpoint_is_one_clear_error(stand_in: StandIn, sleeper: Sleeper) -> None:
    """JSON that is no result says that the address is wrong."""
    stand_in.faults.append(Fault(body=b'{"hello": 1}'))
    with pytest.raises(NetworkError, match="no SPARQL result"):
        client(stand_in, sleeper).select("SELECT * {}")


def test_answers_are_kept_with_their_dates(stand_in: StandIn, sleeper: Sleeper, tmp_path: Path) -> None:
    """A question is asked once; its file says when it was answered, and a broken file is asked anew."""
    cache = Cache(tmp_path)
    first = client(stand_in, sleeper, cache=cache).search("Zyxwv")
    assert client(stand_in, sleeper, cache=cache, offline=True).search("Zyxwv") == first
    assert len(stand_in.asked) == 1
    (kept,) = tmp_path.rglob("*.json")
    assert json.loads(kept.read_text())["fetched"].startswith("20")
    kept.write_text("{")
    client(stand_in, sleeper, cache=cache).search("Zyxwv")
    assert len(stand_in.asked) == 2


def test_a_cache_that_cannot_be_written_is_one_clear_error(stand_in: StandIn, sleeper: Sleeper, tmp_path: Path) -> None:
    """A file where the folder should be, as a full disk would, stops the asking with its reason."""
    (tmp_path / "cache").write_text("")
    with pytest.raises(NetworkError, match=r"answers cannot be kept there .* KG_CACHE"):
        client(stand_in, sleeper, cache=Cache(tmp_path / "cache")).search("Zyxwv")


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        pytest.param({}, "whom to write to", id="no-contact"),
        pytest.param({"contact": "mailto:a@example.org", "endpoint": "nonsense"}, "no address", id="endpoint"),
        pytest.param({"contact": "mailto:a@example.org", "api": "ftp://example.org"}, "no address", id="api"),
        pytest.param({"contact": "mailto:a@example.org", "cache": __file__}, "cannot be kept there", id="cache"),
    ],
)
def test_settings_that_cannot_work_are_told_before_anything_is_asked(
    settings: dict[str, str], message: str, gazetteer: Gazetteer, tmp_path: Path
) -> None:
    """No article is half linked because of a slip in the settings."""
    given = Settings(**{"cache": tmp_path, **settings}).with_options(cache=settings.get("cache"))
    with pytest.raises(ParameterError, match=message):
        online_linker(given, gazetteer)


def test_why_there_is_no_answer_is_said_in_plain_words(sleeper: Sleeper) -> None:
    """Nobody listens on that port."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    transport = Transport(AGENT, sleep=sleeper.sleep, attempts=2)
    with pytest.raises(NetworkError, match=r"no answer \(Connection refused\), 2 times in a row"):
        Wikidata(transport, api=f"http://127.0.0.1:{port}/w/api.php").search("x")


def test_old_answers_are_asked_anew(stand_in: StandIn, sleeper: Sleeper, tmp_path: Path) -> None:
    """An answer older than the limit does not count."""
    for _ in range(2):
        client(stand_in, sleeper, cache=Cache(tmp_path, days=0)).search("Zyxwv")
    assert len(stand_in.asked) == 2


def test_offline_opens_no_socket(stand_in: StandIn, sleeper: Sleeper, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the network the error says so, and nothing was even tried."""

    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a socket was opened")

    monkeypatch.setattr(socket, "create_connection", refuse)
    for ask in (lambda c: c.search("Zyxwv"), lambda c: c.items(["Q1"]), lambda c: c.select("SELECT * {}")):
        with pytest.raises(NetworkError, match="--offline"):
            ask(client(stand_in, sleeper, offline=True))


def test_only_web_addresses_are_asked(sleeper: Sleeper) -> None:
    """A file is no service."""
    wikidata = Wikidata(Transport(AGENT, sleep=sleeper.sleep), api="file:///etc/hosts")
    with pytest.raises(NetworkError, match="http or https"):
        wikidata.search("x")


def test_open_names_are_decided_by_name_and_class(gazetteer: Gazetteer, stand_in: StandIn, sleeper: Sleeper) -> None:
    """A person is the item of a human of that name, a body is found by its alias, and the order stays."""
    claims = article(PERSON, *states("Kenya"), entity("QZB", EntityKind.GOVERNMENT_BODY))
    links = OnlineLinker(client(stand_in, sleeper), gazetteer).link(claims, Linker(gazetteer).link(claims))
    assert [link.entity for link in links] == [one.key for one in claims.entities]
    assert (links[0].qid, links[0].method) == ("Q990000010", "wikidata:label")
    assert (links[2].qid, links[2].method) == ("Q990000012", "wikidata:alias")
    assert links[1].method.startswith("gazetteer")


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        pytest.param("Twin Qponm", EntityKind.PERSON, id="two-items"),
        pytest.param("Ancient Qponm", EntityKind.PERSON, id="died-long-ago"),
        pytest.param("Zyxwv Qponm Bridge", EntityKind.PERSON, id="of-another-class"),
        pytest.param("Nobody Qponm", EntityKind.PERSON, id="no-item"),
    ],
)
def test_what_stays_unsure_stays_open(
    gazetteer: Gazetteer, stand_in: StandIn, sleeper: Sleeper, name: str, kind: EntityKind
) -> None:
    """Two items, a namesake of another time or class, and no item are all no link."""
    claims = article(entity(name, kind))
    (link,) = OnlineLinker(client(stand_in, sleeper), gazetteer).link(claims, Linker(gazetteer).link(claims))
    assert link.qid is None
    assert link.reason in ("ambiguous", "noCandidate")


def test_settled_and_unnamed_entities_are_not_asked_about(
    gazetteer: Gazetteer, stand_in: StandIn, sleeper: Sleeper
) -> None:
    """Neither what is linked, nor what a person decided, nor phrases and unnamed actors reach the network."""
    claims = article(
        PERSON,
        *states("Kenya"),
        entity("a retired officer", EntityKind.UNNAMED_ACTOR),
        entity("security agreement", EntityKind.AGREEMENT),
    )
    decided = Linker(gazetteer, decisions=Decisions({("a", PERSON.key): None}))
    links = decided.link(claims)
    assert OnlineLinker(client(stand_in, sleeper), gazetteer).link(claims, links) == links
    assert stand_in.asked == []
