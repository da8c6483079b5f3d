# What is of a class is of the classes above it (RDFS 1.1, rule rdfs9). A situation only if it is settled.
PREFIX defco: <https://w3id.org/defco/ontology#>
PREFIX mark: <urn:defco:mark:>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
INSERT { GRAPH mark:inferred { ?thing a ?above } }
WHERE {
  { SELECT DISTINCT ?class ?above { GRAPH mark:ontology { ?class rdfs:subClassOf+ ?above } FILTER(isIRI(?above)) } }
  ?thing a ?class .
  FILTER NOT EXISTS { ?thing a ?above }
  FILTER(NOT EXISTS { ?thing defco:situationType ?type } || EXISTS { GRAPH mark:graph { ?thing a mark:Settled } })
}
