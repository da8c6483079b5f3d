"""Whose word a statement is: the source that the text names for it, and through whom it came.

The parts of an attribution (source, cue, content) are those of Pareti (2012). The climb goes from the trigger to the
words that report it: verbs of saying, *according to*, *reported by*, and, for quoted sentences, the speaker of the
quotation (:mod:`kg.extraction.quotation`). Nothing found means that the article speaks in its own voice.
"""

from collections.abc import Iterator

from spacy.tokens import Span, Token

from kg.extraction import syntax
from kg.extraction.quotation import introduction_of, paragraph_of, quotation_of, sentences_around
from kg.extraction.speakers import (
    Attribution,
    attributed_to,
    can_speak,
    is_first_person,
    issuer_of,
    listed,
    phrase,
    speaker_of,
)

__all__ = ["Attribution", "source_of"]

_POINTING = frozenset({"it", "this", "that", "which", "there"})
_STOPS = frozenset({".", "!", "?"})
_SUBJECT = frozenset({"nsubj", "nsubjpass", "agent", "aux", "auxpass"})
_MEMORY = 200  # tokens before a quotation in which its unnamed speaker is sought
_REACH = 10  # tokens between a verb of saying and its "that"


def source_of(trigger: Token) -> Attribution | None:
    """Who the text names as the source of what the sentence of ``trigger`` says of it; None for the article itself.

    ``trigger`` is the verb or noun that names the situation. The innermost source is returned, those further out are in
    its ``relay``.
    """
    found = list(_sources(trigger)) or [f for f in (_by_order(trigger),) if f is not None]
    if not found or _speaks_for_itself(found[0]):
        quoted = _quoted_speaker(trigger)
        found = [quoted] if quoted else [f for f in found if not _speaks_for_itself(f)]
    if not found:
        return None
    inner, outer = found[0], found[1:]
    further = [span for f in outer if not _speaks_for_itself(f) for span in _chain(f, inner)]
    return Attribution(inner.source, (*inner.relay, *further), inner.cue, inner.unnamed)


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
            _reported_by(token),
            _according_to(token),
            _aside(token, trigger),
            _reporter(below, token, trigger),
        ):
            if cue is not None and cue.cue.i not in seen and not _inside(trigger, cue.source):
                seen.add(cue.cue.i)
                yield cue


def _climb(trigger: Token) -> Iterator[tuple[Token, Token]]:
    below = trigger
    yield below, trigger
    for token in trigger.ancestors:
        yield below, token
        below = token


def _inside(token: Token, span: Span | None) -> bool:
    return span is not None and span.start <= token.i < span.end


def _reporter(below: Token, verb: Token, trigger: Token) -> Attribution | None:
    """``verb`` as the word that reports the clause or noun headed by ``below``."""
    if below == verb or not verb.tag_.startswith("VB") or (verb.dep_ == "dobj" and below.dep_ == "ccomp"):
        return _claim_noun(below, verb) if below != verb else None
    if verb == trigger or (below.dep_ in _SUBJECT and not _is_hearsay(below, verb) and not _is_parted(below, verb)):
        return None
    if _is_hearsay(below, verb):
        return _hearsay(verb)
    if not _takes(verb, below) and not _is_parted(below, verb):
        return None
    subject = speaker_of(verb) or _hidden_subject(verb, below)
    if subject is None:
        return _unknown(verb) if syntax.is_passive(verb) else None
    if not can_speak(subject) and (verb.lemma_ not in {"say", "tell"} or subject.lower_ in _POINTING):
        return None
    return attributed_to(subject, verb)


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
    loose = below.dep_ in {"advcl", "xcomp", "dep"} and (_is_quoted(below, verb) or _is_unmarked(below, verb))
    if below.dep_ in {"ccomp", "parataxis"} or loose:
        return lemma in listed("verbs", "speech") | listed("verbs", "thought")
    if below.dep_ in {"dobj", "prep"} and below.head == verb:
        return lemma in listed("verbs", "object") and below.dep_ == "dobj"
    return False


def _is_unmarked(below: Token, verb: Token) -> bool:
    """*said late on Monday its jets had struck*: a finite clause after the verb that no conjunction makes adverbial."""
    return below.i > verb.i and bool(syntax.subjects(below)) and not syntax.children(below, "mark")


def _is_quoted(below: Token, verb: Token) -> bool:
    """True where a quotation mark or a comma parts the clause from a verb of saying that follows it."""
    between = verb.doc[min(below.i, verb.i) : max(below.i, verb.i)]
    return any(t.tag_ in {"''", "``"} or t.text in '”“"' for t in between)


def _is_hearsay(below: Token, verb: Token) -> bool:
    """*is said to have signed*, *was reported to be*, *X was quoted as saying*."""
    passive = syntax.is_passive(verb) and verb.lemma_.lower() in listed("verbs", "hearsay")
    return passive and below.dep_ in {"xcomp", "nsubjpass", "ccomp", "prep", "advcl"}


def _hearsay(verb: Token) -> Attribution | None:
    by = syntax.agents(verb)
    if verb.lemma_ == "quote":
        quoted = next(iter(syntax.passive_subjects(verb)), None)
        if quoted is None:
            return None
        found = attributed_to(quoted, verb)
        return Attribution(found.source, (*found.relay, *(phrase(t) for t in by)), verb, found.unnamed)
    return attributed_to(by[0], verb) if by else _unknown(verb)


def _aside(clause: Token, trigger: Token) -> Attribution | None:
    """*..., he told reporters*: a clause of saying that stands beside what it reports."""
    for verb in syntax.children(clause, "parataxis", "advcl"):
        stands_beside = verb.dep_ == "parataxis" or _is_comment(verb)
        if stands_beside and trigger not in verb.subtree and verb.lemma_.lower() in listed("verbs", "speech"):
            return _speaker_in(verb)
    return None


def _is_comment(verb: Token) -> bool:
    """*as the minister said*, *..., Ana Reyes said in Doha*: finite, with a subject, and saying nothing else."""
    marks = {t.lower_ for t in syntax.children(verb, "mark", "advmod")}
    finite = verb.tag_ in {"VBD", "VBZ", "VBP"} and bool(syntax.subjects(verb))
    return finite and marks <= {"as"} and not syntax.complements(verb) and not syntax.objects(verb)


def _unknown(cue: Token) -> Attribution:
    return Attribution(None, (), cue, True)


def _claim_noun(below: Token, noun: Token) -> Attribution | None:
    """*the ministry's claim that ...*, *a report by the agency that ...*."""
    if not {noun.lemma_.lower(), noun.lower_.removesuffix("s")} & listed("nouns", "claims") or below.dep_ not in {
        "acl",
        "ccomp",
        "relcl",
    }:
        return None
    if not any(t.lower_ == "that" and t.dep_ in {"mark", "det", "nsubj"} for t in below.children):
        return None
    issuer = issuer_of(noun)
    if issuer is None and noun.dep_ == "dobj":  # *expressed the hope that*
        issuer = next((t for t in syntax.logical_subjects(noun.head) if can_speak(t)), None)
    return attributed_to(issuer, noun) if issuer is not None else None


def _reported_by(token: Token) -> Attribution | None:
    """*the move, reported by PTI*; *the sale announced by the ministry*."""
    for clause in syntax.children(token, "acl", "relcl"):
        if clause.lemma_.lower() in listed("verbs", "object") and clause.tag_ == "VBN":
            by = syntax.agents(clause)
            if by:
                return attributed_to(by[-1] if by[0].lower_ == "agency" else by[0], clause)
    return None


def _according_to(token: Token) -> Attribution | None:
    for child in token.children:
        if child.lower_ not in {"according", "per"} and child.lemma_ not in listed("verbs", "citing"):
            continue
        if child.lemma_ in listed("verbs", "citing") and (child.tag_ != "VBG" or child.dep_ not in {"advcl", "prep"}):
            continue
        objects = (*syntax.prepositional_objects(child, "to"), *syntax.children(child, "pobj", "dobj"))
        if objects:
            return attributed_to(objects[0], child)
    return None


def _by_order(trigger: Token) -> Attribution | None:
    """The verb of saying whose *that* comes before the trigger, or that ends the sentence after a comma.

    For sentences whose parse does not join the two.
    """
    sentence = _stretch(trigger)
    for mark in reversed([t for t in trigger.doc[sentence.start : trigger.i] if t.lower_ == "that"]):
        for verb in reversed(list(trigger.doc[max(sentence.start, mark.i - _REACH) : mark.i])):
            if verb.text in {";", ":"} or verb == trigger:
                break
            if verb.tag_.startswith("VB") and verb.lemma_.lower() in listed("verbs", "speech"):
                return _speaker_in(verb)
            if verb.i == mark.i - 1 and (found := _noun_for_verb(verb)) is not None:
                return found
    for verb in reversed(list(trigger.doc[trigger.i + 1 : sentence.end])):
        inverted = verb.i > sentence.start and verb.nbor(-1).text in {",", "”", '"'}
        if verb.lemma_ in {"say", "add", "note"} and verb.tag_ in {"VBD", "VBZ"} and (inverted or _ends(verb)):
            before = [t for t in trigger.doc[trigger.i : verb.i] if t.text in {",", "”", '"'}]
            return _speaker_in(verb) if before else None
    return None


def _noun_for_verb(word: Token) -> Attribution | None:
    """*The company denies that ...*, where the tagger took the verb for a plural noun."""
    stem = word.lower_.removesuffix("s")
    base = stem.removesuffix("ie") + "y" if stem.endswith("ie") else stem
    if word.tag_ != "NNS" or base not in listed("verbs", "speech"):
        return None
    subject = next((t for t in reversed(syntax.compounds(word)) if can_speak(t)), None)
    return attributed_to(subject, word) if subject is not None else None


def _stretch(token: Token) -> Span:
    """The words around ``token`` between full stops, whatever the parser made of them."""
    paragraph, doc = paragraph_of(token), token.doc
    start, end = token.i, token.i + 1
    while start > paragraph.start and doc[start - 1].text not in _STOPS:
        start -= 1
    while end < paragraph.end and doc[end].text not in _STOPS:
        end += 1
    return doc[start:end]


def _ends(verb: Token) -> bool:
    """True where only a time or a full stop follows: *, the ministry said on Monday.*"""
    rest = verb.doc[verb.i + 1 : verb.sent.end]
    return (
        all(t.is_punct or t.is_space or t.ent_type_ == "DATE" or t.tag_ == "IN" for t in rest) and len(rest) <= _REACH
    )


def _quoted_speaker(trigger: Token) -> Attribution | None:
    """The speaker of the quotation around ``trigger``, named in its sentence or else in those around."""
    quotation = quotation_of(trigger)
    if quotation is None:
        return _introduced_speaker(trigger)
    for sentence in sentences_around(trigger, quotation):
        speakers = [found for verb in sentence if (found := _speaker_in(verb)) is not None]
        if speakers:
            return speakers[-1] if sentence.start < quotation.start else speakers[0]
    return _last_person(quotation)


def _introduced_speaker(trigger: Token) -> Attribution | None:
    """The speaker of a paragraph set off without quotation marks after *X said:*."""
    introduction = introduction_of(trigger)
    speakers = (_speaker_in(verb) for verb in introduction or ())
    return next((found for found in speakers if found is not None), None)


def _last_person(quotation: Span) -> Attribution | None:
    """The person who was last the subject of a sentence, for a quotation that no verb of saying introduces."""
    doc = quotation.doc
    for token in reversed(list(doc[max(0, quotation.start - _MEMORY) : quotation.start])):
        if token.ent_type_ == "PERSON" and token.i < token.sent.root.i and quotation_of(token) is None:
            return attributed_to(token, quotation[0])
    return None


def _speaker_in(verb: Token) -> Attribution | None:
    """The attribution of a verb of saying that stands outside every quotation."""
    if verb.lemma_.lower() not in listed("verbs", "speech") or not verb.tag_.startswith("VB"):
        return _according_to(verb) if verb.tag_.startswith("VB") else None
    if quotation_of(verb) is not None or verb.dep_ in {"amod", "compound"}:
        return None
    subject = speaker_of(verb)
    if subject is None or not can_speak(subject) or is_first_person(subject):
        return None
    return attributed_to(subject, verb)
