"""For which state an office is held that the text puts no state beside."""

import pytest

from kg.analysis import DEFAULT, analyse, load
from kg.extraction import extract
from kg.extraction.component import bundled_gazetteer
from kg.model import Article, Entity

ROWS = [
    (
        "Sweden, Poland to train pilots",
        "Defence Minister Karl Ahl met his Polish counterpart, Jan Wolski, in Gdynia.",
        None,
        {("Karl Ahl", "Sweden")},
        "who has a Polish counterpart is of the other side",
    ),
    (
        "Sweden, Poland to train pilots",
        "Defence Minister Karl Ahl met with Polish Ambassador Jan Wolski in Stockholm.",
        None,
        {("Karl Ahl", "Sweden"), ("Jan Wolski", "Poland")},
        "who meets an envoy of one side is of the other",
    ),
    (
        "Sweden, Poland to train pilots",
        "Defence Minister Karl Ahl and Polish Foreign Minister Jan Wolski signed the text of the military pact.",
        None,
        {("Karl Ahl", "Sweden"), ("Jan Wolski", "Poland")},
        "of two that are joined only the second is marked",
    ),
    (
        "Allies welcome military pact",
        "French President Luc Moreau and Defence Minister Anne Petit welcomed the military pact.",
        None,
        {("Luc Moreau", "France"), ("Anne Petit", "France")},
        "of two that are joined only the first is marked",
    ),
    (
        "Defence minister leaves for Poland",
        "Minister of Defence Karl Ahl leaves for Poland today to meet with Minister of Defence Jan Wolski. "
        "Sweden and Poland train together.",
        "Swedish Ministry of Defence",
        {("Karl Ahl", "Sweden"), ("Jan Wolski", "Poland")},
        "a government's release: its own minister first, then whom he meets",
    ),
    (
        "Norwegian parliament backs deployment of frigates off Yemen",
        "Defence Minister Kari Lund told lawmakers that the Yemeni government had agreed to the deployment.",
        None,
        {("Kari Lund", "Norway")},
        "the state that the headline starts with",
    ),
    (
        "Military budget squeezed again",
        "Finance Minister Lindiwe Dube said that the army of Zambia would wait. Zambia has cut its military budget.",
        None,
        {("Lindiwe Dube", "Zambia")},
        "no state in the headline, one in the article",
    ),
    (
        "With new money, Kenyan soldiers to stay",
        "Kenya will keep its soldiers in the north of Malawi, President Thoko Mbewe told reporters in Zomba.",
        "Malawi Evening News",
        {("Thoko Mbewe", "Malawi")},
        "a paper that has its state in its name",
    ),
    (
        "With new money, Kenyan soldiers to stay",
        "Kenya will keep its soldiers in the north of Malawi, President Thoko Mbewe told reporters in Zomba.",
        "Lilongwe Herald",
        {("Thoko Mbewe", "Malawi")},
        "a paper that has its state's capital in its name",
    ),
    (
        "With new money, Kenyan soldiers to stay",
        "Kenya will keep its soldiers in the north of Malawi, President Thoko Mbewe told reporters in Zomba.",
        "Lisbon Herald",
        {("Thoko Mbewe", None)},
        "a paper of a state that the article does not speak of",
    ),
    (
        "No military flights from Peru, says air force",
        "The Colombian Air Force denied that Peru had asked for military flights. "
        "Interior Minister Rosa Arango called the reports false.",
        None,
        {("Rosa Arango", "Colombia")},
        "the state of the force that the story opens with",
    ),
    (
        "Ministers discuss military exercise",
        "Defence Minister Karl Ahl spoke of the exercise. Poland, Norway, Spain and Italy will join the exercise.",
        None,
        {("Karl Ahl", None)},
        "nothing tells",
    ),
    (
        "Kenyan troops to stay in the north",
        "MOGADISHU, May 3 - Kenya will keep its soldiers in Somalia for a year, Defence Minister Ali Warsame told MPs. "
        "The two armies patrol together.",
        None,
        {("Ali Warsame", "Somalia")},
        "a story filed from a capital: its own minister, not that of the state which the headline starts with",
    ),
    (
        "Gunboats trade fire on the lake",
        "A Chadian patrol boat fired on the army of Niger. Chad denied the report. "
        "Defence Minister Jean Kabamba called the army liars.",
        None,
        {("Jean Kabamba", "Chad")},
        "the minister of the state that spoke in the sentence before",
    ),
    (
        "Navies meet off the cape",
        "BRUSSELS - The navies of Brazil, Peru and Chile will exercise. Defence Minister Rui Prado welcomed it.",
        None,
        {("Rui Prado", None)},
        "a dateline in a state that the article does not speak of tells nothing",
    ),
    (
        "Sweden, Poland sign defence pact",
        "Colonel Per Holm, commander of the 5th Air Wing, welcomed the defence pact that Sweden and Poland signed.",
        None,
        {("Per Holm", "5th Air Wing")},
        "a commander's body is no state",
    ),
    (
        "Fiji, Australia sign defence pact",
        "The defence pact was signed by Australia's High Commissioner Karen Holt and Principal Secretary Mere Tuilagi.",
        None,
        {("Karen Holt", "Australia"), ("Mere Tuilagi", "Fiji")},
        "who signs beside an envoy is of the host",
    ),
    (
        "China, Chad, Peru hold military drill",
        "A Chadian military delegation led by Chief of the General Staff Jean Kabamba attended the military drill.",
        None,
        {("Jean Kabamba", "Chad")},
        "whoever leads a delegation of a state",
    ),
    (
        "Military pact welcomed",
        "President Thoko Mbewe visited Kenya. The military pact with Kenya was signed in May.",
        None,
        {("Thoko Mbewe", None)},
        "nobody visits his own state",
    ),
    (
        "Portuguese jets land at northern base",
        "Five jets of the Portuguese Air Force landed. Foreign Minister Jon Karlsson spoke of the deployment.",
        None,
        {("Jon Karlsson", None)},
        "a headline that starts with another's jets",
    ),
    (
        "Military flights to stop",
        "The Selwyn District Council met about the military flights. Councillor Priya Nair spoke of the air force.",
        None,
        {("Priya Nair", "Selwyn District Council")},
        "a councillor of the only council named",
    ),
    (
        "Medics train at military exercise",
        "The Botswana Defence Force opened the military exercise. Major General Thato Sere, the force's deputy "
        "commander, spoke.",
        None,
        {("Thato Sere", "Botswana Defence Force")},
        "the force named before",
    ),
    (
        "Navy boat aground off Fiji, military says",
        "Navy commander Commodore Jone Vakala spoke of the military patrol boat. Fiji owns two boats.",
        "Fiji Morning Star",
        {("Jone Vakala", "Fiji")},
        "the only navy there is at home",
    ),
    (
        "Military pact criticised",
        "Former Defence Minister Olga Stern criticised the military pact with Kenya. Anne Petit, who was the army's "
        "first spokeswoman, did so too.",
        None,
        set(),
        "offices that are held no longer",
    ),
]


@pytest.mark.parametrize(
    ("title", "text", "publisher", "expected"), [row[:4] for row in ROWS], ids=[row[4] for row in ROWS]
)
def test_states(title: str, text: str, publisher: str | None, expected: set[tuple[str, str | None]]) -> None:
    """An office is of the state that its neighbourhood tells, and of none where two could be meant."""
    article = Article("a", f"{title}\n{text}", date="2024-05-15", publisher=publisher)
    ((_, doc),) = analyse(load(DEFAULT), [article])
    found = set()
    for situation in extract(doc, article, bundled_gazetteer()).situations:
        if situation.type == "OfficeHolding":
            (holder,), (body,) = situation.roles["holder"], situation.roles.get("organization", (None,))
            found.add(
                (holder.name if isinstance(holder, Entity) else "", body.name if isinstance(body, Entity) else None)
            )
    assert found == expected
