public import Model

/// A piece of a chart's text that its data model compiles and runs: a guard, an expression, an assignment, a script.
///
/// A chart keeps all its programs in one array; everything else refers to them by position, so that a data model can
/// compile each of them once for all sessions of the chart.
public struct Program: Sendable, Hashable {
    /// What a program is for.
    public enum Kind: Sendable, Hashable {
        /// Gives true or false.
        case condition
        /// Gives a value.
        case value
        /// Puts the value of the text into a place: `location = text`.
        case assignment(location: String)
        /// A place (the text) that a value from outside is put into.
        case location
        /// Statements.
        case script
        /// Walks the collection that the text denotes, with each element in `item` and its place in `index`.
        case iteration(item: String, index: String?)
    }

    /// What it is for.
    public let kind: Kind
    /// As it stands in the chart.
    public let text: String
    /// Where it stands in the chart.
    public let location: SourceLocation

    init(_ kind: Kind, _ text: String, at location: SourceLocation) {
        self.kind = kind
        self.text = text
        self.location = location
    }
}

extension Program {
    /// The attribute that an assignment sets, where its place is a member of a global: `late` for `record.late`.
    public func assignedAttribute(of global: String) -> String? {
        let place: String
        switch kind {
        case .assignment(let location): place = location
        case .location: place = text
        case .condition, .value, .script, .iteration: return nil
        }
        guard place.hasPrefix(global + ".") else { return nil }
        let name = place.dropFirst(global.count + 1).prefix { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_") }
        return name.isEmpty ? nil : String(name)
    }
}
