"""Shows that nothing of the annotated articles is in the training data.

``python -m training.overlap --data FOLDER ARTICLES``

Compares runs of eight words, in lower case without punctuation. Exits with 1 where one is shared.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path

RUN = 8


def runs(text: str) -> Iterator[str]:
    """Every run of :data:`RUN` words of ``text``."""
    words = re.findall(r"\w+", text.lower())
    for i in range(len(words) - RUN + 1):
        yield " ".join(words[i : i + RUN])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder written by training.prepare")
    parser.add_argument("articles", type=Path, help="folder with *.json articles (title, text), searched in depth")
    options = parser.parse_args()
    known: dict[str, str] = {}
    for path in sorted(options.articles.rglob("*.json")):
        article = json.loads(path.read_text(encoding="utf-8"))
        if isinstance(article, dict) and "text" in article:
            known |= dict.fromkeys(runs(f"{article.get('title') or ''} {article['text']}"), path.name)
    shared = 0
    with (options.data / "train.jsonl").open(encoding="utf-8") as file:
        for line in file:
            document = json.loads(line)
            text = " ".join(word for sentence in document["sentences"] for word in sentence["w"])
            for run in sorted({run for run in runs(text) if run in known}):
                print(f"{known[run]}: “{run}” is in the training data ({document['source']})")
                shared += 1
    print(f"{len(known)} runs of {RUN} words in the articles, {shared} of them in the training data")
    sys.exit(1 if shared or not known else 0)


if __name__ == "__main__":
    main()
