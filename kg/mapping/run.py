"""The run that read the articles, as PROV-O tells it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from kg.identifiers import Identifiers
from kg.mapping.scope import LABEL, TYPE, term
from kg.terms import Statement, Value
from kg.vocabulary import DCTERMS, PROV, XSD

__all__ = ["Run"]


@dataclass(frozen=True, slots=True)
class Run:
    """One way of running the program: what with, and how.

    ``options`` are the options that change what is read, as (name, value) pairs. ``started`` is left out by default, so
    that the same input gives the same bytes on every day; a run with a time is another run than one without.
    """

    version: str
    pipeline: str
    pipeline_version: str
    options: tuple[tuple[str, str], ...] = ()
    started: datetime | None = None
    program: str = "defco-kg"

    def iri(self, identifiers: Identifiers) -> str:
        """The IRI of the run, from everything in it."""
        content = (self.program, self.version, self.pipeline_version, sorted(self.options), self._time())
        return identifiers.run(*content, pipeline=self.pipeline)

    def statements(self, identifiers: Identifiers) -> Iterator[Statement]:
        """The run, the program that made it, and both their versions."""
        run, software = self.iri(identifiers), identifiers.software(self.program, self.version)
        yield run, TYPE, term("ExtractionRun")
        yield run, term("program"), Value(self.program)
        yield run, term("programVersion"), Value(self.version)
        yield run, term("pipelineName"), Value(self.pipeline)
        yield run, term("pipelineVersion"), Value(self.pipeline_version)
        yield run, str(PROV.wasAssociatedWith), software
        for name, value in sorted(self.options):
            yield run, str(DCTERMS.description), Value(f"{name}={value}")
        if self.started is not None:
            yield run, str(PROV.startedAtTime), Value(self._time(), str(XSD.dateTime))
        yield software, TYPE, str(PROV.SoftwareAgent)
        yield software, LABEL, Value(f"{self.program} {self.version}")

    def _time(self) -> str:
        return self.started.isoformat(timespec="seconds") if self.started else ""
