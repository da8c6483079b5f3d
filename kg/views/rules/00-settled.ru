# What the rules may build on: a situation of which an affirmed, certain claim says that it was or is so.
PREFIX defco: <https://w3id.org/defco/ontology#>
PREFIX mark: <urn:defco:mark:>
INSERT { GRAPH mark:graph { ?situation a mark:Settled } }
WHERE {
  ?situation defco:situationType ?type ;
    a ?type .
  ?claim defco:about ?situation ;
    defco:polarity defco:affirmed ;
    defco:certainty defco:certain ;
    defco:temporality ?temporality .
  FILTER(?temporality != defco:future)
}
