"""Pictures of the network and of the chronology, by matplotlib; PNG and SVG, the same bytes for the same graph."""

from __future__ import annotations

import io
import math
from datetime import date
from types import MappingProxyType
from typing import Any, Final

from kg.errors import StoreError
from kg.views.chronology import Chronology, DatedEvent
from kg.views.network import Network, Tie

__all__ = ["PICTURES", "draw_network", "draw_timeline"]

PICTURES: tuple[str, ...] = ("png", "svg")
"""The formats of the pictures."""

#: Groups of situation types and their colours: Okabe and Ito's, which people with colour blindness tell apart.
_GROUPS: Final = MappingProxyType(
    {
        "agreements": ("#0072B2", ("Negotiation", "DomesticApproval", "Signature", "ConsentToBeBound", "EntryIntoForce",
                                   "Renewal", "Amendment", "Expiry", "Suspension", "Termination")),
        "exercises, training, operations": ("#009E73", ("JointExercise", "Training", "JointOperation", "Deployment")),
        "arms, aid, development": ("#D55E00", ("ArmsTransfer", "MilitaryAid", "JointDevelopment")),
        "basing, information": ("#CC79A7", ("BasingOrAccess", "InformationSharing")),
        "talks and visits": ("#E69F00", ("Consultation", "Visit", "Announcement")),
        "other": ("#777777", ()),
    }
)  # fmt: skip
_SETTINGS: Final = MappingProxyType(
    {
        "svg.hashsalt": "kg",
        "font.family": "DejaVu Sans",
        "font.size": 9,
        "axes.spines.top": False,
        "axes.spines.right": False,
        # a name such as "M$" is no formula
        "text.parse_math": False,
    }
)
_DPI: Final = 150
_LONGEST_LABEL: Final = 74


def draw_network(network: Network, format_: str = "png") -> bytes:
    """The states on a circle, those that work together near each other; a tie is as wide as it has situations.

    Dashed ties are contested only. Raises StoreError for an unknown format, or where matplotlib is missing.
    """
    pyplot = _matplotlib(format_)
    order = _circle(network)
    places = {iri: 2 * math.pi * number / len(order) for number, iri in enumerate(order)}
    with pyplot.rc_context(dict(_SETTINGS)):
        figure, axes = pyplot.subplots(figsize=(10, 10.6))
        most = max(tie.settled for tie in network.ties) or 1
        for tie in reversed(network.ties):
            _draw_tie(axes, tie, places, most)
        labels = {member.iri: member.label for member in network.members}
        top = max(network.strength(iri) for iri in order) or 1
        for iri, angle in places.items():
            _draw_member(axes, labels[iri], angle, network.strength(iri), top)
        axes.set(xlim=(-1.62, 1.62), ylim=(-1.62, 1.62), aspect="equal")
        axes.axis("off")
        _legend_of_ties(axes, network, most)
        return _bytes(pyplot, figure, format_)


def draw_timeline(events: Chronology, format_: str = "png") -> bytes:
    """A line for each event, earliest first: a dot or, where the date is not given to the day, a bar of what it allows.

    Filled for what is settled, hollow for what is only reported. Raises StoreError as :func:`draw_network`.
    """
    pyplot = _matplotlib(format_)
    with pyplot.rc_context(dict(_SETTINGS)):
        rows = len(events.events)
        figure, axes = pyplot.subplots(figsize=(12, 1.6 + 0.21 * rows))
        first, last = _span(events.events)
        for row, event in enumerate(events.events):
            _draw_event(axes, row, event)
        _dress_timeline(axes, events, first, last)
        return _bytes(pyplot, figure, format_)


def _circle(network: Network) -> list[str]:
    """Members in an order that keeps communities together, and neighbours within them (greedy modularity)."""
    from kg.views.exports import as_networkx

    graph = as_networkx(network)
    import networkx

    groups = networkx.community.greedy_modularity_communities(graph, weight="weight" if _weighed(network) else None)
    rank = {member.iri: number for number, member in enumerate(network.members)}
    ordered: list[str] = []
    for group in sorted((sorted(group, key=rank.__getitem__) for group in groups), key=lambda g: (-len(g), rank[g[0]])):
        left = list(group)
        while left:
            chosen = max(left, key=lambda iri: (_bond(graph, iri, ordered[-3:]), -rank[iri]))
            ordered.append(chosen)
            left.remove(chosen)
    return ordered


def _weighed(network: Network) -> bool:
    return any(tie.settled for tie in network.ties)


def _bond(graph: Any, iri: str, placed: list[str]) -> int:
    return sum(graph.edges[iri, other]["weight"] for other in placed if graph.has_edge(iri, other))


def _draw_tie(axes: Any, tie: Tie, places: dict[str, float], most: int) -> None:
    from matplotlib.patches import PathPatch
    from matplotlib.path import Path

    one, other = ((math.cos(places[iri]), math.sin(places[iri])) for iri in (tie.one, tie.other))
    # neighbours bend a little, opposite states meet near the middle
    bend = 0.75 - 0.5 * math.dist(one, other) / 2
    control = ((one[0] + other[0]) / 2 * bend, (one[1] + other[1]) / 2 * bend)
    share = tie.settled / most
    patch = PathPatch(
        Path([one, control, other], [Path.MOVETO, Path.CURVE3, Path.CURVE3]),
        facecolor="none",
        edgecolor=_GROUPS[_group(tie.types[0][0])][0],
        linewidth=0.8 + 5.2 * share,
        linestyle="solid" if tie.settled else (0, (3, 2)),
        alpha=0.35 + 0.5 * share,
        capstyle="round" if tie.settled else "butt",
    )
    axes.add_patch(patch)


def _draw_member(axes: Any, label: str, angle: float, strength: int, top: int) -> None:
    x, y = math.cos(angle), math.sin(angle)
    axes.scatter([x], [y], s=30 + 220 * strength / top, color="#333333", edgecolor="white", linewidth=1, zorder=3)
    left = math.cos(angle) < -1e-9
    turn = math.degrees(angle) + (180 if left else 0)
    axes.text(
        1.07 * x,
        1.07 * y,
        f"{label}  {strength}" if not left else f"{strength}  {label}",
        rotation=turn,
        rotation_mode="anchor",
        ha="right" if left else "left",
        va="center",
        fontsize=10,
    )


def _legend_of_ties(axes: Any, network: Network, most: int) -> None:
    from matplotlib.lines import Line2D

    used = {_group(tie.types[0][0]) for tie in network.ties}
    handles = [Line2D([], [], color=colour, lw=3, label=name) for name, (colour, _) in _GROUPS.items() if name in used]
    handles.append(Line2D([], [], color="#555555", lw=0.8 + 5.2 / most, label="1 settled situation"))
    if most > 1:
        handles.append(Line2D([], [], color="#555555", lw=6, label=f"{most} settled situations"))
    if any(not tie.settled for tie in network.ties):
        handles.append(Line2D([], [], color="#555555", lw=0.8, ls=(0, (3, 2)), label="contested only"))
    axes.legend(handles=handles, loc="upper center", bbox_to_anchor=(0.5, 0.0), ncols=3, frameon=False, fontsize=9)
    states, ties = len(network.members), len(network.ties)
    axes.set_title(
        f"Who settled what with whom: {states} states, {ties} ties\n"
        "colour: the most frequent kind; number: settled situations with the others",
        fontsize=11,
    )


def _draw_event(axes: Any, row: int, event: DatedEvent) -> None:
    colour = _GROUPS[_group(event.type)][0]
    fill = colour if event.settled else "white"
    if event.begin == event.end:
        axes.plot([event.begin], [row], "o", ms=6, mfc=fill, mec=colour, mew=1.3, zorder=3)
    else:
        axes.barh(row, event.end - event.begin, left=event.begin, height=0.5, fc=fill, ec=colour, lw=1.2, zorder=3)
    axes.annotate(
        _told(event), (1.01, row), xycoords=("axes fraction", "data"), va="center", ha="left", fontsize=8.5,
        color="black" if event.settled else "#555555", fontstyle="normal" if event.settled else "italic",
    )  # fmt: skip


def _told(event: DatedEvent) -> str:
    when = f"{event.begin}" if event.begin == event.end else f"{event.begin} to {event.end}"
    kind = "".join(f" {letter.lower()}" if letter.isupper() else letter for letter in event.type).strip()
    parts = (kind, ", ".join(event.actors), event.name)
    text = ": ".join(filter(None, parts))
    return f"{when}  {text if len(text) <= _LONGEST_LABEL else text[: _LONGEST_LABEL - 1] + '…'}"


def _dress_timeline(axes: Any, events: Chronology, first: date, last: date) -> None:
    from matplotlib.dates import AutoDateLocator, ConciseDateFormatter
    from matplotlib.lines import Line2D

    rows = len(events.events)
    locator = AutoDateLocator(minticks=4, maxticks=9)  # type: ignore[no-untyped-call]
    axes.xaxis.set_major_locator(locator)
    axes.xaxis.set_major_formatter(ConciseDateFormatter(locator))  # type: ignore[no-untyped-call]
    axes.xaxis.tick_top()
    margin = (last - first) * 0.03
    axes.set(xlim=(first - margin, last + margin), ylim=(rows - 0.3, -0.7), yticks=[])
    axes.spines[["left", "bottom"]].set_visible(False)
    axes.spines["top"].set_visible(True)
    axes.grid(axis="x", color="#dddddd", lw=0.7)
    axes.hlines(range(4, rows, 5), 0, 1, transform=axes.get_yaxis_transform(), color="#eeeeee", lw=0.7, zorder=0)
    used = {_group(event.type) for event in events.events}
    handles = [
        Line2D([], [], ls="", marker="o", color=colour, label=name)
        for name, (colour, _) in _GROUPS.items()
        if name in used
    ]
    handles.append(Line2D([], [], ls="", marker="o", mfc="white", mec="#555555", label="hollow: reported, not settled"))
    without = f"; {events.undated} more without a date" if events.undated else ""
    axes.legend(
        handles=handles, loc="upper left", bbox_to_anchor=(0, -0.02 if rows > 20 else -0.05), ncols=3, frameon=False,
        title=f"{rows} events{without}", alignment="left",
    )  # fmt: skip


def _span(events: tuple[DatedEvent, ...]) -> tuple[date, date]:
    first, last = min(event.begin for event in events), max(event.end for event in events)
    if first < last:
        return first, last
    return date.fromordinal(first.toordinal() - 15), date.fromordinal(last.toordinal() + 15)


def _group(kind: str) -> str:
    return next((name for name, (_, kinds) in _GROUPS.items() if kind in kinds), "other")


def _matplotlib(format_: str) -> Any:
    if format_ not in PICTURES:
        raise StoreError(f"there is no picture format “{format_}”; use one of {', '.join(PICTURES)}")
    try:
        import matplotlib as mpl
    except ImportError as error:
        raise StoreError("pictures need matplotlib; install it with: pip install 'defco-kg[plot]'") from error
    mpl.use("Agg")
    from matplotlib import pyplot

    return pyplot


def _bytes(pyplot: Any, figure: Any, format_: str) -> bytes:
    stream = io.BytesIO()
    # without the date and the program's version the same graph gives the same bytes
    metadata = {"Date": None, "Creator": "kg"} if format_ == "svg" else {"Software": "kg"}
    figure.savefig(stream, format=format_, dpi=_DPI, bbox_inches="tight", metadata=metadata)
    pyplot.close(figure)
    return stream.getvalue()
