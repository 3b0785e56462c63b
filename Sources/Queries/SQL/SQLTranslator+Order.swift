import Model
import SQLText

// Texts have one order (`TextOrder`), for lists and for conditions alike. Names of choices and states, dates and numbers that the
// system gives are texts to the database too, and stay in the order of their bytes.

extension SQLTranslator {
    /// A text to be put in order or compared with another one.
    func ordered(_ text: SQLFragment, _ expression: QueryExpression) -> SQLFragment {
        expression.type == .text ? Self.ordered(text, dialect) : text
    }

    static func ordered(_ text: SQLFragment, _ dialect: SQLDialect) -> SQLFragment {
        switch dialect {
        case .sqlite: text + " COLLATE \(SQLFunctions.order)"
        case .postgresql: "\(SQLFunctions.order)(" + text + ")"
        }
    }

    /// A column of texts that an index may have in their order: asked by it, it is found there. The order leaves no two texts level, so
    /// that equality means the same in it.
    func indexed(_ column: SQLFragment, _ expression: QueryExpression) -> SQLFragment {
        guard dialect == .sqlite, case .attribute(let path) = expression.node, path.attribute.type.isOrderedText else {
            return column
        }
        return Self.ordered(column, dialect)
    }
}
