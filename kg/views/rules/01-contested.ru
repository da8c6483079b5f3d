# A settled situation that another certain claim denies, of the same time or any: nothing new is said on its strength.
PREFIX defco: <https://w3id.org/defco/ontology#>
PREFIX mark: <urn:defco:mark:>
INSERT { GRAPH mark:graph { ?situation a mark:Contested } }
WHERE {
  GRAPH mark:graph { ?situation a mark:Settled }
  ?claim defco:about ?situation ;
    defco:polarity defco:negated ;
    defco:certainty defco:certain .
}
