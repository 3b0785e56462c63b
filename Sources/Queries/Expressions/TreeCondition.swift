public import Model

/// Whether a record is another one or lies below it in a tree: `under(territory, 0190…)`.
///
/// Null where one of the two is.
public struct TreeCondition: Sendable, Hashable {
    /// Leads to the id of the record that is looked for.
    public let record: AttributePath
    /// The id of the record at the top.
    public let top: QueryExpression
    /// The entity type whose records are a tree.
    public let tree: EntityType
    /// The position in it of the attribute that leads to the record above.
    public let position: Int

    init(record: AttributePath, top: QueryExpression, tree: EntityType, position: Int) {
        self.record = record
        self.top = top
        self.tree = tree
        self.position = position
    }

    /// Everything that it reads; the walk over the tree reads records beside the asked one.
    var paths: [AttributePath] {
        let walk = AttributePath(
            root: tree, variable: AttributePath.Variable(name: tree.name, number: 0), position: position)
        return [record] + top.paths + [walk]
    }
}
