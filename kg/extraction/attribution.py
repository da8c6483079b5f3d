"""Whose word a statement is: the source that the text names for it, and through whom it came.

The parts of an attribution (source, cue, content) are those of Pareti (2012). The climb goes from the trigger to the
words that report it: verbs of saying, *according to*, *reported by*, and, for quoted sentences, the speaker of the
quotation (:mod:`kg.extraction.quotation`). Nothing found means that the article speaks in its own voice.
"""

from collections.abc import Iterator

from spacy.tokens import Span, Token

from kg.extraction import syntax
from kg.extraction.quotation import quotation_of
from kg.extraction.reporting_words import (
    as_quoted,
    hearsay,
    is_hearsay,
    is_own_act,
    is_untold,
    reported_by,
    told_by_noun,
    unknown,
)
from kg.extraction.speakers import (
    Attribution,
    according_to,
    attributed_to,
    can_speak,
    is_first_person,
    listed,
    speak_jointly,
    speaker_of,
)
from kg.extraction.stray_sources import by_order, is_contrary, quoted_speaker, speaker_in

__all__ = ["Attribution", "source_of"]

_POINTING = frozenset({"it", "this", "that", "which", "there"})

_TEMPORAL = frozenset({"after", "before", "until", "till", "since", "while"})

_OWNING = frozenset({"deny", "admit", "acknowledge", "recall", "confirm"})
"""Verbs that govern a gerund for what the subject says of itself."""

_SUBJECT = frozenset({"nsubj", "nsubjpass", "agent", "aux", "auxpass"})


def source_of(trigger: Token) -> Attribution | None:
    """Who the text names as the source of what the sentence of ``trigger`` says of it; None for the article itself.

    ``trigger`` is the verb or noun that names the situation. The innermost source is returned, those further out are in
    its ``relay``.
    """
    if _is_asked(trigger):
        return None
    aside = any(_is_aside(token) for token in (trigger, *trigger.ancestors))
    found = list(_sources(trigger)) or [f for f in (None if aside else by_order(trigger),) if f is not None]
    if not found or _speaks_for_itself(found[0]):
        quoted = quoted_speaker(trigger)
        found = [quoted] if quoted else [f for f in found if not _speaks_for_itself(f)]
    if not found:
        return None
    inner, outer = found[0], found[1:]
    further = [span for f in outer if not _speaks_for_itself(f) for span in _chain(f, inner)]
    return Attribution(inner.source, (*inner.relay, *further), inner.cue, inner.unnamed)


def _is_asked(trigger: Token) -> bool:
    """*Asked whether it was signed, the minister said no*: the question is nobody's word."""
    if trigger.sent[0].lower_ != "asked":
        return False
    return not any(t.text == "," for t in trigger.doc[trigger.sent.start : trigger.i])


def _chain(outer: Attribution, inner: Attribution) -> tuple[Span, ...]:
    """The relay that an outer attribution adds: its source, unless it is the inner one again, and its own relay."""
    own = () if outer.source is None or _same(outer, inner) else (outer.source,)
    return (*own, *outer.relay)


def _same(a: Attribution, b: Attribution) -> bool:
    return a.source is not None and b.source is not None and a.source.text.lower() == b.source.text.lower()


def _speaks_for_itself(found: Attribution) -> bool:
    """*I am pleased that ...*: the speaker is whoever is quoted, or the author."""
    return found.source is not None and is_first_person(found.source.root)


def _sources(trigger: Token) -> Iterator[Attribution]:
    """The attributions above ``trigger``, innermost first."""
    seen: set[int] = set()
    for below, token in _climb(trigger):
        for cue in (
            reported_by(token),
            according_to(token),
            _aside(token, trigger),
            _reporter(below, token, trigger),
        ):
            if cue is not None and cue.cue.i not in seen and not _inside(trigger, cue.source):
                seen.add(cue.cue.i)
                yield cue
        if token != trigger and _is_aside(below):
            return


def _climb(trigger: Token) -> Iterator[tuple[Token, Token]]:
    below = trigger
    yield below, trigger
    for token in trigger.ancestors:
        yield below, token
        below = token


def _is_aside(clause: Token) -> bool:
    """*the treaty, signed in 1991, ...*, *Oslo, which left it, ...*: an aside between commas is the article's word."""
    if clause.dep_ not in {"relcl", "acl"}:
        return False
    if any(t.lower_ == "where" for t in syntax.children(clause, "advmod")):
        return False  # *travelled to Niamey, where he met ...* goes on telling
    left = clause.left_edge
    return left.text == "," or (left.i > clause.sent.start and left.nbor(-1).text == ",")


def _inside(token: Token, span: Span | None) -> bool:
    return span is not None and span.start <= token.i < span.end


def _reporter(below: Token, verb: Token, trigger: Token) -> Attribution | None:
    """``verb`` as the word that reports the clause or noun headed by ``below``."""
    if below == verb or not verb.tag_.startswith("VB") or (verb.dep_ == "dobj" and below.dep_ == "ccomp"):
        return told_by_noun(below, verb) if below != verb else None
    if verb == trigger or (below.dep_ in _SUBJECT and not is_hearsay(below, verb) and not _is_parted(below, verb)):
        return None
    if below.i < verb.i and _is_beyond(verb, trigger):
        return None
    if is_hearsay(below, verb):
        return hearsay(verb)
    if verb.lemma_ == "quote" and not syntax.is_passive(verb):
        quoted = next(iter(syntax.objects(verb)), None)
        if quoted is not None and can_speak(quoted):
            return as_quoted(quoted, verb)
    if not _takes(verb, below) and not _is_parted(below, verb):
        return None
    if is_untold(below, verb):
        return None
    subject = speaker_of(verb) or _hidden_subject(verb, below)
    if subject is not None and speak_jointly(subject, verb):
        return None  # what two sides agree or announce together, the article tells
    if subject is None:
        return unknown(verb) if syntax.is_passive(verb) else None
    if below.dep_ == "dobj" and is_own_act(subject, verb):
        return None
    if not can_speak(subject) and (verb.lemma_ not in {"say", "tell"} or subject.lower_ in _POINTING):
        return None
    return attributed_to(subject, verb)


def _is_beyond(verb: Token, trigger: Token) -> bool:
    """*..., the ministry said, days after they had met*: what follows the attribution is the article's own."""
    comma = any(t.text == "," for t in verb.doc[verb.i : trigger.i])
    return comma and quotation_of(trigger) is None


def _hidden_subject(verb: Token, below: Token) -> Token | None:
    """*The air force confirmed that ...*, where the parser took the verb for a participle of its subject."""
    noun = syntax.antecedent(verb)
    return noun if noun is not None and below.dep_ == "ccomp" and can_speak(noun) else None


def _is_parted(noun: Token, verb: Token) -> bool:
    """*The sale, the ministry said, will ...*: a second subject and a comma stand between the noun and the verb."""
    between = [t for t in syntax.children(verb, "nsubj") if noun.i < t.i < verb.i]
    commas = any(t.text == "," for t in verb.doc[noun.i : verb.i])
    return noun.dep_ == "nsubj" and bool(between) and commas and verb.lemma_.lower() in listed("verbs", "speech")


def _takes(verb: Token, below: Token) -> bool:
    """True where ``verb`` reports a clause, or a noun as its object."""
    lemma = verb.lemma_.lower()
    if below.i > verb.i and any(t.lower_ in _TEMPORAL for t in syntax.children(below, "mark")):
        return False  # *..., the ministry said, days after they had met*
    if (below.dep_ in {"xcomp", "ccomp"} or syntax.is_infinitive(below)) and lemma in listed("verbs", "wishing"):
        return not syntax.is_passive(verb) and (lemma != "call" or bool(syntax.prepositions(verb, "on", "for")))
    loose = below.dep_ in {"advcl", "xcomp", "dep"} and (_is_quoted(below, verb) or _is_unmarked(below, verb))
    if below.tag_ == "VBG" and below.i > verb.i and below.dep_ in {"xcomp", "ccomp", "pcomp"} and lemma in _OWNING:
        return True  # *denied supplying drones*
    if below.dep_ in {"ccomp", "parataxis"} or loose:
        return lemma in listed("verbs", "speech") | listed("verbs", "thought")
    if below.dep_ == "prep" and below.head == verb:
        return lemma in listed("verbs", "blame") and below.lower_ in {"of", "for"}
    if below.dep_ == "dobj" and below.head == verb:
        return lemma in listed("verbs", "object") | listed("verbs", "blame")
    return False


def _is_unmarked(below: Token, verb: Token) -> bool:
    """*said late on Monday its jets had struck*: a finite clause after the verb that no conjunction makes adverbial."""
    return below.i > verb.i and bool(syntax.subjects(below)) and not syntax.children(below, "mark")


def _is_quoted(below: Token, verb: Token) -> bool:
    """True where a quotation mark or a comma parts the clause from a verb of saying that follows it."""
    between = verb.doc[min(below.i, verb.i) : max(below.i, verb.i)]
    return any(t.tag_ in {"''", "``"} or t.text in '”“"' for t in between)


def _aside(clause: Token, trigger: Token) -> Attribution | None:
    """*..., he told reporters*: a clause of saying that stands beside what it reports."""
    for verb in syntax.children(clause, "parataxis", "advcl"):
        stands_beside = verb.dep_ == "parataxis" or _is_comment(verb)
        if _is_parted_off(verb, trigger):
            continue
        if stands_beside and trigger not in verb.subtree and verb.lemma_.lower() in listed("verbs", "speech"):
            return speaker_in(verb)
    return None


def _is_parted_off(verb: Token, trigger: Token) -> bool:
    """True where a semicolon stands between the two: *...; no decision was taken, they cautioned*."""
    return any(t.text == ";" for t in verb.doc[min(verb.i, trigger.i) : max(verb.i, trigger.i)])


def _is_comment(verb: Token) -> bool:
    """*as the minister said*, *..., Ana Reyes said in Doha*: finite, with a subject, and saying nothing else."""
    marks = {t.lower_ for t in syntax.children(verb, "mark", "advmod")}
    finite = verb.tag_ in {"VBD", "VBZ", "VBP"} and bool(syntax.subjects(verb))
    return (
        finite
        and not is_contrary(verb)
        and marks <= {"as"}
        and not syntax.complements(verb)
        and not syntax.objects(verb)
    )
