public import Model

extension RelatedCondition {
    /// The query that has a record where this holds for the list of one owner, so that a database answers it without handing over the
    /// list. Nil where it asks about other records than the members of the list and what they lead to.
    public func query(ownedBy owner: RecordID) -> Query? {
        guard let variable = lookup.variable, self.owner.position == SystemAttribute.id.position,
            // The variables of lists within this one have higher numbers, the record itself and lists around it lower ones.
            condition?.paths.allSatisfy({ ($0.variable?.number ?? 0) >= variable.number }) ?? true
        else { return nil }
        let type = self.owner.owner
        let identity = AttributePath(root: type, position: SystemAttribute.id.position)
        let holds = QueryExpression(
            .related(RelatedCondition(quantifier, owner: identity, lookup: lookup, condition)), .boolean)
        let isOwner = QueryExpression(
            .comparison(
                .equal, QueryExpression(.attribute(identity), identity.type),
                QueryExpression(.constant(.record(owner)), identity.type)), .boolean)
        var query = Query(type)
        query.filter = Filter(type: type, text: "", expression: QueryExpression(.and([isOwner, holds]), .boolean))
        query.projection = [SystemAttribute.id.position]
        query.top = 1
        return query
    }
}
