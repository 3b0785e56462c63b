import Model
import SQLText

/// The rows after a cursor, as conditions that each are one range of an index on the order's attributes.
///
/// Together they cover every row after the cursor, each once, and all rows of one come before those of the next. One condition is enough unless directions are mixed or
/// nulls are involved: null is lowest, so it follows everything in a descending order, and SQL's comparisons miss it.
struct KeysetSegments {
    struct Term {
        var column: SQLFragment
        var isDescending: Bool
        var isNeverNull: Bool
        var value: SQLValue

        var hasNull: Bool { value == .null }
        var level: SQLFragment { hasNull ? column + " IS NULL" : column + " = " + .value(value) }

        /// Rows beyond the cursor's value that are not null.
        var beyond: SQLFragment? {
            switch (isDescending, hasNull) {
            case (true, true): nil
            case (true, false): column + " < " + .value(value)
            case (false, true): column + " IS NOT NULL"
            case (false, false): column + " > " + .value(value)
            }
        }

        /// Rows beyond the cursor's value that are null.
        var nullsBeyond: SQLFragment? {
            isDescending && !hasNull && !isNeverNull ? column + " IS NULL" : nil
        }
    }

    static func conditions(_ terms: [Term]) -> [SQLFragment] {
        let descending = terms.filter(\.isDescending).count
        // Compared as one, rows come in between which have a null further to the right: they would have to stand among the others.
        let isUniform =
            (descending == 0 || descending == terms.count) && !terms.contains(where: \.hasNull)
            && !terms.dropFirst().contains { $0.nullsBeyond != nil }
        var result: [SQLFragment] = []
        if isUniform, terms.count > 1 {
            let columns = terms.map(\.column).joined(separator: ", ")
            let values = terms.map { SQLFragment.value($0.value) }.joined(separator: ", ")
            result.append("(" + columns + (descending == 0 ? ") > (" : ") < (") + values + ")")
        }
        for (index, term) in terms.enumerated().reversed() {
            let level = terms[..<index].map(\.level)
            if !(isUniform && terms.count > 1), let beyond = term.beyond {
                result.append((level + [beyond]).joined(separator: " AND "))
            }
            if let nulls = term.nullsBeyond { result.append((level + [nulls]).joined(separator: " AND ")) }
        }
        return result
    }
}
