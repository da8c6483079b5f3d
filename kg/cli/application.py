"""The application ``kg``: all commands under one name."""

from typing import Annotated

import typer

from kg import __version__
from kg.cli.commands import building, checking, linking, querying, viewing

__all__ = ["app"]

app = typer.Typer(
    help="Reads defence-cooperation news and writes a knowledge graph of claims: who says that who did what with whom.",
    add_completion=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
for group in (building, linking, querying, checking, viewing):
    app.add_typer(group.commands)


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"kg {__version__}")
        raise typer.Exit


@app.callback(invoke_without_command=True)
def _root(
    context: typer.Context,
    version: Annotated[  # noqa: ARG001 - the option acts by its callback
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version and exit.")
    ] = False,
) -> None:
    """Reads defence-cooperation news and writes a knowledge graph of claims: who says that who did what with whom."""
    if context.invoked_subcommand is None:
        typer.echo(context.get_help())
        raise typer.Exit(2)
