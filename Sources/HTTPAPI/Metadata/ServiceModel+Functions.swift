import Model
import Records

extension ServiceModel {
    /// A function that is bound to records with a state chart.
    struct Function {
        var name: String
        /// What it returns a list of, as a complex type.
        var result: String
        var properties: [(name: String, type: String, isNullable: Bool)]
    }

    /// What can be asked about a record with a state chart.
    static let functions: [Function] = RecordFunction.allCases.compactMap { function in
        switch function {
        case .events:
            Function(
                name: function.rawValue, result: "PossibleEvent",
                properties: [
                    ("name", "Edm.String", false), ("label", "Edm.String", false), ("target", "Edm.String", true),
                    ("possible", "Edm.Boolean", true), ("depends", "Edm.String", true),
                    ("obstacle", "Edm.String", true),
                    ("location", "Edm.String", true),
                ])
        case .timers:
            Function(
                name: function.rawValue, result: "Timer",
                properties: [
                    ("event", "Edm.String", false), ("label", "Edm.String", false),
                    ("due", "Edm.DateTimeOffset", true), ("set", "Edm.DateTimeOffset", false),
                    ("attempts", "Edm.Int64", false), ("obstacle", "Edm.String", true),
                ])
        // Every record has a history; what it consists of is said in docs/api.md.
        case .history: nil
        }
    }

    /// The entity types whose records can be asked.
    var entitiesWithChart: [Entity] { entities.filter { $0.type.stateAttribute != nil } }
}
