"""The command line ``kg``: it declares options, calls one function, prints, and is the only place that exits."""

from kg.cli.application import app
from kg.cli.running import main

__all__ = ["app", "main"]
