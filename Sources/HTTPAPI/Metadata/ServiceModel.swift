import Access
import Definitions
import HTTPServing
import Model
import StateCharts

/// What the metadata document says, as far as its reader may know it: neither XML nor JSON yet.
struct ServiceModel {
    struct Property {
        var name: String
        /// `Edm.String` and the like.
        var type: String
        var maximumLength: Int?
        var scale: Int?
        var isNullable: Bool
        /// Whether it holds several values of the type, and never null.
        var isCollection = false
        /// Digits of a second after the point, where its values have seconds.
        var precision: Int?
        /// What an amount of money is in.
        var currency: Currency?
        var label: String
        /// Set by the system only.
        var isComputed: Bool
        /// Set at creation only.
        var isImmutable: Bool
        /// The choices, where there is a closed list of them.
        var allowed: [String]
    }

    /// The currency of an amount: always the same one, or what another property says.
    enum Currency {
        case fixed(String)
        case path(String)
    }

    /// The way to the record that a lookup names (`constraint`), or to the records that look this one up.
    struct Navigation {
        var name: String
        var target: EntityType
        var isCollection: Bool
        var isNullable: Bool
        /// The lookup behind it.
        var constraint: String?
    }

    struct Entity {
        var type: EntityType
        var label: String
        var properties: [Property]
        var navigations: [Navigation]
        /// Events of its chart.
        var actions: [String]
    }

    var entities: [Entity]

    init(_ visit: Visit) {
        let language = visit.context.language
        let types = visit.catalog.entityTypes.filter(visit.isKnown)
        entities = types.map { type in
            let access = visit.access(to: type)
            let known = type.attributes.indices.filter(access.knows)
            let visible = known.map { type.attributes[$0] }
            let partly = access.canRead ? access.hidden : []
            return Entity(
                type: type, label: type.label[language], properties: known.map { position in
                    var property = Self.property(type.attributes[position], language)
                    // Records on which it is hidden are sent without it.
                    if partly.contains(position) { property.isNullable = true }
                    return property
                },
                navigations: Self.navigations(of: type, visible, types, visit), actions: Self.events(of: type, visit))
        }
    }

    private static func property(_ attribute: Attribute, _ language: Language) -> Property {
        var (length, scale, allowed): (Int?, Int?, [String]) = (nil, nil, [])
        var (precision, currency): (Int?, Currency?) = (nil, nil)
        let type: String
        switch attribute.type.result {
        case .text(let maximumLength, _):
            type = "Edm.String"
            length = maximumLength
        case .email, .phone, .url, .autonumber, .state: type = "Edm.String"
        case .choice(let options):
            type = "Edm.String"
            allowed = options.options.filter { !$0.isRetired }.map(\.name)
        case .integer: type = "Edm.Int64"
        case .decimal(let digits, _, _):
            type = "Edm.Decimal"
            scale = digits
        case .boolean: type = "Edm.Boolean"
        case .date: type = "Edm.Date"
        case .instant: (type, precision) = ("Edm.DateTimeOffset", 6)
        case .money(let rules):
            type = "Edm.Decimal"
            scale = rules.scale
            currency =
                rules.fixedCurrency.map { .fixed($0) } ?? .path(MoneyRules.currencyName(of: attribute.name))
        case .currency(let names), .targetType(let names):
            type = "Edm.String"
            allowed = names
        case .time: (type, precision) = ("Edm.TimeOfDay", 3)
        case .duration: (type, precision) = ("Edm.Duration", 3)
        case .multichoice(let options):
            type = "Edm.String"
            allowed = options.options.filter { !$0.isRetired }.map(\.name)
        case .json, .formula, .rollup: type = "Edm.Untyped"
        case .point: type = "Edm.GeographyPoint"
        case .file(let rules):
            type = "Edm.Stream"
            length = Int(clamping: rules.maximumSize)
        case .lookup, .tree, .polymorphic, .identifier, .principal: type = "Edm.Guid"
        }
        return Property(
            name: attribute.name, type: type, maximumLength: length, scale: scale, isNullable: !attribute.isRequired,
            isCollection: attribute.type.result.isCollection, precision: precision, currency: currency,
            label: attribute.label[language], isComputed: attribute.isReadOnly, isImmutable: attribute.isImmutable,
            allowed: allowed)
    }

    private static func navigations(
        of type: EntityType, _ visible: [Attribute], _ types: [EntityType], _ visit: Visit
    ) -> [Navigation] {
        let taken = Set(visible.map(\.name))
        let ones = visible.flatMap { attribute in
            ReferencedPart.all(of: attribute).compactMap { part -> Navigation? in
                guard let target = types.first(where: { $0.name == part.target }), !taken.contains(part.name) else {
                    return nil
                }
                // Of several, at most one leads to a record, and the id alone does not tell which.
                let isOne = !attribute.type.isPolymorphic
                return Navigation(
                    name: part.name, target: target, isCollection: false, isNullable: !(isOne && attribute.isRequired),
                    constraint: isOne ? attribute.name : nil)
            }
        }
        let lists = visit.catalog.inverseLookups(of: type).compactMap { inverse -> Navigation? in
            guard let name = inverse.name, !taken.contains(name), types.contains(inverse.source),
                visit.names.list(named: name, of: type) != nil
            else { return nil }
            return Navigation(name: name, target: inverse.source, isCollection: true, isNullable: false)
        }
        return ones + lists
    }

    /// Events that have the form of an OData name and that the principal's roles let it send. Others, with dots in their
    /// names, can be sent all the same.
    private static func events(of type: EntityType, _ visit: Visit) -> [String] {
        guard let chart = visit.catalog.chart(of: type) else { return [] }
        let access = visit.access(to: type)
        var events: [String] = []
        for name in chart.transitions.compactMap(\.eventName) where !events.contains(name) {
            let isName = name.utf8.allSatisfy {
                (0x30...0x39).contains($0) || (0x61...0x7A).contains($0 | 0x20) || $0 == UInt8(ascii: "_")
            }
            if isName, !Event.isPlatformName(name), access.allows(event: name) { events.append(name) }
        }
        return events
    }
}

extension AttributeType {
    /// Whether a value is a list, which is empty where nothing is chosen.
    var isCollection: Bool { if case .multichoice = self { true } else { false } }
}
