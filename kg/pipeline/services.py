"""The services on the network, made from the settings; nothing here opens a socket until something is asked."""

from __future__ import annotations

import tempfile
from pathlib import Path
from urllib.parse import urlsplit

from kg import __version__
from kg.errors import ParameterError
from kg.gazetteer import Gazetteer
from kg.linking.endpoint import Endpoint
from kg.linking.online import OnlineLinker
from kg.linking.transport import Cache, Transport
from kg.linking.wikidata import API, SPARQL, Wikidata
from kg.settings import Settings

__all__ = ["online_linker", "wikidata"]


def wikidata(settings: Settings, *, offline: bool = False) -> Wikidata:
    """The client; ``offline`` answers from the cache alone.

    Raises ParameterError for what is no web address, and without a contact: Wikidata's User-Agent policy asks for one,
    and other services do well with it.
    """
    if not settings.contact and not offline:
        raise ParameterError(
            "services on the network want to know whom to write to; give --contact mailto:you@example.org, "
            "or set KG_CONTACT, or contact in the settings file"
        )
    for service in filter(None, (settings.api, settings.endpoint)):
        if urlsplit(service).scheme not in ("http", "https"):
            raise ParameterError(f"{service}: this is no address of a service; give one that begins with https://")
    if not offline:
        _check_writable(settings.cache)
    transport = Transport(
        user_agent=f"defco-kg/{__version__} ({settings.contact or 'offline'})",
        cache=Cache(settings.cache, settings.cache_days),
        offline=offline,
        timeout=settings.timeout,
        deadline=settings.deadline,
    )
    return Wikidata(transport, api=settings.api or API, sparql=settings.endpoint or SPARQL)


def _check_writable(folder: Path) -> None:
    """Raise ParameterError where answers could not be kept: asking for what is lost again would be impolite."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            pass
    except OSError as error:
        raise ParameterError(
            f"{folder}: answers of services cannot be kept there ({error.strerror}); name another folder by KG_CACHE"
        ) from error


def online_linker(settings: Settings, gazetteer: Gazetteer) -> OnlineLinker:
    """The online linker: over the action API, or over a SPARQL endpoint where the settings name one and no API.

    Raises ParameterError without a contact.
    """
    client = wikidata(settings)
    source = Endpoint(client) if settings.endpoint and not settings.api else client
    return OnlineLinker(source, gazetteer)
