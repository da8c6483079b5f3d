"""Whose word a statement is: the source that the text names for it, and through whom it came.

The parts of an attribution (source, cue, content) are those of Pareti (2012). The climb goes from the trigger to the
words that report it: verbs of saying, *according to*, *reported by*, and, for quoted sentences, the speaker of the
quotation (:mod:`kg.extraction.quotation`). Nothing found means that the article speaks in its own voice.
"""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from spacy.tokens import Span, Token

from kg.errors import ResourceError
from kg.extraction import syntax
from kg.extraction.quotation import quotation_of, sentences_around

__all__ = ["Attribution", "source_of"]

_LEXICON = Path(__file__).parent / "lexicon" / "attribution.toml"
_NAMED = frozenset({"PERSON", "ORG", "GPE", "NORP"})
_FIRST_PERSON = frozenset({"i", "we", "us", "our", "my"})
_THIRD_PERSON = frozenset({"he", "she", "they"})
_COMPLEMENT = frozenset({"ccomp", "xcomp", "parataxis", "advcl", "acl", "dep"})


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


def source_of(trigger: Token) -> Attribution | None:
    """Who the text names as the source of what the sentence of ``trigger`` says of it; None for the article itself.

    ``trigger`` is the verb or noun that names the situation. The innermost source is returned, those further out are in
    its ``relay``.
    """
    found = list(_sources(trigger))
    if not found or _speaks_for_itself(found[0]):
        quoted = _quoted_speaker(trigger)
        found = [quoted] if quoted else [f for f in found if not _speaks_for_itself(f)]
    if not found:
        return None
    inner, outer = found[0], found[1:]
    further = tuple(
        f.source for f in outer if f.source is not None and not _speaks_for_itself(f) and not _same(f, inner)
    )
    return Attribution(inner.source, (*inner.relay, *further), inner.cue, inner.unnamed)


def _same(a: Attribution, b: Attribution) -> bool:
    return a.source is not None and b.source is not None and a.source.text.lower() == b.source.text.lower()


def _speaks_for_itself(found: Attribution) -> bool:
    """*I am pleased that ...*: the speaker is whoever is quoted, or the author."""
    return found.source is not None and found.source.root.lower_ in _FIRST_PERSON


def _sources(trigger: Token) -> Iterator[Attribution]:
    """The attributions above ``trigger``, innermost first."""
    seen: set[int] = set()
    for below, token in _climb(trigger):
        for cue in (_reported_by(token), _according_to(token), _reporter(below, token, trigger)):
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
    if below == verb or not verb.tag_.startswith("VB"):
        return _claim_noun(below, verb) if below != verb else None
    if verb == trigger or (
        below.dep_ in {"nsubj", "nsubjpass", "agent", "aux", "auxpass"} and not _is_hearsay(below, verb)
    ):
        return None
    if _is_hearsay(below, verb):
        return _hearsay(verb)
    if not _takes(verb, below):
        return None
    subject = _subject(verb)
    if subject is None:
        return _unknown(verb) if syntax.is_passive(verb) else None
    if verb.lemma_.lower() in _words("verbs", "thought") and not _can_speak(subject):
        return None
    if not _can_speak(subject) and subject.lower_ in {"it", "this", "that", "which", "there"}:
        return None
    return _attribution(subject, verb)


def _takes(verb: Token, below: Token) -> bool:
    """True where ``verb`` reports a clause, or a noun as its object."""
    lemma = verb.lemma_.lower()
    if below.dep_ in {"ccomp", "parataxis"} or (below.dep_ in {"advcl", "xcomp", "dep"} and _is_quoted(below, verb)):
        return lemma in _words("verbs", "speech") | _words("verbs", "thought")
    if below.dep_ in {"dobj", "prep"} and below.head == verb:
        return lemma in _words("verbs", "object") and below.dep_ == "dobj"
    return False


def _is_quoted(below: Token, verb: Token) -> bool:
    """True where a quotation mark or a comma parts the clause from a verb of saying that follows it."""
    between = verb.doc[min(below.i, verb.i) : max(below.i, verb.i)]
    return any(t.tag_ in {"''", "``"} or t.text in '”“"' for t in between)


def _is_hearsay(below: Token, verb: Token) -> bool:
    """*is said to have signed*, *was reported to be*, *X was quoted as saying*."""
    passive = syntax.is_passive(verb) and verb.lemma_.lower() in _words("verbs", "hearsay")
    return passive and below.dep_ in {"xcomp", "nsubjpass", "ccomp", "prep"}


def _hearsay(verb: Token) -> Attribution | None:
    by = syntax.agents(verb)
    if verb.lemma_ == "quote":
        quoted = next(iter(syntax.passive_subjects(verb)), None)
        if quoted is None:
            return None
        found = _attribution(quoted, verb)
        return Attribution(found.source, (*found.relay, *(_phrase(t) for t in by)), verb, found.unnamed)
    return _attribution(by[0], verb) if by else _unknown(verb)


def _unknown(cue: Token) -> Attribution:
    return Attribution(None, (), cue, True)


def _claim_noun(below: Token, noun: Token) -> Attribution | None:
    """*the ministry's claim that ...*, *a report by the agency that ...*."""
    if noun.lemma_.lower() not in _words("nouns", "claims") or below.dep_ not in {"acl", "ccomp", "relcl"}:
        return None
    if not any(t.lower_ == "that" and t.dep_ in {"mark", "det", "nsubj"} for t in below.children):
        return None
    issuer = _issuer(noun)
    return _attribution(issuer, noun) if issuer is not None else None


def _reported_by(token: Token) -> Attribution | None:
    """*the move, reported by PTI*; *the sale announced by the ministry*."""
    for clause in syntax.children(token, "acl", "relcl"):
        if clause.lemma_.lower() in _words("verbs", "object") and clause.tag_ == "VBN":
            by = syntax.agents(clause)
            if by:
                return _attribution(by[-1] if by[0].lower_ == "agency" else by[0], clause)
    return None


def _according_to(token: Token) -> Attribution | None:
    for child in token.children:
        if child.lower_ not in {"according", "per"} and child.lemma_ not in _words("verbs", "citing"):
            continue
        if child.lemma_ in _words("verbs", "citing") and (child.tag_ != "VBG" or child.dep_ not in {"advcl", "prep"}):
            continue
        objects = (*syntax.prepositional_objects(child, "to"), *syntax.children(child, "pobj", "dobj"))
        if objects:
            return _attribution(objects[0], child)
    return None


def _subject(verb: Token) -> Token | None:
    """Who says it: the subject, shared ones included, or the noun after the verb (*said Colonel Ndiaye*)."""
    if syntax.is_passive(verb):
        return next(iter(syntax.agents(verb)), None)
    found = next((t for t in syntax.logical_subjects(verb) if syntax.is_nominal(t)), None)
    if found is not None and found.tag_ not in {"WP", "WDT"}:
        return found
    after = verb.nbor() if verb.i + 1 < verb.sent.end else None
    if after is not None and syntax.is_nominal(syntax.head_noun(after)) and after.tag_ not in {"DT", "IN", "CD", "WDT"}:
        return syntax.head_noun(after)
    return None


def _can_speak(token: Token) -> bool:
    """True for a name, a personal pronoun, an office, a body, a document or persons in general."""
    if token.ent_type_ in _NAMED or token.lower_ in _THIRD_PERSON | _FIRST_PERSON or token.tag_ in {"NNP", "NNPS"}:
        return True
    return any(token.lemma_.lower() in _words("nouns", name) for name in ("anonymous", "speakers", "documents"))


def _attribution(speaker: Token, cue: Token) -> Attribution:
    """The attribution to ``speaker``: its issuer for a document, the person named with an office."""
    token = speaker
    if token.lemma_.lower() in _words("nouns", "documents") and token.ent_type_ not in _NAMED:
        token = _issuer(token) or token
    named = next((t for t in syntax.appositions(token) if t.ent_type_ in _NAMED), None)
    if named is not None and token.ent_type_ not in _NAMED:
        token = named
    return Attribution(_phrase(token), _hearers(cue), cue, _is_unnamed(token))


def _issuer(document: Token) -> Token | None:
    """Who issued a document: *the ministry's statement*, *a statement by the embassy*, *a Pentagon report*."""
    found = (*syntax.possessors(document), *syntax.prepositional_objects(document, "by", "from", "of", "in"))
    named = [t for t in syntax.compounds(document) if t.ent_type_ in _NAMED or t.lemma_ in _words("nouns", "speakers")]
    return next(iter((*found, *named[-1:])), None)


def _phrase(token: Token) -> Span:
    phrase = syntax.noun_phrase(token)
    start = phrase.start + 1 if len(phrase) > 1 and phrase[0].lower_ in {"the", "a", "an"} else phrase.start
    return token.doc[start : phrase.end]


def _is_unnamed(token: Token) -> bool:
    """True for persons in general: *sources*, *a senior officer*, *officials*; *the officer* points back instead."""
    if token.lemma_.lower() not in _words("nouns", "anonymous") or token.ent_type_ == "PERSON":
        return False
    determiners = {t.lower_ for t in syntax.determiners(token)}
    return not determiners & {"the", "this", "that"} or token.lemma_.lower() == "source"


def _hearers(verb: Token) -> tuple[Span, ...]:
    """The agency or paper that was told: it relays what it heard."""
    if verb.lemma_.lower() not in {"tell", "inform", "say"}:
        return ()
    told = (*syntax.indirect_objects(verb), *syntax.objects(verb), *syntax.prepositional_objects(verb, "to"))
    return tuple(_phrase(t) for t in told if _is_agency(t))[:1]


def _is_agency(token: Token) -> bool:
    phrase = syntax.noun_phrase(token)
    named = any(t.text in _words("agencies", "names") for t in phrase)
    return named or token.lemma_.lower() in _words("nouns", "agencies")


def _quoted_speaker(trigger: Token) -> Attribution | None:
    """The speaker of the quotation around ``trigger``, named in its sentence or else in those around."""
    quotation = quotation_of(trigger)
    if quotation is None:
        return None
    for sentence in sentences_around(trigger, quotation):
        speakers = [found for verb in sentence if (found := _speaker_in(verb)) is not None]
        if speakers:
            return speakers[-1] if sentence.start < quotation.start else speakers[0]
    return None


def _speaker_in(verb: Token) -> Attribution | None:
    """The attribution of a verb of saying that stands outside every quotation."""
    if verb.lemma_.lower() not in _words("verbs", "speech") or not verb.tag_.startswith("VB"):
        return _according_to(verb) if verb.tag_.startswith("VB") else None
    if quotation_of(verb) is not None or verb.dep_ in {"amod", "compound"}:
        return None
    subject = _subject(verb)
    if subject is None or not _can_speak(subject) or subject.lower_ in _FIRST_PERSON:
        return None
    return _attribution(subject, verb)


@cache
def _lexicon() -> Mapping[str, Mapping[str, list[str]]]:
    try:
        return tomllib.loads(_LEXICON.read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise ResourceError(f"{_LEXICON} cannot be read ({error}); install the package again") from error


@cache
def _words(section: str, name: str) -> frozenset[str]:
    return frozenset(_lexicon()[section][name])
