"""Runs the application: every error one clear line, every way to end an exit code that scripts can trust."""

import os
import sys

import typer
from typer.exceptions import TyperException

from kg.cli.application import app
from kg.errors import KgError

__all__ = ["main"]

#: What a shell reports for a process ended by SIGINT and by SIGPIPE: 128 and the signal's number.
_INTERRUPTED = 130
_BROKEN_PIPE = 141
_COULD_NOT = 2


def main(arguments: list[str] | None = None) -> None:
    """Run ``kg`` with ``arguments`` (those of the process by default) and exit.

    0: done; 1: done, but inputs were refused or violations found; 2: could not be done, with the reason on one line.
    """
    sys.exit(_run(arguments))


def _run(arguments: list[str] | None) -> int:
    try:
        code = app(arguments, prog_name="kg", standalone_mode=False)
        sys.stdout.flush()
    except TyperException as error:
        context = getattr(error, "ctx", None)
        command = context.command_path if context else "kg"
        typer.echo(f"kg: {_one_line(error.format_message())}; see {command} --help", err=True)
        return _COULD_NOT
    except KgError as error:
        typer.echo(f"kg: {_one_line(str(error))}", err=True)
        return _COULD_NOT
    except BrokenPipeError:
        return _reader_gone()
    except SystemExit as ended:
        # typer and rich make code 1 of a broken pipe, which would pass for refused inputs
        if isinstance(ended.__context__, BrokenPipeError):
            return _reader_gone()
        raise
    except (KeyboardInterrupt, typer.Abort):
        typer.echo("kg: stopped; nothing that was unfinished has been kept", err=True)
        return _INTERRUPTED
    return code if isinstance(code, int) else 0


def _reader_gone() -> int:
    # what is left in the buffer would raise again when the interpreter closes it
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return _BROKEN_PIPE


def _one_line(text: str) -> str:
    return " ".join(text.split()).rstrip(".")
