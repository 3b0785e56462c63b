import Definitions
import HTTPServing
import Model

extension ServiceModel {
    /// One property of a type.
    struct Property {
        var name: String
        var shape: Shape
        var isNullable: Bool
        var annotations: [Annotation] = []

        /// A property of our own types, which are no entity types.
        init(_ name: String, _ type: String, isNullable: Bool = false, isCollection: Bool = false) {
            self.name = name
            shape = Shape(type, isCollection: isCollection)
            self.isNullable = isNullable
        }

        /// The property that is an attribute.
        init(_ attribute: Attribute, of type: EntityType, _ visit: Visit) {
            name = attribute.name
            shape = Shape(attribute, in: visit.version)
            isNullable = !attribute.isRequired
            let language = visit.context.language
            annotations = Annotation.descriptions(attribute.label, language)
            // To which entity type a lookup leads may be said, and is then checked.
            let isClaim = if case .targetType = attribute.type { true } else { false }
            if attribute.isReadOnly, !isClaim { annotations.append(Annotation("Core.Computed", .boolean(true))) }
            if attribute.isImmutable { annotations.append(Annotation("Core.Immutable", .boolean(true))) }
            if case .money(let rules) = attribute.type.result {
                let currency: Annotation.Value =
                    rules.fixedCurrency.map { .text($0) } ?? .path(MoneyRules.currencyName(of: attribute.name))
                annotations.append(Annotation("Measures.ISOCurrency", currency))
            }
            let allowed = Self.allowed(attribute, of: type, visit)
            if !allowed.isEmpty { annotations.append(Annotation.allowedValues(allowed, language)) }
        }

        /// The values of a closed list, with what people call them.
        private static func allowed(
            _ attribute: Attribute, of type: EntityType, _ visit: Visit
        ) -> [(name: String, label: LocalizedText?)] {
            switch attribute.type.result {
            case .choice(let options), .multichoice(let options):
                options.options.filter { !$0.isRetired }.map { ($0.name, $0.label) }
            case .state(let chart):
                (visit.catalog.atomicStates(ofChart: chart) ?? []).map { ($0, visit.catalog.stateLabel($0, of: type)) }
            case .currency(let codes): codes.map { ($0, nil) }
            case .targetType(let names):
                names.compactMap { visit.catalog.entityType(named: $0) }.filter(visit.isKnown).map {
                    ($0.name, $0.label)
                }
            default: []
            }
        }
    }
}

extension ServiceModel.Property {
    /// What values a property has, in the words of the standard.
    struct Shape {
        /// `Edm.String` and the like.
        var type: String
        /// Whether it holds several values of the type, and never null.
        var isCollection = false
        var maximumLength: Int?
        var scale: Int?
        /// Digits of a number, or of a second after the point.
        var precision: Int?

        init(
            _ type: String, isCollection: Bool = false, maximumLength: Int? = nil, scale: Int? = nil,
            precision: Int? = nil
        ) {
            self.type = type
            self.isCollection = isCollection
            self.maximumLength = maximumLength
            self.scale = scale
            self.precision = precision
        }

        init(_ attribute: Attribute, in version: ProtocolVersion) {
            switch attribute.type.result {
            case .text(let maximumLength, _): self.init("Edm.String", maximumLength: maximumLength)
            case .email, .phone, .url, .autonumber, .state, .choice, .currency, .targetType: self.init("Edm.String")
            case .multichoice: self.init("Edm.String", isCollection: true)
            case .integer: self.init("Edm.Int64")
            case .decimal(let scale, _, _): self.init("Edm.Decimal", scale: scale, precision: 18)
            case .money(let rules): self.init("Edm.Decimal", scale: rules.scale, precision: 18)
            case .boolean: self.init("Edm.Boolean")
            case .date: self.init("Edm.Date")
            case .instant: self.init("Edm.DateTimeOffset", precision: 6)
            case .time: self.init("Edm.TimeOfDay", precision: 3)
            case .duration: self.init("Edm.Duration", precision: 3)
            // OData 4.0 has no type for values that nobody declared: there they are texts.
            case .json, .formula, .rollup: self.init(version == .v40 ? "Edm.String" : "Edm.Untyped")
            case .point: self.init("Edm.GeographyPoint")
            case .file(let rules): self.init("Edm.Stream", maximumLength: Int(clamping: rules.maximumSize))
            case .lookup, .tree, .polymorphic, .identifier, .principal: self.init("Edm.Guid")
            }
        }
    }
}
