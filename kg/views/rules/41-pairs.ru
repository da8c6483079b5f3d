# Each two states of one situation; the node of a pair is told by its states only, and derived from the situations.
PREFIX defco: <https://w3id.org/defco/ontology#>
PREFIX mark: <urn:defco:mark:>
PREFIX prov: <http://www.w3.org/ns/prov#>
INSERT { GRAPH mark:inferred {
  ?pair a defco:BilateralCooperation ;
    defco:between ?one, ?other ;
    prov:wasDerivedFrom ?situation .
} }
WHERE {
  GRAPH mark:graph { ?situation mark:state ?one, ?other }
  FILTER(STR(?one) < STR(?other))
  BIND(SUBSTR(SHA256(CONCAT(STR(?one), " ", STR(?other))), 1, 20) AS ?digest)
  BIND(IRI(CONCAT("https://w3id.org/defco/id/cooperation/n_", ?digest)) AS ?pair)
}
