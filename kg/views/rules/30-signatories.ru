# The parties of a settled signature that nobody denies are signatories of the agreement (Wikidata P1891).
PREFIX defco: <https://w3id.org/defco/ontology#>
PREFIX mark: <urn:defco:mark:>
INSERT { GRAPH mark:inferred { ?agreement defco:signatory ?party } }
WHERE {
  GRAPH mark:graph { ?situation a mark:Settled }
  ?situation defco:situationType defco:Signature ;
    defco:concernsAgreement ?agreement ;
    defco:party ?party .
  FILTER NOT EXISTS { GRAPH mark:graph { ?situation a mark:Contested } }
  FILTER NOT EXISTS { ?agreement defco:signatory ?party }
}
