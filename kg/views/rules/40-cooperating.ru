# The states behind those who take part in a settled situation of cooperation: a body or force counts for its state.
PREFIX defco: <https://w3id.org/defco/ontology#>
PREFIX mark: <urn:defco:mark:>
INSERT { GRAPH mark:graph { ?situation mark:state ?state } }
WHERE {
  GRAPH mark:graph { ?situation a mark:Settled }
  ?situation defco:situationType ?type ;
    ?role ?actor .
  FILTER(?role IN (defco:participant, defco:party, defco:supplier, defco:recipient, defco:provider, defco:host, defco:visitor))
  FILTER(?type NOT IN (defco:Incident, defco:Announcement, defco:OfficeHolding, defco:Termination, defco:Suspension))
  ?actor defco:variantOf?/defco:country?/defco:variantOf? ?state .
  ?state a defco:State .
  FILTER NOT EXISTS { ?state defco:variantOf ?other }
}
