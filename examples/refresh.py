"""Writes anew what is generated from the examples: ``expected.ttl`` and the outputs shown in the README.

python examples/refresh.py            # after a change of the rules, then read the difference
python examples/refresh.py --check    # exit code 1 and the difference, if something is out of date
"""

import difflib
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
README = ROOT / "README.md"
EXPECTED = ROOT / "examples" / "expected.ttl"
BLOCK = re.compile(r"^```console\n(.*?)^```$", re.MULTILINE | re.DOTALL)
SECONDS = re.compile(r"\bin \d+\.\d s\b")


def shell(command: str, folder: Path) -> str:
    """What ``command`` prints in ``folder``, on both channels, without trailing blanks; exits where it fails."""
    environment = {**os.environ, "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"}
    environment.pop("COLUMNS", None)
    done = subprocess.run(
        ["bash", "-o", "pipefail", "-c", command],
        cwd=folder,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        check=False,
    )
    if done.returncode:
        sys.exit(f"{command}\nended with code {done.returncode}; nothing was written:\n{done.stdout}")
    lines = (line.rstrip() for line in done.stdout.rstrip().split("\n"))
    return SECONDS.sub("in 1.0 s", "".join(f"{line}\n" for line in lines))


def with_outputs(text: str, folder: Path) -> str:
    """The document with the output of each command of its ``console`` blocks below it."""

    def block(found: re.Match[str]) -> str:
        commands = [line[2:] for line in found[1].split("\n") if line.startswith("$ ")]
        runs = [f"$ {command}\n{shell(command, folder)}" for command in commands]
        return "```console\n" + "\n".join(runs) + "```"

    return BLOCK.sub(block, text)


def documents() -> Iterator[tuple[Path, str]]:
    """Each generated file with what should stand in it."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "examples").symlink_to(ROOT / "examples")
        yield README, with_outputs(README.read_text(encoding="utf-8"), folder)
        shell("kg build -q examples/articles -o expected.ttl", folder)
        yield EXPECTED, (folder / "expected.ttl").read_text(encoding="utf-8")


def main() -> int:
    """Write the files, or with ``--check`` print how they differ; returns the exit code."""
    differs = 0
    for path, wanted in list(documents()):
        found = path.read_text(encoding="utf-8") if path.exists() else ""
        if "--check" not in sys.argv:
            path.write_text(wanted, encoding="utf-8")
        elif found != wanted:
            differs = 1
            lines = difflib.unified_diff(found.split("\n"), wanted.split("\n"), str(path), "as it is now", lineterm="")
            sys.stdout.writelines(f"{line}\n" for line in lines)
    return differs


if __name__ == "__main__":
    sys.exit(main())
