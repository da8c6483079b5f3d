"""Fills the templates of ``synthetic/`` with public name lists: in-domain sentences whose entities are known."""

from __future__ import annotations

import csv
import gzip
import random
import re
import tomllib
import unicodedata
from collections.abc import Callable
from pathlib import Path

from training.amounts import MONTHS, WEEKDAYS, date_spans
from training.conllu import open_text
from training.corpora import NLP
from training.labels import Sentence
from training.lexicon import listed

__all__ = ["Generator"]

FOLDER = Path(__file__).parent / "synthetic"
FULL_MONTHS = sorted(month for month in MONTHS if len(month) > 4 or month in ("May", "June", "July"))
SHORT_MONTHS = ["Jan.", "Feb.", "March", "April", "May", "June", "July", "Aug.", "Sept.", "Oct.", "Nov.", "Dec.", "Oct"]
DAYS = sorted(WEEKDAYS)
LABELS = {
    "C": "GPE", "CITY": "GPE", "CITYU": "GPE", "CU": "GPE", "DM": "NORP", "ORG": "ORG", "AF": "ORG", "CO": "ORG",
    "MIN": "ORG", "GR": "ORG", "MEDIA": "ORG", "TANK": "ORG", "PARTY": "NORP", "N": "PERSON", "SN": "PERSON",
    "P": "PRODUCT", "SHIP": "PRODUCT", "WPROG": "PRODUCT", "EX": "EVENT", "EXSHORT": "EVENT", "EXQ": "EVENT",
    "EV": "EVENT", "WAR": "EVENT", "AG": "LAW", "ACR": "LAW", "PROG": "LAW", "FAC": "FAC", "L": "LOC", "D": "DATE",
    "DSHORT": "DATE", "DUR": "DATE", "M": "MONEY",
}  # fmt: skip
# words of templates that are entities wherever they stand
FIXED = {
    "GPE": [
        "US",
        "UK",
        "U.S.",
        "Islamabad",
        "New Delhi",
        "Moscow",
        "Beijing",
        "Washington",
        "Tokyo",
        "Riyadh",
        "Ankara",
        "Kyiv",
        "Canberra",
    ],
    "NORP": ["British"],
    "ORG": [
        "AFP",
        "AP",
        "Reuters",
        "dpa",
        "ANI",
        "PTI",
        "APP",
        "TASS",
        "Xinhua",
        "Anadolu",
        "EU",
        "UN",
        "NATO",
        "Congress",
        "Senate",
        "House of Commons",
    ],
}
COMMON_STATES = listed("templates", "common_states")
OTHER_STATES = listed("templates", "other_states")
COMMON_PEOPLES = listed("templates", "common_peoples")
MANY_OF_LIST = 6  # how much likelier a curated name is than one from a public list

Piece = tuple[str, str | None]


def _gazetteer(data: Path) -> dict[str, list[str]]:
    names: dict[str, list[str]] = {}
    for line in open_text(data / "wikidata" / "gazetteer.tsv").splitlines()[1:]:
        cells = line.split("\t")
        kind, label = cells[1], cells[2]
        doubtful = "label-guessed" in cells[7] and kind != "warship"
        if not doubtful and re.search("[A-Z0-9]", label) and len(label) < 45 and "(" not in label:
            names.setdefault(kind, []).append(label)
            names.setdefault("people", []).extend(
                d for d in cells[6].split("|") if kind == "country" and d[:1].isupper() and " " not in d
            )
    return names


class Generator:
    """Makes sentences from templates; the same ``seed`` and ``data`` give the same sentences."""

    def __init__(self, data: Path, seed: int) -> None:
        self.random = random.Random(seed)
        lists = tomllib.loads((FOLDER / "lists.toml").read_text(encoding="utf-8"))
        lines = (FOLDER / "templates.txt").read_text(encoding="utf-8").splitlines()
        self.templates = [line for line in lines if line and not line.startswith("#")]
        self.lists: dict[str, list[str]] = {k: v for k, v in lists.items() if v and isinstance(v[0], str)}
        self.pairs: dict[str, list[list[str]]] = {k: v for k, v in lists.items() if v and isinstance(v[0], list)}
        self._add_public_names(data)
        self.slots: dict[str, Callable[[], str]] = {
            "C": self._state, "CU": lambda: self._pick("states").upper(), "CITY": lambda: self._pick("cities"),
            "CITYU": lambda: self._pick("cities").upper(), "DM": self._people, "ORG": lambda:
            self._pick("organisations"),
            "AF": lambda: self._either("forces", "force_forms"), "CO": lambda: self._either("companies",
            "company_forms"),
            "MIN": lambda: self._fill(self._pick("ministry_forms")), "GR": lambda: self._pick("groups"),
            "MEDIA": lambda: self._pick("media"), "TANK": lambda: self._pick("think_tanks"),
            "PARTY": lambda: self._pick("party_members"), "N": self._person, "SN": self._surname,
            "P": self._product, "SHIP": self._ship, "WPROG": lambda: self._pick("weapon_programmes"),
            "EX": self._exercise, "EXSHORT": lambda: self._exercise(full=0.2), "EXQ": self._exercise,
            "EV": self._event, "WAR": lambda: self._pick("wars"), "AG": self._agreement, "ACR": self._acronym,
            "PROG": lambda: self._pick("programmes"), "FAC": lambda: self._either("bases", "base_forms"),
            "L": lambda: "the " + self._pick("regions"), "D": self._date, "DSHORT": self._short_date,
            "DUR": self._duration, "M": self._money, "RANK": lambda: self._pick("ranks"),
            "OFF": lambda: self._pick("offices"), "KIND": lambda: self._pick("kinds"),
            "NUM": lambda: self._pick("numbers"), "ORDINAL": lambda: self._pick("ordinals"),
            "INT": lambda: str(self.random.randint(10, 250)),
        }  # fmt: skip

    def _add_public_names(self, data: Path) -> None:
        packed = data / "politician-names" / "names.txt.gz"
        everyone = gzip.decompress(packed.read_bytes()).decode("utf-8").splitlines()
        self.lists["people_names"] = [
            n for n in everyone if re.fullmatch(r"[A-Za-zÀ-ſ'’.\- ]+", n) and 1 < len(n.split()) < 5
        ]
        rows = list(csv.DictReader(open_text(data / "country-codes" / "data" / "country-codes.csv").splitlines()))
        sovereign = [row for row in rows if row["is_independent"] == "Yes"]
        states = [row["CLDR display name"] for row in sovereign if "&" not in row["CLDR display name"]]
        self.lists["states"] = [s for s in states if s] + COMMON_STATES * 5 + OTHER_STATES * 4
        capitals = [row["Capital"] for row in sovereign if row["Capital"]]
        gazetteer = _gazetteer(data)
        cities = [c for c in gazetteer.get("city", []) if re.fullmatch(r"[A-Z][\w’'-]+( [A-Z][\w’'-]+)?", c)]
        self.lists["cities"] = (
            capitals * 6
            + ["Washington", "Islamabad", "New Delhi", "Moscow", "Brussels"] * 25
            + [self.random.choice(cities) for _ in range(900)]
        )
        self.lists["peoples"] = gazetteer["people"] + COMMON_PEOPLES * 12
        for name, kinds in (
            ("products", ("aircraft", "combat_vehicle", "weapon")), ("bases", ("military_base",)),
            ("companies", ("defence_company",)), ("forces", ("armed_force",)), ("agreements", ("agreement",)),
            ("organisations", ("igo", "military_command", "defence_institution")), ("think_tanks", ("think_tank",)),
            ("groups", ("armed_group",)),
        ):  # fmt: skip
            public = [n for kind in kinds for n in gazetteer.get(kind, []) if unicodedata.is_normalized("NFC", n)]
            if name == "products":
                public = [n for n in public if any(c.isdigit() for c in n) and n[0].isupper()]
            self.lists[name] = (
                self.lists[name] * max(1, MANY_OF_LIST * len(public) // (2 * len(self.lists[name]))) + public
            )
        self.ships = [n.split()[-1] for n in gazetteer.get("warship", []) if re.fullmatch(r"[\w -]+ [A-Z][a-z]{3,}", n)]

    def document(self) -> list[Sentence]:
        """Two to six sentences, some opened by a headline."""
        sentences = []
        for _ in range(self.random.randint(2, 6)):
            sentence = self.sentence()
            if sentence.words:
                sentences.append(sentence)
        return sentences

    def sentence(self) -> Sentence:
        template = self.random.choice(self.templates)
        headline = template.startswith("H: ")
        pieces = self._pieces(self._expand(template.removeprefix("H: ")))
        if headline and self.random.random() < 0.25:
            pieces = [
                (t if label else re.sub(r"\b([a-z])(?=[a-z]{3})", lambda m: m[1].upper(), t), label)
                for t, label in pieces
            ]
        if headline and self.random.random() < 0.12:
            pieces = [(t.upper(), label) for t, label in pieces]
        return self._sentence(pieces)

    def _expand(self, text: str) -> str:
        while True:
            match = re.search(r"\[([^\[\]]*)\]", text)
            if match is None:
                return re.sub(r"\s+", " ", text).strip()
            text = text[: match.start()] + self.random.choice(match.group(1).split("|")) + text[match.end() :]

    def _pieces(self, text: str) -> list[Piece]:
        pieces: list[Piece] = []
        for part in re.split(r"(<[A-Z]+>)", text):
            if not part.startswith("<"):
                pieces += self._fixed(part)
                continue
            slot = part[1:-1]
            if slot in ("AGACR", "ORGACR", "PARTYACR"):
                pieces += self._with_acronym(slot)
            elif slot == "WHERE":
                pieces += self._where()
            elif slot == "INON":
                pieces += self.random.choice(
                    [
                        [("on ", None), (self._date(), "DATE")],
                        [("last month", "DATE")],
                        [("in ", None), (str(self.random.randint(1990, 2027)), "DATE")],
                    ]
                )
            else:
                filled = self.slots[slot]()
                label = LABELS.get(slot)
                if label and label not in ("DATE", "MONEY", "PERSON") and filled.startswith("the "):
                    pieces.append(("the ", None))
                    filled = filled[4:]
                if slot == "EXQ" and self.random.random() < 0.4:
                    pieces += [("“", None), (filled, label), ("”", None)]
                    continue
                if slot in ("C", "L") and pieces and pieces[-1][0].endswith(("the ", "The ")) and pieces[-1][1] is None:
                    filled = filled.removeprefix("the ")
                pieces.append((filled, label))
        return pieces

    def _fixed(self, text: str) -> list[Piece]:
        pattern = "|".join(rf"(?P<{label}>{'|'.join(map(re.escape, words))})" for label, words in FIXED.items())
        pieces: list[Piece] = []
        last = 0
        for match in re.finditer(rf"(?<![\w.])(?:{pattern})(?![\w])", text):
            pieces += [(text[last : match.start()], None), (match.group(), match.lastgroup)]
            last = match.end()
        return [*pieces, (text[last:], None)]

    def _with_acronym(self, slot: str) -> list[Piece]:
        if slot == "AGACR":
            name, label = self._agreement(), "LAW"
            initials = "".join(w[0] for w in name.split() if w[0].isupper())
            acronym = initials if len(initials) > 1 and self.random.random() < 0.6 else self._acronym()
        else:
            name, acronym = self.random.choice(self.pairs["parties" if slot == "PARTYACR" else "organisation_acronyms"])
            label = "ORG"
        if self.random.random() < 0.3:
            return [(acronym, label)]
        marks = self.random.choice([("(", ")"), ("(", ")"), ("(“", "”)"), (", or ", ",")])
        return [
            (name, label),
            (marks[0] if marks[0][0] == "," else " " + marks[0], None),
            (acronym, label),
            (marks[1], None),
        ]

    def _where(self) -> list[Piece]:
        slot = self.random.choice(["CITY", "FAC", "C", "L"])
        return self._pieces(f"<{slot}>")

    def _sentence(self, pieces: list[Piece]) -> Sentence:
        text, spans = "", []
        for part, label in pieces:
            if label is None and part == "the " and text[-4:].lower() == "the ":
                continue
            if label:
                spans.append((len(text), len(text) + len(part), label))
            text += part
        text = text[:1].upper() + text[1:]
        doc = NLP.make_doc(text)
        entities = []
        for begin, end, label in spans:
            span = doc.char_span(begin, end, alignment_mode="expand")
            if span is not None and span.text.strip():
                entities.append((span.start, span.end, label))
        keep = [i for i, token in enumerate(doc) if not token.is_space]
        place = {old: new for new, old in enumerate(keep)}
        kept = [(place[s], place[e - 1] + 1, label) for s, e, label in entities if s in place and e - 1 in place]
        words = [doc[i].text for i in keep]
        inside = {i for start, end, _ in kept for i in range(start, end)}
        dates = [span for span in date_spans(words) if not inside & set(range(span[0], span[1]))]
        return Sentence(words, sorted(kept + dates))

    def _pick(self, name: str) -> str:
        return self.random.choice(self.lists[name])

    def _fill(self, form: str) -> str:
        return re.sub(r"<([A-Z]+)>", lambda m: self.slots[m[1]]().removeprefix("the "), form)

    def _either(self, names: str, forms: str) -> str:
        return self._fill(self._pick(forms)) if self.random.random() < 0.5 else self._pick(names)

    def _state(self) -> str:
        return self._pick("states")

    def _people(self) -> str:
        return self._pick("peoples")

    def _person(self) -> str:
        return self._pick("people_names")

    def _surname(self) -> str:
        return self._person().split()[-1]

    def _product(self) -> str:
        if self.random.random() < 0.12:
            letters = "".join(self.random.choice("ABCDEFGHKLMNPRSTVX") for _ in range(self.random.randint(1, 3)))
            middle, tail = self.random.choice(["-", "", "-"]), self.random.choice(["", "", "A", "B", "M", "E"])
            return f"{letters}{middle}{self.random.randint(1, 900)}{tail}"
        return self._pick("products")

    def _ship(self) -> str:
        name = self.random.choice([self.random.choice(self.ships), self._surname(), self._pick("cities")])
        return f"{self._pick('ship_prefixes')} {name}"

    def _exercise(self, full: float = 0.55) -> str:
        if self.random.random() < 0.5:
            name = self._pick("exercises")
        else:
            name = f"{self._pick('exercise_adjectives')} {self._pick('exercise_nouns')}"
        year = self.random.randint(2001, 2027)
        tail = self.random.choice(
            [
                "",
                "",
                "",
                f" {year}",
                f" {year % 100:02d}",
                f"-{year}",
                f" {self._roman()}",
                f"-{self.random.choice(['I', 'II', 'IV', 'VII'])}",
                f" {year % 100:02d}-{self.random.randint(1, 2)}",
            ]
        )
        form = name if name.isupper() or self.random.random() > 0.08 else name.upper()
        return ("Exercise " if self.random.random() < full else "") + form + tail

    def _roman(self) -> str:
        return self.random.choice(["II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI"])

    def _event(self) -> str:
        if self.random.random() < 0.3:
            return "Operation " + self._pick("operations")
        name = self._pick("events")
        return f"{name} {self.random.randint(2009, 2027)}" if self.random.random() < 0.12 else name

    def _agreement(self) -> str:
        if self.random.random() < 0.45:
            return self._pick("agreements")
        head, topic = self._pick("agreement_heads"), self._pick("agreement_topics")
        form = self.random.choice(
            ["{t} {h}", "{t} {h}", "{h} on {t}", "{a} {h}", "{t} {h}", "{p}-{q} {t} {h}", "{city} {h}"]
        )
        adjective = self._pick("exercise_adjectives") + " " + topic.split()[0]
        return form.format(t=topic, h=head, a=adjective, p=self._people(), q=self._people(), city=self._pick("cities"))

    def _acronym(self) -> str:
        if self.random.random() < 0.6:
            return self._pick("acronyms")
        return "".join(self.random.choice("ABCDEFGILMNOPRST") for _ in range(self.random.randint(3, 5)))

    def _date(self) -> str:
        r = self.random
        month, year, day, weekday = r.choice(FULL_MONTHS), r.randint(1947, 2027), r.randint(1, 28), r.choice(DAYS)
        return r.choice(
            [
                f"{month} {year}",
                f"{day} {month} {year}",
                f"{month} {day}, {year}",
                f"{month} {day}",
                f"{day} {month}",
                weekday,
                weekday,
                weekday,
                str(year),
                str(year),
                "last week",
                "last month",
                "earlier this month",
                "this week",
                month,
                "last year",
                "next month",
                "next year",
                f"early {year}",
                f"mid-{year}",
                f"late {year}",
                "the previous year",
                f"the {r.choice(['1950s', '1960s', '1970s', '1980s', '1990s', '2000s'])}",
                f"{weekday}, {month} {day}",
                f"{weekday}, {day} {month}",
                "yesterday",
                "the end of the year",
                f"the first half of {year}",
                f"{r.choice(SHORT_MONTHS)} {day}",
                f"{month} of {year}",
                f"{r.choice(['two', 'three', '10', 'five'])} years ago",
                "this summer",
                f"the end of {year}",
            ]
        )

    def _short_date(self) -> str:
        return f"{self.random.choice(SHORT_MONTHS)} {self.random.randint(1, 28)}"

    def _duration(self) -> str:
        return self.random.choice(
            ["five years", "ten years", "18 months", "2030", "the next decade", "three years", "2035"]
        )

    def _money(self) -> str:
        r = self.random
        n, scale = r.choice(self.lists["amounts"]), r.choice(["million", "billion", "million", "billion", "trillion"])
        lead = r.choice(self.lists["qualifiers"]) if r.random() < 0.4 else ""
        short = r.choice(["m", "bn", "mn"])
        return lead + r.choice(
            [
                f"${n} {scale}",
                f"${n} {scale}",
                f"${n} {scale}",
                f"US${n} {scale}",
                f"€{n} {scale}",
                f"£{n} {scale}",
                f"A${n} {scale}",
                f"{n} {scale} dollars",
                f"{n} {scale} euros",
                f"£{n}{short}",
                f"${n}{short}",
                f"Rs {n} crore",
                f"{n} {scale} yen",
                f"{n} {scale} won",
                f"${n.replace('.', ',')},000",
                f"€{n}{short}",
                f"{n} {scale} pounds",
                f"₹{n} crore",
                f"{n} {scale} {self._people()} francs",
            ]
        )
