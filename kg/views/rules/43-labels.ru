# "France and Kenya", in the order of the alphabet.
PREFIX defco: <https://w3id.org/defco/ontology#>
PREFIX mark: <urn:defco:mark:>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
INSERT { GRAPH mark:inferred { ?pair rdfs:label ?label } }
WHERE {
  SELECT ?pair (CONCAT(MIN(?name), " and ", MAX(?name)) AS ?label) {
    GRAPH mark:inferred { ?pair a defco:BilateralCooperation ; defco:between ?state }
    { SELECT ?state (MIN(STR(?written)) AS ?name) { ?state a defco:State ; rdfs:label ?written } GROUP BY ?state }
  }
  GROUP BY ?pair
}
