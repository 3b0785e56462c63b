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
        element(
            "edmx:Edmx",
            [("Version", model.version.rawValue), ("xmlns:edmx", "http://docs.oasis-open.org/odata/ns/edmx")]
        ) { xml in
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
                    for complex in model.complexTypes { xml.write(complex) }
                    for entity in model.entities { xml.writeOperations(of: entity, model) }
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
            xml.write(entity.annotations)
        }
    }

    private mutating func write(_ complex: ServiceModel.Complex) {
        element("ComplexType", [("Name", complex.name)]) { xml in
            for property in complex.properties { xml.write(property) }
        }
    }

    private mutating func write(_ property: ServiceModel.Property) {
        let shape = property.shape
        let type = shape.isCollection ? "Collection(\(shape.type))" : shape.type
        var attributes = [("Name", property.name), ("Type", type)]
        if !property.isNullable || shape.isCollection { attributes.append(("Nullable", "false")) }
        if let length = shape.maximumLength { attributes.append(("MaxLength", String(length))) }
        if let precision = shape.precision { attributes.append(("Precision", String(precision))) }
        if let scale = shape.scale { attributes.append(("Scale", String(scale))) }
        guard !property.annotations.isEmpty else { return empty("Property", attributes) }
        element("Property", attributes) { $0.write(property.annotations) }
    }

    private mutating func write(_ navigation: ServiceModel.Navigation) {
        let type = "\(ResourcePath.namespace).\(navigation.target.name)"
        var attributes = [("Name", navigation.name), ("Type", navigation.isCollection ? "Collection(\(type))" : type)]
        if !navigation.isCollection, !navigation.isNullable { attributes.append(("Nullable", "false")) }
        if let partner = navigation.partner { attributes.append(("Partner", partner)) }
        guard let constraint = navigation.constraint else { return empty("NavigationProperty", attributes) }
        element("NavigationProperty", attributes) {
            $0.empty("ReferentialConstraint", [("Property", constraint), ("ReferencedProperty", "id")])
        }
    }

    private mutating func writeOperations(of entity: ServiceModel.Entity, _ model: ServiceModel) {
        let type = "\(ResourcePath.namespace).\(entity.type.name)"
        for action in entity.actions {
            element("Action", [("Name", action.name), ("IsBound", "true")]) { xml in
                xml.empty("Parameter", [("Name", "record"), ("Type", type), ("Nullable", "false")])
                for name in action.parameters {
                    xml.element("Parameter", [("Name", name), ("Type", model.anything)]) {
                        $0.write([Annotation("Core.OptionalParameter", .record([]))])
                    }
                }
                xml.empty("ReturnType", [("Type", type), ("Nullable", "false")])
                xml.write(action.annotations)
            }
        }
        for function in ServiceModel.functions where function.name != entity.type.name {
            element("Function", [("Name", function.name), ("IsBound", "true")]) { xml in
                xml.empty("Parameter", [("Name", "record"), ("Type", type), ("Nullable", "false")])
                let result = "Collection(\(ResourcePath.namespace).\(function.result))"
                xml.empty("ReturnType", [("Type", result), ("Nullable", "false")])
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
                    xml.write(entity.capabilities)
                }
            }
            xml.write(ServiceModel.capabilities)
        }
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

    /// An element with text in it.
    mutating func content(_ name: String, _ value: String) {
        open(name, [])
        text += ">\(Self.escape(value))</\(name)>\n"
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
