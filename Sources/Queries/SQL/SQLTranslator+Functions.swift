import Model
import SQLText

extension SQLTranslator {
    mutating func call(_ function: Function, _ operands: [QueryExpression]) -> SQLFragment {
        if function == .startswith, case .constant(.text(let prefix)) = operands[1].node {
            return range(value(operands[0]), of: operands[0], beginningWith: prefix)
        }
        var values: [SQLFragment] = []
        switch function {
        case .choose: return choice(operands)
        case .coalesce, .min, .max: for operand in operands { values.append(exact(operand)) }
        default: for operand in operands { values.append(value(operand)) }
        }
        switch function {
        case .contains: return find(values[0], values[1]) + " > 0"
        case .startswith: return "substr(" + values[0] + ", 1, length(" + values[1] + ")) = " + values[1]
        case .endswith: return ending(values[0], values[1])
        // SQLite's own lower and upper know ASCII only; GRDB gives every connection Swift's under these names.
        case .tolower: return (dialect == .sqlite ? "swiftLowercaseString(" : "lower(") + values[0] + ")"
        case .toupper: return (dialect == .sqlite ? "swiftUppercaseString(" : "upper(") + values[0] + ")"
        case .fold: return "\(SQLFunctions.fold)(" + values[0] + ")"
        case .trim:
            let blanks = String(String.UnicodeScalarView(trimmedScalars))
            return (dialect == .sqlite ? "trim(" : "btrim(") + values[0] + ", " + .value(.text(blanks)) + ")"
        case .length: return "length(" + values[0] + ")"
        case .concat: return "(" + values.joined(separator: " || ") + ")"
        case .indexof: return "(" + find(values[0], values[1]) + " - 1)"
        case .substring:
            let start = "substr(" + values[0] + ", " + bounded(values[1]) + " + 1"
            return values.count == 2 ? start + ")" : start + ", " + bounded(values[2]) + ")"
        case .year: return "CAST(substr(" + values[0] + ", 1, 4) AS INTEGER)"
        case .month: return "CAST(substr(" + values[0] + ", 6, 2) AS INTEGER)"
        case .day: return "CAST(substr(" + values[0] + ", 9, 2) AS INTEGER)"
        case .hour where operands[0].type == .time: return "(" + values[0] + " / 3600000)"
        case .minute where operands[0].type == .time: return "(" + values[0] + " / 60000 % 60)"
        case .second where operands[0].type == .time: return "(" + values[0] + " / 1000 % 60)"
        case .hour: return "(" + sinceYearOne(local(values[0])) + " / 3600000000 % 24)"
        case .minute: return "(" + sinceYearOne(local(values[0])) + " / 60000000 % 60)"
        case .second: return "(" + sinceYearOne(local(values[0])) + " / 1000000 % 60)"
        case .date: return day(ofInstant: local(values[0]))
        case .days: return days(values[0], values[1])
        case .months: return months(values[0], values[1])
        case .years: return "(" + months(values[0], values[1]) + " / 12)"
        case .weekday:
            return dialect == .sqlite
                ? "((CAST(strftime('%w', " + values[0] + ") AS INTEGER) + 6) % 7 + 1)"
                : "extract(isodow FROM " + values[0] + "::date)::bigint"
        case .coalesce: return "coalesce(" + values.joined(separator: ", ") + ")"
        case .min, .max:
            // SQLite compares all of them by the order of the first.
            if dialect == .sqlite { values[0] = ordered(values[0], operands[0]) }
            return extremum(function, values)
        case .abs: return absolute(values[0])
        case .text: return text(values[0], operands[0].type)
        case .round, .floor, .ceiling: return whole(function, values[0], operands[0].type, .integer)
        case .choose: return choice(operands)
        case .adddays where operands[0].type == .instant: return later(instant: values[0], days: values[1])
        case .adddays: return later(date: values[0], days: values[1])
        case .addmonths: return later(date: values[0], months: values[1])
        case .time: return "(" + sinceYearOne(local(values[0])) + " / 1000 % \(TimeOfDay.millisecondsOfDay))"
        case .totalseconds: return values[0]
        case .distance: return distance(values[0], values[1])
        case .shift: return shifted(values[0], by: values[1], operands[0].type)
        case .elapse: return elapsed(values[0], values[1], operands[0].type)
        case .includes where operands[0].type == .text: return isInState(values[0], operands.dropFirst())
        case .includes: return included(values[0], operands.dropFirst())
        }
    }

    /// A range of the text order, which an index on the column serves.
    private func range(_ text: SQLFragment, of operand: QueryExpression, beginningWith prefix: String) -> SQLFragment {
        // The same in the order that an index has: whatever follows a prefix lies behind it, and before the last of all signs.
        let column = indexed(text, operand)
        if column.text != text.text, !prefix.isEmpty {
            return "(" + column + " BETWEEN " + .value(.text(prefix)) + " AND " + .value(.text(prefix + "\u{10FFFF}"))
                + " AND "
                + bytes(text, beginningWith: prefix) + ")"
        }
        return bytes(text, beginningWith: prefix)
    }

    private func bytes(_ text: SQLFragment, beginningWith prefix: String) -> SQLFragment {
        let from = text + " >= " + .value(.text(prefix))
        guard let end = textAfterAll(beginningWith: prefix) else { return from }
        return "(" + from + " AND " + text + " < " + .value(.text(end)) + ")"
    }

    private func find(_ text: SQLFragment, _ part: SQLFragment) -> SQLFragment {
        (dialect == .sqlite ? "instr(" : "strpos(") + text + ", " + part + ")"
    }

    private func ending(_ text: SQLFragment, _ part: SQLFragment) -> SQLFragment {
        "(length(" + text + ") >= length(" + part + ") AND substr(" + text + ", length(" + text + ") - length(" + part
            + ") + 1) = " + part + ")"
    }

    private func bounded(_ number: SQLFragment) -> SQLFragment {
        dialect == .sqlite
            ? "min(max(" + number + ", 0), \(substringLimit))"
            : "least(greatest(" + number + ", 0), \(substringLimit))::integer"
    }

    /// What the installation's clocks show at an instant, as the instant at which UTC shows it.
    private func local(_ instant: SQLFragment) -> SQLFragment {
        if context.zone == .utc { return instant }
        let name = SQLFragment.value(.text(context.zone.name))
        switch dialect {
        case .sqlite: return "\(SQLFunctions.local)(" + instant + ", " + name + ")"
        case .postgresql:
            // The offset is of whole seconds, so that no microsecond passes through floating point.
            return "(SELECT v.i + 1000000 * extract(epoch FROM (to_timestamp(v.i / 1000000) AT TIME ZONE " + name
                + ") - (to_timestamp(v.i / 1000000) AT TIME ZONE 'UTC'))::bigint FROM (SELECT " + instant
                + " AS i) AS v)"
        }
    }

    /// Microseconds since 0001-01-01: never negative, so that division rounds down.
    private func sinceYearOne(_ instant: SQLFragment) -> SQLFragment { "(" + instant + " + 62135596800000000)" }

    private func day(ofInstant instant: SQLFragment) -> SQLFragment {
        dialect == .sqlite
            ? "date(" + sinceYearOne(instant) + " / 1000000 - 62135596800, 'unixepoch')"
            : "to_char(date '0001-01-01' + (" + sinceYearOne(instant) + " / 86400000000)::integer, 'YYYY-MM-DD')"
    }

    private func days(_ later: SQLFragment, _ earlier: SQLFragment) -> SQLFragment {
        dialect == .sqlite
            ? "CAST(julianday(" + later + ") - julianday(" + earlier + ") AS INTEGER)"
            : "(" + later + "::date - " + earlier + "::date)"
    }

    func whole(_ function: Function, _ number: SQLFragment, _ from: ValueType, _ type: ValueType) -> SQLFragment {
        let unit = "1" + String(repeating: "0", count: (from.scale ?? 0) - (type.scale ?? 0))
        let step =
            switch function {
            case .floor: "- CASE WHEN v.n % \(unit) < 0 THEN 1 ELSE 0 END"
            case .ceiling: "+ CASE WHEN v.n % \(unit) > 0 THEN 1 ELSE 0 END"
            default: "+ CASE WHEN abs(v.n % \(unit)) * 2 < \(unit) THEN 0 WHEN v.n < 0 THEN -1 ELSE 1 END"
            }
        return "(SELECT v.n / \(unit) \(step) FROM (SELECT " + number + " AS n) AS v)"
    }
}

/// The smallest text, by code points, above all that begin with a prefix; nil where there is none.
func textAfterAll(beginningWith prefix: String) -> String? {
    var scalars = Array(prefix.unicodeScalars)
    while let last = scalars.popLast() {
        // Surrogates are no scalars: U+E000 follows U+D7FF.
        let next = last.value == 0xD7FF ? 0xE000 : last.value + 1
        if let scalar = Unicode.Scalar(next) { return String(String.UnicodeScalarView(scalars + [scalar])) }
    }
    return nil
}
