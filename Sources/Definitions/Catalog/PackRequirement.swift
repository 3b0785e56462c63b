public import Model

/// A pack that another one needs, and the versions of it that will do.
///
///     crm                  any version
///     crm >=1.2 <3         at least 1.2.0, below 3.0.0
///     crm ^1.2             at least 1.2.0, below 2.0.0
public struct PackRequirement: Sendable, Hashable, CustomStringConvertible {
    /// How a version must stand to the one that is written.
    public enum Relation: String, Sendable, Hashable {
        case atLeast = ">="
        case above = ">"
        case atMost = "<="
        case below = "<"
        case exactly = "="
        /// At least this one, and below the next that may break things: the next major version, or, before 1.0, the next
        /// minor one.
        case compatible = "^"
    }

    /// One condition on the version.
    public struct Bound: Sendable, Hashable {
        /// How the version must stand to the written one.
        public var relation: Relation
        /// The version that is written.
        public var version: PackVersion

        /// Reads `>=1.2`; nil where that is no bound.
        init?(_ text: String) {
            let sign = text.prefix { "<>=^".contains($0) }
            guard let relation = Relation(rawValue: String(sign)),
                let version = PackVersion(bound: String(text.dropFirst(sign.count)))
            else { return nil }
            self.relation = relation
            self.version = version
        }

        func admits(_ other: PackVersion) -> Bool {
            switch relation {
            case .atLeast: other >= version
            case .above: other > version
            case .atMost: other <= version
            case .below: other < version
            case .exactly: other == version
            case .compatible:
                other >= version && other.major == version.major && (version.major > 0 || other.minor == version.minor)
            }
        }
    }

    /// The name of the pack that is needed.
    public var name: String
    /// All of them must hold; none admits every version.
    public var bounds: [Bound]
    /// Where the name stands in the manifest.
    public var location: SourceLocation

    /// Whether a version will do.
    public func admits(_ version: PackVersion) -> Bool { bounds.allSatisfy { $0.admits(version) } }

    /// As it is written: `crm >=1.2.0 <3.0.0`.
    public var description: String {
        ([name] + bounds.map { "\($0.relation.rawValue)\($0.version)" }).joined(separator: " ")
    }
}
