"""Who speaks: the subject of a verb of saying, the issuer of a document, the name that goes with a title."""

from dataclasses import dataclass

from spacy.tokens import Span, Token

from kg.extraction import syntax
from kg.extraction.attribution_words import listed
from kg.extraction.named import named_span
from kg.extraction.quotation import paragraph_of

__all__ = [
    "Attribution",
    "according_to",
    "attributed_to",
    "can_speak",
    "contradicted_by",
    "is_first_person",
    "issuer_of",
    "listed",
    "phrase",
    "speak_jointly",
    "speaker_of",
]

_MOST_JOINED = 20
_NAMED = frozenset({"PERSON", "ORG", "GPE", "NORP"})
_FIRST_PERSON = frozenset({"i", "we", "us", "our", "my"})
_THIRD_PERSON = frozenset({"he", "she", "they"})
_TELLING = frozenset({"tell", "inform", "brief"})
_ABLE = ("anonymous", "speakers", "documents", "agencies", "media", "public")
_LONGEST_NAME = 4
_TITLE_LENGTH = 8  # tokens of rank and title before a name
_NO_NAME = frozenset({"DT", "IN", "CD", "WDT", "TO"})


@dataclass(frozen=True, slots=True)
class Attribution:
    """Who is said to say it.

    ``source`` is the phrase that names the source, a pronoun included; None where the text says only that somebody
    says so (*it was reported*). ``relay`` are those through whom it came, nearest to the source first (*told Reuters*).
    ``cue`` is the word that says so; ``unnamed`` is True for a source left without a name (*a senior officer*).
    """

    source: Span | None
    relay: tuple[Span, ...]
    cue: Token
    unnamed: bool


def is_first_person(token: Token) -> bool:
    """True for *I*, *we* and their forms; *US* is a state."""
    return token.lower_ in _FIRST_PERSON and token.text != "US"


def speaker_of(verb: Token) -> Token | None:
    """Who says it: the subject, shared ones included, or the noun after the verb (*said Colonel Ndiaye*)."""
    if syntax.is_passive(verb):
        return next(iter(syntax.agents(verb)), None)
    subjects = syntax.logical_subjects(verb)
    found = next((t for t in reversed(subjects) if t.head == verb), next(iter(subjects), None))
    if found is not None and found.tag_ == "CD":  # *one of them, Ana Reyes, claimed*
        whole = (found, *syntax.prepositional_objects(found, "of"))
        found = next((t for one in whole for t in syntax.appositions(one) if t.ent_type_ == "PERSON"), found)
    if found is not None and found.tag_ not in {"WP", "WDT"}:
        return found
    before = [t for t in syntax.children(verb, "compound", "nmod", "dep") if t.i == verb.i - 1 and syntax.is_nominal(t)]
    return before[0] if before else _speaker_before(verb) or _phrase_before(verb) or _speaker_after(verb)


def _phrase_before(verb: Token) -> Token | None:
    """*..., an officer at the base told AFP*: the phrase between comma and verb, wherever the parser hung it."""
    start = verb.i
    while start > verb.sent.start and verb.doc[start - 1].text not in {",", "”", '"'}:
        start -= 1
    if start in {verb.i, verb.sent.start}:
        return None
    stretch = verb.doc[start : verb.i]
    heads = [t for t in stretch if syntax.is_nominal(t) and t.head.i not in range(start, verb.i)]
    return heads[0] if heads and stretch[0].tag_ in {"DT", "JJ", "NN", "NNS", "NNP"} and can_speak(heads[0]) else None


def _speaker_before(verb: Token) -> Token | None:
    """*the Chief of Staff, General Ana Reyes, has revealed*: the person right before the comma, wherever it hangs."""
    first = next(iter(syntax.auxiliaries(verb)), verb)
    if first.i < 2 or verb.doc[first.i - 1].text != ",":
        return None
    person = verb.doc[first.i - 2]
    named = named_span(person) if person.ent_type_ == "PERSON" else None
    return named[-1] if named is not None and named.end == first.i - 1 else None


def speak_jointly(subject: Token, verb: Token) -> bool:
    """True where two sides agree, confirm or announce together: that is nobody's word in particular."""
    if verb.lemma_ not in listed("verbs", "jointly"):
        return False
    if verb.lemma_ == "agree":
        plural = subject.tag_ in {"NNS", "NNPS"} or subject.lower_ in {"they", "both", "we"}
        return plural or bool(syntax.conjuncts(subject))
    words = {t.lower_ for t in (subject, *subject.children)}
    return bool(words & {"both", "two"}) and bool(words & {"the", "both"})


def _speaker_after(verb: Token) -> Token | None:
    """*said Brig. Gen. Ana Reyes*: the first person named in the next words, else the noun that follows."""
    if verb.lemma_.lower() in _TELLING:
        return None  # *told Reuters* names who heard it
    rest = verb.doc[verb.i + 1 : min(verb.i + 1 + _TITLE_LENGTH, paragraph_of(verb).end)]
    for token in rest:
        person = named_span(token) if token.ent_type_ == "PERSON" else None
        if person is not None:
            return person[-1]
        if token.tag_[:1] not in "N.,JD" or token.lower_ == "that":
            break
    noun = next((t for t in rest[:1] if syntax.is_nominal(syntax.head_noun(t)) and t.tag_ not in _NO_NAME), None)
    return syntax.head_noun(noun) if noun is not None else None


def can_speak(token: Token) -> bool:
    """True for a name, a personal pronoun, an office, a body, a document or persons in general."""
    if token.ent_type_ in _NAMED or token.lower_ in _THIRD_PERSON | _FIRST_PERSON or token.tag_ in {"NNP", "NNPS"}:
        return True
    return any(
        token.lemma_.lower() in listed("nouns", name)
        for name in ("anonymous", "speakers", "documents", "agencies", "media", "public")
    )


def attributed_to(speaker: Token, cue: Token) -> Attribution:
    """The attribution to ``speaker``: its issuer for a document, the person named with an office."""
    token = speaker
    if token.lemma_.lower() in listed("nouns", "documents") and token.ent_type_ not in _NAMED:
        token = issuer_of(token) or token
    named = next((t for t in syntax.appositions(token) if t.ent_type_ in _NAMED or t.tag_ == "NNP"), None)
    if named is not None and token.ent_type_ not in _NAMED:
        token = named
    elif token.tag_[:1] == "N":
        token = _name_after(token) or token
    span = _name_before(token, cue) or phrase(token)
    return Attribution(span, _hearers(cue), cue, _is_unnamed(token))


def _name_before(title: Token, verb: Token) -> Span | None:
    """*Minister for the Navy Ana Reyes said*, where nobody marked the name: the capitalised words before the verb."""
    start = verb.i
    while start > title.i + 1 and verb.doc[start - 1].tag_ == "NNP" and not verb.doc[start - 1].ent_type_:
        start -= 1
    is_name = title.ent_type_ != "PERSON" and title.i < start and 1 < verb.i - start < _LONGEST_NAME
    return verb.doc[start : verb.i] if is_name and start - title.i > 1 and verb.tag_ == "VBD" else None


def _name_after(title: Token) -> Token | None:
    """The name that a title stands before: *Minister for the Navy Ana Reyes*, *Brig. Gen. Omar Diallo*."""
    paragraph = paragraph_of(title)
    own = named_span(title)
    start = own.end if own is not None else title.i + 1
    if own is not None and own.label_ == "PERSON" and own[-1].i != title.i:
        return None
    for token in title.doc[start : min(start + _TITLE_LENGTH, paragraph.end)]:
        entity = named_span(token) if token.ent_iob_ == "B" else None
        if entity is not None and (entity.label_ == "PERSON" or (entity.label_ == "ORG" and token.i == start)):
            return entity[-1]
        if (
            (token.tag_[:1] not in "N.DI" and not token.is_title)
            or token.text in {",", ";", ":"}
            or token.lower_ == "that"
        ):
            break
        if token.text == "." and token.nbor(-1).tag_ != "NNP":
            break
    return None


def issuer_of(document: Token) -> Token | None:
    """Who issued a document: *the ministry's statement*, *a statement by the embassy*, *a Pentagon report*."""
    spread = [t for t in document.children if t.dep_ == "acl" and t.lemma_.lower() in listed("verbs", "spreading")]
    found = (
        *syntax.possessors(document),
        *syntax.prepositional_objects(document, "by", "from", "of", "in"),
        *(t for verb in spread for t in (*syntax.agents(verb), *syntax.prepositional_objects(verb, "by", "on", "in"))),
    )
    named = [t for t in syntax.compounds(document) if t.ent_type_ in _NAMED or t.lemma_ in listed("nouns", "speakers")]
    return next(iter((*found, *named[-1:])), None)


def contradicted_by(report: Token) -> Token | None:
    """The verb that denies or confirms a report: *rejected reports that*, *dismissed as a lie a claim that*."""
    aside = report.dep_ == "pobj" and report.head.lower_ == "as"
    if report.dep_ != "dobj" and not aside:
        return None
    verb = report.head.head if aside else report.head
    return verb if verb.lemma_.lower() in listed("verbs", "contradicting") else None


def phrase(token: Token) -> Span:
    """The phrase that names a source: a person's whole name, else the noun phrase without article and *'s*."""
    entity = named_span(token) if token.ent_type_ == "PERSON" else None
    if entity is not None and len(entity) > 1:
        return entity
    phrase = syntax.noun_phrase(token)
    start = phrase.start + 1 if len(phrase) > 1 and phrase[0].lower_ in {"the", "a", "an"} else phrase.start
    end = phrase.end - 1 if len(phrase) > 1 and phrase[-1].tag_ == "POS" else phrase.end
    return token.doc[start:end]


def _is_unnamed(token: Token) -> bool:
    """True for persons in general: *sources*, *a senior officer*, *officials*; *the officer* points back instead."""
    if token.lemma_.lower() not in listed("nouns", "anonymous") or token.ent_type_ == "PERSON":
        return False
    determiners = {t.lower_ for t in syntax.determiners(token)}
    return not determiners & {"the", "this", "that"} or token.lemma_.lower() == "source"


def _hearers(verb: Token) -> tuple[Span, ...]:
    """The agency or paper that was told: it relays what it heard."""
    if verb.lemma_.lower() not in {"tell", "inform", "say"}:
        return ()
    told = (*syntax.indirect_objects(verb), *syntax.objects(verb), *syntax.prepositional_objects(verb, "to"))
    return tuple(phrase(t) for t in told if _is_agency(t))[:1]


def _is_agency(token: Token) -> bool:
    phrase = syntax.noun_phrase(token)
    named = any(t.text in listed("agencies", "names") for t in phrase)
    return named or token.lemma_.lower() in listed("nouns", "agencies")


def according_to(token: Token) -> Attribution | None:
    """*according to X* beside ``token`` or at the end of what is coordinated with it."""
    joined = syntax.conjuncts(token, most=_MOST_JOINED)
    for child in (*token.children, *(c for other in joined for c in other.children)):
        if child.lower_ not in {"according", "per"} and child.lemma_ not in listed("verbs", "citing"):
            continue
        if child.lemma_ in listed("verbs", "citing") and (child.tag_ != "VBG" or child.dep_ not in {"advcl", "prep"}):
            continue
        if child.head != token and not _shares_clause(child.head):
            continue
        objects = (*syntax.prepositional_objects(child, "to"), *syntax.children(child, "pobj", "dobj"))
        if objects and objects[0].tag_ not in {"WDT", "WP"}:  # *claims according to which* are told of before
            return attributed_to(objects[0], child)
    return None


def _shares_clause(verb: Token) -> bool:
    """True for a verb without a subject of its own: what closes its clause closes those that it is joined with."""
    return verb.tag_.startswith("VB") and not syntax.subjects(verb) and not syntax.passive_subjects(verb)
