"""Sources that no parse joins to what they say: who is quoted, whose turn it is, a clause that stands apart."""

from spacy.tokens import Span, Token

from kg.extraction import syntax
from kg.extraction.quotation import introduction_of, paragraph_of, quotation_of, sentences_around
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
from kg.extraction.turns import turn_of

__all__ = ["by_order", "is_contrary", "quoted_speaker", "speaker_in"]

_STOPS = frozenset({".", "!", "?"})

_MEMORY = 200  # tokens before a quotation in which its unnamed speaker is sought

_REACH = 10  # tokens between a verb of saying and its "that"


def by_order(trigger: Token) -> Attribution | None:
    """The verb of saying whose *that* comes before the trigger, or that ends the sentence after a comma.

    For sentences whose parse does not join the two.
    """
    sentence = _stretch(trigger)
    for mark in reversed([t for t in trigger.doc[sentence.start : trigger.i] if t.lower_ == "that"]):
        for verb in reversed(list(trigger.doc[max(sentence.start, mark.i - _REACH) : mark.i])):
            if verb.text in {";", ":"} or verb == trigger:
                break
            if verb.tag_.startswith("VB") and verb.lemma_.lower() in listed("verbs", "speech"):
                return speaker_in(verb)
            if verb.i == mark.i - 1 and (found := _noun_for_verb(verb)) is not None:
                return found
    for verb in reversed(list(trigger.doc[trigger.i + 1 : sentence.end])):
        inverted = verb.i > sentence.start and verb.nbor(-1).text in {",", "”", '"'}
        if verb.lemma_ in listed("verbs", "closing") and _is_told(verb) and (inverted or _ends(verb)):
            if is_contrary(verb):
                continue
            before = [t for t in trigger.doc[trigger.i : verb.i] if t.text in {",", "”", '"'}]
            if any(t.text == ";" for t in trigger.doc[trigger.i : verb.i]):
                return None  # *...; no date was given, the envoy cautioned*
            return speaker_in(verb) if before else None
    return None


def is_contrary(verb: Token) -> bool:
    """*has not asked for radars, as some papers claim*: they claim what is not so."""
    return any(t.lower_ == "as" for t in syntax.children(verb, "mark")) and bool(syntax.negations(verb.head))


def _noun_for_verb(word: Token) -> Attribution | None:
    """*The company denies that ...*, where the tagger took the verb for a plural noun."""
    stem = word.lower_.removesuffix("s")
    base = stem.removesuffix("ie") + "y" if stem.endswith("ie") else stem
    if word.tag_ != "NNS" or base not in listed("verbs", "speech"):
        return None
    subject = next((t for t in reversed(syntax.compounds(word)) if can_speak(t)), None)
    return attributed_to(subject, word) if subject is not None else None


def _is_told(verb: Token) -> bool:
    """A finite verb, also one that the tagger took for a participle though it has a subject of its own."""
    told = bool(syntax.children(verb, "nsubj")) or any(t.lemma_ == "have" for t in syntax.auxiliaries(verb))
    return verb.tag_ in {"VBD", "VBZ"} or (verb.tag_ == "VBN" and told)


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
    """True where nothing but when, where and how follows: *, the ministry said on Monday*, *announced in a tweet*."""
    rest = verb.doc[verb.i + 1 : verb.sent.end]
    return len(rest) <= _REACH and not any(t.tag_.startswith("VB") or t.text in {",", ";", ":"} for t in rest)


def quoted_speaker(trigger: Token) -> Attribution | None:
    """The speaker of the quotation around ``trigger``, named in its sentence or else in those around."""
    quotation = quotation_of(trigger)
    if quotation is None:
        return _introduced_speaker(trigger)
    for sentence in sentences_around(trigger, quotation):
        speakers = [found for verb in sentence if (found := speaker_in(verb)) is not None]
        if speakers:
            return speakers[-1] if sentence.start < quotation.start else speakers[0]
    return _last_person(quotation)


def _introduced_speaker(trigger: Token) -> Attribution | None:
    """The speaker of a paragraph set off without quotation marks after *X said:*."""
    introduction = introduction_of(trigger)
    speakers = (speaker_in(verb) for verb in introduction or ())
    return next((found for found in speakers if found is not None), None) or _taking_a_turn(trigger)


def _taking_a_turn(trigger: Token) -> Attribution | None:
    """The speaker of a paragraph that opens with a label: *Lin: The base is closed.*"""
    speaker = turn_of(trigger)
    return Attribution(speaker, (), speaker[-1], False) if speaker is not None else None


def _last_person(quotation: Span) -> Attribution | None:
    """The person who was last the subject of a sentence, for a quotation that no verb of saying introduces."""
    doc = quotation.doc
    for token in reversed(list(doc[max(0, quotation.start - _MEMORY) : quotation.start])):
        if token.ent_type_ == "PERSON" and token.i < token.sent.root.i and quotation_of(token) is None:
            return attributed_to(token, quotation[0])
    return None


def _leaves_open(verb: Token) -> bool:
    """*neither confirmed nor denied that*."""
    if verb.lemma_ not in {"confirm", "deny"} or verb.i == verb.sent.start:
        return False
    return verb.nbor(-1).lower_ in {"neither", "nor"}


def _does(verb: Token) -> bool:
    """*concluded an exercise*, *a pact that they concluded*: with a thing for object these say nothing."""
    if verb.lemma_ not in listed("verbs", "doing"):
        return False
    return bool(syntax.objects(verb)) or verb.dep_ == "relcl"


def speaker_in(verb: Token) -> Attribution | None:
    """The attribution of a verb of saying that stands outside every quotation."""
    if verb.lemma_.lower() not in listed("verbs", "speech") or not verb.tag_.startswith("VB"):
        return according_to(verb) if verb.tag_.startswith("VB") else None
    if quotation_of(verb) is not None or verb.dep_ in {"amod", "compound"}:
        return None
    if _does(verb) or _leaves_open(verb):
        return None
    subject = speaker_of(verb)
    if subject is None or not can_speak(subject) or is_first_person(subject) or speak_jointly(subject, verb):
        return None
    return attributed_to(subject, verb)
