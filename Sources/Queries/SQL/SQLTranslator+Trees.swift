import Model
import SQLText

extension SQLTranslator {
    /// Whether a record lies in the part of a tree that another one is the top of.
    ///
    /// A top that is the same for all rows is followed downwards once; one that differs from row to row is looked for upwards from
    /// each. A record that the asker may not see is not walked over.
    mutating func under(_ condition: TreeCondition) -> SQLFragment {
        let (record, top) = (column(condition.record), value(condition.top))
        let table = quotedIdentifier(condition.tree.name)
        let parent = quotedIdentifier(condition.tree.attributes[condition.position].name)
        let node = "\(joins.prefix)n"
        var seen = SQLFragment("")
        if let filter = visibility?[condition.tree].rowFilter {
            seen = " AND " + Joins.condition(filter, onRowOf: node, dialect: dialect, context: context)
        }
        let type = dialect.name(of: .blob)
        guard condition.top.isConstant else {
            return top + " IN (WITH RECURSIVE above(id) AS (SELECT CAST(" + record
                + " AS \(type)) UNION SELECT \(node).\(parent)"
                + " FROM above JOIN \(table) AS \(node) ON \(node).\"id\" = above.id" + seen
                + " WHERE \(node).\(parent) IS NOT NULL) SELECT id FROM above)"
        }
        return record + " IN (WITH RECURSIVE below(id) AS (SELECT CAST(" + top
            + " AS \(type)) UNION SELECT \(node).\"id\""
            + " FROM below JOIN \(table) AS \(node) ON \(node).\(parent) = below.id" + seen
            + ") SELECT id FROM below)"
    }
}
