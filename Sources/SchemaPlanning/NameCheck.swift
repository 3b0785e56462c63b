import Model
import SQLText

/// Sees to it that names of entity types and attributes can be names of tables and columns on every database.
enum NameCheck {
    static func refusals(_ types: [EntityType]) -> [Diagnostic] {
        let known = Set(types.map(\.name))
        return types.flatMap { type in
            nameProblem("entity type", type.name, type.location)
                + type.attributes.flatMap { attribute in
                    nameProblem("attribute", attribute.name, attribute.location)
                        + targetProblem(attribute, of: type, known)
                }
        }
    }

    private static func nameProblem(_ what: String, _ name: String, _ location: SourceLocation) -> [Diagnostic] {
        let reserved = ["kontor_", "sqlite_", "pg_"].filter { name.lowercased().hasPrefix($0) }
        if let prefix = reserved.first {
            return [
                Diagnostic(
                    .error, "KTR-P106", "\(what) '\(name)' begins with '\(prefix)', which is reserved",
                    hint: "choose another name", at: location)
            ]
        }
        let longest = SQLDialect.allCases.map(\.longestName).min() ?? 63
        guard name.utf8.count > longest else { return [] }
        return [
            Diagnostic(
                .error, "KTR-P107", "\(what) '\(name)' has more than \(longest) bytes", hint: "choose a shorter name",
                at: location)
        ]
    }

    private static func targetProblem(_ attribute: Attribute, of type: EntityType, _ known: Set<String>) -> [Diagnostic]
    {
        guard case .lookup(let target, _) = attribute.type, !known.contains(target) else { return [] }
        return [
            Diagnostic(
                .error, "KTR-P108",
                "attribute '\(attribute.name)' of '\(type.name)' looks up the unknown type '\(target)'",
                hint: "define it, or name one that is defined", at: attribute.location)
        ]
    }
}
