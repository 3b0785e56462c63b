public import Model

extension Form {
    /// The name of the form of an entity type that declares none for the purpose; no declared one can have it.
    public static let generatedName = "*"

    /// The form that an entity type has where none is declared: what a record is called by comes first, then what it must have,
    /// then the rest; long texts close a section and personal data have one of their own.
    public static func generated(for type: EntityType) -> Form {
        let titles = type.title.attributeNames
        // What an attribute brings with it is written and entered together with it.
        let declared = type.declaredPositions.map { type.attributes[$0] }.filter { $0.companionOf == nil }
        func rank(_ attribute: Attribute) -> Int {
            if let place = titles.firstIndex(of: attribute.name) { return place - titles.count }
            if isLong(attribute) { return 3 }
            return attribute.isRequired ? 0 : 1
        }
        func section(_ name: String, _ label: LocalizedText, _ attributes: [Attribute]) -> Section {
            let sorted = attributes.enumerated().map { (rank: rank($1), place: $0, attribute: $1) }
                .sorted { ($0.rank, $0.place) < ($1.rank, $1.place) }.map(\.attribute)
            let items = sorted.map { Item(.field(Field($0.name)), pack: type.pack, location: $0.location) }
            return Section(name: name, label: label, items: items, pack: type.pack, location: type.location)
        }
        let isApart = { (attribute: Attribute) in attribute.personal != nil && !titles.contains(attribute.name) }
        let personal = declared.filter(isApart)
        var sections = [section("details", details, declared.filter { !isApart($0) })]
        if !personal.isEmpty { sections.append(section("personal", personalData, personal)) }
        // A type of personal data alone, such as a person without a name, has one section.
        sections.removeAll { $0.items.isEmpty }
        return Form(name: generatedName, sections: sections, pack: type.pack, location: type.location)
    }

    private static func isLong(_ attribute: Attribute) -> Bool {
        switch attribute.type {
        case .text(_, isLong: true), .json: true
        default: false
        }
    }

    private static let details = LocalizedText("Details", german: "Angaben")
    private static let personalData = LocalizedText("Personal data", german: "Personenbezogene Daten")
}
