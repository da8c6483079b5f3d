"""The extractor as a component of a spaCy pipeline of one's own."""

from kg.analysis import load

nlp = load()  # or spacy.load("en_core_web_sm"), if you have it
nlp.add_pipe("defence_claims", config={"published": "2024-03-08"})

doc = nlp("\nSpain may sell six patrol aircraft to Morocco. Norway has donated 12 howitzers to Latvia.")
for situation in doc._.claims.situations:
    for claim in situation.claims:
        print(
            situation.type, claim.polarity, claim.certainty, claim.temporality, repr(claim.evidence[0].exact), sep=" | "
        )
