# What stands in a property stands in those above it (RDFS 1.1, rule rdfs7). For a situation only if it is settled.
PREFIX defco: <https://w3id.org/defco/ontology#>
PREFIX mark: <urn:defco:mark:>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
INSERT { GRAPH mark:inferred { ?thing ?above ?value } }
WHERE {
  { SELECT DISTINCT ?property ?above {
      GRAPH mark:ontology { ?property rdfs:subPropertyOf+ ?above } FILTER(isIRI(?above)) } }
  ?thing ?property ?value .
  FILTER NOT EXISTS { ?thing ?above ?value }
  FILTER(NOT EXISTS { ?thing defco:situationType ?type } || EXISTS { GRAPH mark:graph { ?thing a mark:Settled } })
}
