"""What a user sets once: whom services may write to, which services are asked, how long, where answers are kept.

Read from a TOML file (``$KG_SETTINGS``, else ``kg/settings.toml`` in ``$XDG_CONFIG_HOME`` or ``~/.config``), with
environment variables over it (``KG_CONTACT`` for ``contact`` and so on) and the options of a command over both::

    contact = "mailto:someone@example.org"                # Wikidata asks for one in every User-Agent
    api = "https://www.wikidata.org/w/api.php"             # the action API
    endpoint = "https://qlever.cs.uni-freiburg.de/api/wikidata"   # asked for everything, instead of the action API
    cache = "/var/cache/kg"
    cache_days = 30
    deadline = 600
    timeout = 20
"""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import Any

from kg.errors import ParameterError

__all__ = ["Settings", "read_settings"]


def _folder(variable: str, below_home: str) -> Path:
    return Path(os.environ.get(variable) or Path.home() / below_home)


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings in force.

    ``contact`` is an address for the User-Agent, ``api`` an action API, ``endpoint`` a SPARQL endpoint in Wikidata's
    vocabulary (None: Wikidata's own), ``deadline`` and ``timeout`` are seconds for a whole run and for one silence.
    """

    contact: str | None = None
    api: str | None = None
    endpoint: str | None = None
    cache: Path = field(default_factory=lambda: _folder("XDG_CACHE_HOME", ".cache") / "kg" / "wikidata")
    cache_days: int = 30
    deadline: float = 600.0
    timeout: float = 20.0

    def with_options(self, **options: object) -> Settings:
        """These settings with the options that are not None over them; raises ParameterError for a bad value."""
        given: dict[str, Any] = {name: value for name, value in options.items() if value is not None}
        return replace(self, **{name: _value(name, value, "the option") for name, value in given.items()})


def read_settings(path: Path | None = None, environment: Mapping[str, str] | None = None) -> Settings:
    """The settings in the file at ``path`` (by default the user's) and in the environment.

    Raises ParameterError for a file that is no TOML, an unknown name, and a value that cannot be one.
    """
    environment = os.environ if environment is None else environment
    named = path or (Path(environment["KG_SETTINGS"]) if environment.get("KG_SETTINGS") else None)
    file = named or _folder("XDG_CONFIG_HOME", ".config") / "kg" / "settings.toml"
    found = _table(file) if named or file.is_file() else {}
    for one in fields(Settings):
        variable = f"KG_{one.name.upper()}"
        if environment.get(variable):
            found[one.name] = _value(one.name, environment[variable], variable)
    return Settings(**found)


def _table(file: Path) -> dict[str, Any]:
    try:
        table = tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ParameterError(f"{file}: the settings cannot be read ({error}); correct or remove the file") from error
    known = [one.name for one in fields(Settings)]
    unknown = sorted(set(table) - set(known))
    if unknown:
        raise ParameterError(f"{file}: “{unknown[0]}” is no setting; there are {', '.join(known)}")
    return {name: _value(name, value, str(file)) for name, value in table.items()}


def _value(name: str, value: object, where: str) -> Any:
    if name == "cache":
        return Path(str(value)).expanduser()
    if name not in ("cache_days", "deadline", "timeout"):
        return str(value)
    try:
        number = int(str(value)) if name == "cache_days" else float(str(value))
    except ValueError:
        number = -1
    if not 0 <= number < float("inf"):
        raise ParameterError(
            f"{where}: {name} is “{value}”; give a number of {'days' if 'days' in name else 'seconds'}"
        )
    return number
