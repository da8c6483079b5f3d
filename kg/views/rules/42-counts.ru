# Counts of what is settled, and apart from it of what is settled by one source and denied by another.
PREFIX defco: <https://w3id.org/defco/ontology#>
PREFIX mark: <urn:defco:mark:>
PREFIX prov: <http://www.w3.org/ns/prov#>
INSERT { GRAPH mark:inferred { ?pair defco:situationCount ?settled ; defco:contestedCount ?contested } }
WHERE {
  SELECT ?pair (SUM(IF(?denied, 0, 1)) AS ?settled) (SUM(IF(?denied, 1, 0)) AS ?contested) {
    GRAPH mark:inferred { ?pair a defco:BilateralCooperation ; prov:wasDerivedFrom ?situation }
    BIND(EXISTS { GRAPH mark:graph { ?situation a mark:Contested } } AS ?denied)
  }
  GROUP BY ?pair
}
