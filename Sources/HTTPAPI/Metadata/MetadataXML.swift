import Model

/// The metadata document as XML (OData CSDL XML Representation 4.01).
struct MetadataXML {
    private var text = ""
    private var depth = 0

    static func document(_ model: ServiceModel) -> String {
        var xml = MetadataXML()
        xml.write(model)
        return xml.text
    }

    private mutating func write(_ model: ServiceModel) {
        text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
        element("edmx:Edmx", [("Version", "4.01"), ("xmlns:edmx", "http://docs.oasis-open.org/odata/ns/edmx")]) { xml in
            for vocabulary in ServiceModel.vocabularies {
                xml.element("edmx:Reference", [("Uri", vocabulary.address)]) { xml in
                    xml.empty("edmx:Include", [("Namespace", vocabulary.namespace), ("Alias", vocabulary.alias)])
                }
            }
            xml.element("edmx:DataServices") { xml in
                xml.element(
                    "Schema",
                    [("Namespace", ResourcePath.namespace), ("xmlns", "http://docs.oasis-open.org/odata/ns/edm")]
                ) { xml in
                    for entity in model.entities { xml.write(entity) }
                    for entity in model.entities { xml.writeActions(of: entity) }
                    xml.writeFunctions(of: model)
                    xml.writeContainer(model)
                }
            }
        }
    }

    private mutating func write(_ entity: ServiceModel.Entity) {
        element("EntityType", [("Name", entity.type.name)]) { xml in
            xml.element("Key") { $0.empty("PropertyRef", [("Name", "id")]) }
            for property in entity.properties { xml.write(property) }
            for navigation in entity.navigations { xml.write(navigation) }
            xml.description(entity.label)
        }
    }

    private mutating func write(_ property: ServiceModel.Property) {
        let type = property.isCollection ? "Collection(\(property.type))" : property.type
        var attributes = [("Name", property.name), ("Type", type)]
        if !property.isNullable || property.isCollection { attributes.append(("Nullable", "false")) }
        if let length = property.maximumLength { attributes.append(("MaxLength", String(length))) }
        if let scale = property.scale { attributes += [("Precision", "18"), ("Scale", String(scale))] }
        if let precision = property.precision { attributes.append(("Precision", String(precision))) }
        element("Property", attributes) { xml in
            xml.description(property.label)
            if property.isComputed { xml.empty("Annotation", [("Term", "Core.Computed"), ("Bool", "true")]) }
            if property.isImmutable { xml.empty("Annotation", [("Term", "Core.Immutable"), ("Bool", "true")]) }
            switch property.currency {
            case .fixed(let code): xml.empty("Annotation", [("Term", "Measures.ISOCurrency"), ("String", code)])
            case .path(let name): xml.empty("Annotation", [("Term", "Measures.ISOCurrency"), ("Path", name)])
            case nil: break
            }
            guard !property.allowed.isEmpty else { return }
            xml.element("Annotation", [("Term", "Validation.AllowedValues")]) { xml in
                xml.element("Collection") { xml in
                    for value in property.allowed {
                        xml.element("Record") {
                            $0.empty("PropertyValue", [("Property", "Value"), ("String", value)])
                        }
                    }
                }
            }
        }
    }

    private mutating func write(_ navigation: ServiceModel.Navigation) {
        let type = "\(ResourcePath.namespace).\(navigation.target.name)"
        var attributes = [("Name", navigation.name), ("Type", navigation.isCollection ? "Collection(\(type))" : type)]
        if !navigation.isCollection, !navigation.isNullable { attributes.append(("Nullable", "false")) }
        guard let constraint = navigation.constraint else { return empty("NavigationProperty", attributes) }
        element("NavigationProperty", attributes) {
            $0.empty("ReferentialConstraint", [("Property", constraint), ("ReferencedProperty", "id")])
        }
    }

    private mutating func writeActions(of entity: ServiceModel.Entity) {
        let type = "\(ResourcePath.namespace).\(entity.type.name)"
        for action in entity.actions where action != entity.type.name {
            element("Action", [("Name", action), ("IsBound", "true")]) { xml in
                xml.empty("Parameter", [("Name", "record"), ("Type", type), ("Nullable", "false")])
                xml.empty("ReturnType", [("Type", type)])
            }
        }
    }

    private mutating func writeContainer(_ model: ServiceModel) {
        element("EntityContainer", [("Name", "Container")]) { xml in
            for entity in model.entities {
                let type = "\(ResourcePath.namespace).\(entity.type.name)"
                xml.element("EntitySet", [("Name", entity.type.setName), ("EntityType", type)]) { xml in
                    for navigation in entity.navigations {
                        xml.empty(
                            "NavigationPropertyBinding",
                            [("Path", navigation.name), ("Target", navigation.target.setName)])
                    }
                }
            }
        }
    }

    private mutating func description(_ label: String) {
        empty("Annotation", [("Term", "Core.Description"), ("String", label)])
    }

    mutating func element(
        _ name: String, _ attributes: [(String, String)] = [], _ content: (inout MetadataXML) -> Void
    ) {
        open(name, attributes)
        text += ">\n"
        depth += 1
        content(&self)
        depth -= 1
        text += String(repeating: " ", count: depth) + "</\(name)>\n"
    }

    mutating func empty(_ name: String, _ attributes: [(String, String)]) {
        open(name, attributes)
        text += "/>\n"
    }

    private mutating func open(_ name: String, _ attributes: [(String, String)]) {
        text += String(repeating: " ", count: depth) + "<\(name)"
        for (name, value) in attributes { text += " \(name)=\"\(Self.escape(value))\"" }
    }

    private static func escape(_ value: String) -> String {
        guard value.utf8.contains(where: { [0x22, 0x26, 0x3C, 0x3E, 0x0A, 0x0D, 0x09].contains($0) }) else {
            return value
        }
        return value.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
            .replacing("\"", with: "&quot;").replacing("\n", with: "&#10;").replacing("\r", with: "&#13;")
            .replacing("\t", with: "&#9;")
    }
}
