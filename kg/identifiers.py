"""Stable IRIs from content: the same thing gets the same IRI in every run, two different things never share one.

Every IRI is ``BASE CLASS / SLUG``, or ``BASE CLASS / SLUG _ DIGEST`` where the slug alone would not tell apart what
differs. The slug is for people (ASCII, lower case); the digest is the first 80 bits of a SHA-256 over everything that
makes the thing this thing and no other. With 80 bits a collision among 10^9 things has a chance below one in a million.

What identifies what:

- An article: its web address; without one, its text and publisher (a copy in another paper is another article).
- A state, organisation, person, place, model of agreement, piece of equipment: class and canonical name, compared
  without regard to case and spacing. Bodies, forces and offices whose name says nothing of their country ("Ministry of
  Defence") are told apart by it. **Never the Wikidata item**: an actor keeps its IRI when linking improves, is
  corrected or is left out; the item stands beside it as ``skos:exactMatch``.
- An office: its name within the organisation (or country) it belongs to; where neither is known, within the article.
- An unnamed actor and an agreement: the article and their key in it. "The defence agreement" of 2005 and that of 2023
  have one name and the same parties, so nothing but the article tells them apart.
- Situations, claims, evidence: their content, within the article.
"""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Final
from urllib.parse import quote, urlsplit, urlunsplit

from kg.errors import ParameterError
from kg.model import Article, Entity, EntityKind
from kg.vocabulary import DATA_BASE

__all__ = ["Identifiers", "digest", "slug", "web_address"]

#: Longest slug: an IRI stays on one line of a terminal.
_SLUG_LENGTH: Final = 60

#: Hexadecimal digits of a digest (80 bits).
_DIGEST_LENGTH: Final = 20

_JSON: Final = json.JSONEncoder(ensure_ascii=True, separators=(",", ":"))

#: Classes whose names are unique only within a state.
_NATIONAL: Final = frozenset({EntityKind.GOVERNMENT_BODY, EntityKind.ARMED_FORCE})

#: Classes of things that an article speaks of and that cannot be recognised in another one.
_LOCAL: Final = frozenset({EntityKind.UNNAMED_ACTOR, EntityKind.AGREEMENT, EntityKind.PROPOSAL})

#: First path segments below the base, in the order in which a Turtle file may declare them as prefixes.
_SEGMENTS: Final = (
    "amount",
    "article",
    "claim",
    "evidence",
    "graph",
    "identity",
    "link",
    "run",
    "situation",
    "software",
)

#: An absolute IRI that ends where a name can follow (RFC 3987, less what N-Triples forbids in IRIREF).
_BASE: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\x00-\x20<>\"{}|^`\\\x7f-\x9f\ud800-\udfff]*[/#:]")

_KEPT_IN_ADDRESS: Final = "%/:=&?~#+!$,;'@()*[]-._"


def slug(text: str) -> str:
    """``text`` for people to recognise in an IRI: ASCII letters, digits and single hyphens, at most 60 characters.

    Accents are taken off, everything else becomes a hyphen. Empty where nothing is left (Chinese, punctuation).
    """
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode("ascii").lower()
    words = re.sub(r"[^a-z0-9]+", "-", plain.replace("'", "")).strip("-")
    return words[:_SLUG_LENGTH].rstrip("-")


def digest(*parts: object) -> str:
    """20 hexadecimal digits of the SHA-256 of ``parts``, which are strings, numbers, None, or lists of them.

    Parts are written as JSON first, so that ``("ab", "c")`` and ``("a", "bc")`` differ and any Unicode is accepted.
    """
    return hashlib.sha256(_JSON.encode(parts).encode("ascii")).hexdigest()[:_DIGEST_LENGTH]


@lru_cache(maxsize=256)
def _code(article: str) -> str:
    """The digest that stands in the IRI of every quote of an article."""
    return digest(article)


@lru_cache(maxsize=4096)
def web_address(url: str) -> str | None:
    """``url`` as an IRI that every syntax can carry, or None if it is no http(s) address.

    Scheme and host in lower case, no default port, no fragment, forbidden characters percent-encoded (RFC 3986,
    section 6.2.2); path and query stay as they are, because servers tell them apart.
    """
    try:
        parts = urlsplit(url.strip())
        host, port = parts.hostname, parts.port
    except ValueError:
        return None
    if parts.scheme.lower() not in {"http", "https"} or not host or not re.fullmatch(r"[^\s<>\"{}|\\^`%]+", host):
        return None
    try:
        name = host if ":" not in host else f"[{host}]"
        name = name if name.isascii() else name.encode("idna").decode("ascii")
        path, query = (_encoded(part) for part in (parts.path or "/", parts.query))
    except UnicodeError:
        return None
    scheme = parts.scheme.lower()
    default = port is None or (scheme, port) in {("http", 80), ("https", 443)}
    return urlunsplit((scheme, name if default else f"{name}:{port}", path, query, ""))


def _encoded(part: str) -> str:
    """A path or query with everything but RFC 3986's characters percent-encoded, a stray ``%`` included."""
    stray = re.sub(r"%(?![0-9A-Fa-f]{2})", "%25", part)
    return quote(stray, safe=_KEPT_IN_ADDRESS).replace("[", "%5B").replace("]", "%5D")


def _folded(name: str) -> str:
    """``name`` as it is compared: one form of every character, no case, single spaces."""
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())


def _hyphenated(name: str) -> str:
    """``GovernmentBody`` as ``government-body``."""
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "-", name).lower()


def _local(*names: str) -> str:
    """A local name for things that their ``names`` identify, with a digest where the slugs lose something.

    A slug has no full stop and no underscore, so the result is ambiguous neither between names nor with a digest.
    """
    folded = [_folded(name) for name in names]
    slugs = [slug(name) for name in folded]
    readable = ".".join(part for part in slugs if part)
    if readable[:1].isalpha() and [part.replace("-", " ") for part in slugs] == folded:
        return readable
    return f"{readable or 'n'}_{digest(*folded)}"


@dataclass(frozen=True, slots=True)
class Identifiers:
    """The IRIs of one graph, all below ``base``.

    Raises ParameterError if ``base`` is not an absolute IRI that ends in ``/``, ``#`` or ``:``.
    """

    base: str = DATA_BASE

    def __post_init__(self) -> None:
        if not _BASE.fullmatch(self.base):
            raise ParameterError(
                f"“{self.base}” cannot be a base of IRIs; give an absolute IRI that ends in / or #, such as {DATA_BASE}"
            )

    def prefixes(self) -> dict[str, str]:
        """Prefix -> namespace for readable Turtle: one for every class of things, named after it."""
        kinds = [_hyphenated(kind) for kind in EntityKind]
        return {segment: f"{self.base}{segment}/" for segment in sorted([*kinds, *_SEGMENTS])}

    def article(self, article: Article) -> str:
        """The article, by its web address, else by its text and publisher."""
        address = web_address(article.url) if article.url else None
        if address is None:
            return self._iri("article", slug(article.title), digest(article.text, article.publisher))
        last = urlsplit(address).path.rstrip("/").rsplit("/", 1)[-1]
        return self._iri("article", slug(re.sub(r"\.\w{1,5}$", "", last)), digest(address))

    def graph(self, article: str) -> str:
        """The named graph that holds all statements of the article with the IRI ``article``."""
        return f"{self.base}graph/{article.rsplit('/', 1)[-1]}"

    def entity(self, entity: Entity, *, article: str, organization: str | None = None) -> str:
        """The entity; ``article`` is the IRI of the article that names it.

        ``organization`` is the IRI of the organisation or state that an office belongs to, where it is known.
        """
        if entity.kind in _LOCAL:
            return self._iri(_hyphenated(entity.kind), slug(entity.name), digest(article, entity.key, entity.name))
        if entity.kind is EntityKind.OFFICE:
            return self._office(entity, article=article, organization=organization)
        if entity.kind is EntityKind.PERSON and entity.qid is not None:  # known to have a namesake
            return f"{self.base}{_hyphenated(entity.kind)}/{_local(entity.name, entity.qid)}"
        return self.named(entity.kind, entity.name, country=entity.country)

    def named(self, kind: EntityKind, name: str, *, country: str | None = None) -> str:
        """What ``name`` means everywhere, as a thing of the class ``kind``."""
        national = kind in _NATIONAL and country and _folded(country) not in _folded(name)
        names = (name, country) if national and country else (name,)
        return f"{self.base}{_hyphenated(kind)}/{_local(*names)}"

    def _office(self, office: Entity, *, article: str, organization: str | None) -> str:
        if organization is None and office.country:
            organization = self.named(EntityKind.STATE, office.country)
        whose = slug(organization.removeprefix(self.base).split("/", 1)[-1]) if organization else ""
        readable = f"{slug(office.name)}.{whose}".strip(".")
        return self._iri("office", readable, digest(_folded(office.name), organization or article))

    def situation(self, type_: str, *content: object, article: str) -> str:
        """The situation of an article with this ``content``: roles and fillers, time, places in the text."""
        return self._iri("situation", _hyphenated(type_), digest(article, type_, *content))

    def claim(self, values: Iterable[str], *content: object, situation: str) -> str:
        """The claim on ``situation`` with these values, source and places in the text."""
        values = list(values)
        return self._iri("claim", "-".join(values), digest(situation, values, *content))

    def evidence(self, part: str, start: int, end: int, *, article: str) -> str:
        """A stretch of the article (``part`` is ``text``) or one of its selectors (``position``, ``quote``)."""
        return self._iri("evidence", f"{part}-{start}-{end}", _code(article))

    def amount(self, text: str, value: str | None, currency: str | None) -> str:
        """An amount, by what is written and what was read out of it."""
        return self._iri("amount", f"a-{slug(text)}".rstrip("-"), digest(text, value, currency))

    def link(self, entity: str, *, article: str) -> str:
        """The linking decision on the entity with the IRI ``entity`` in one article."""
        return self._iri("link", slug(entity.removeprefix(self.base)), digest(article, entity))

    def identity(self, variant: str) -> str:
        """The decision that the node with the IRI ``variant`` is another node."""
        return self._iri("identity", slug(variant.removeprefix(self.base)), digest(variant))

    def run(self, *content: object, pipeline: str) -> str:
        """The run of the program with this version, pipeline and options."""
        return self._iri("run", slug(pipeline), digest(pipeline, *content))

    def software(self, program: str, version: str) -> str:
        """One version of a program."""
        return f"{self.base}software/{_local(program, version)}"

    def _iri(self, segment: str, readable: str, code: str) -> str:
        readable = readable if readable[:1].isalpha() else f"n-{readable}".rstrip("-")
        return f"{self.base}{segment}/{readable}_{code}"
