import Model

/// What the metadata says of something beyond its shape: a term of a vocabulary with its value, in both notations (OData CSDL XML
/// and JSON 4.01, chapter 14).
struct Annotation {
    /// The forms of values that we write.
    indirect enum Value {
        case boolean(Bool)
        case text(String)
        /// The value of another property.
        case path(String)
        /// Properties themselves.
        case properties([String])
        case list([Value])
        case record([(property: String, value: Value)], about: [Annotation] = [])
    }

    /// With the alias of its vocabulary: `Core.Description`.
    var term: String
    /// Tells several values of one term apart.
    var qualifier: String?
    var value: Value

    init(_ term: String, qualifier: String? = nil, _ value: Value) {
        self.term = term
        self.qualifier = qualifier
        self.value = value
    }

    /// How people call something: in the language of who asks, and, with the language as qualifier, in every one that there is.
    static func descriptions(_ label: LocalizedText, _ language: Language) -> [Annotation] {
        let languages = ([.english] + label.others.keys.sorted { $0.rawValue < $1.rawValue })
        return [Annotation("Core.Description", .text(label[language]))]
            + languages.map {
                Annotation(
                    "Core.Description", qualifier: $0.rawValue.replacing("-", with: "_"), .text(label[$0]))
            }
    }

    /// Values that are allowed, with what people call them where that is known.
    static func allowedValues(_ values: [(name: String, label: LocalizedText?)], _ language: Language) -> Annotation {
        Annotation(
            "Validation.AllowedValues",
            .list(
                values.map { value in
                    .record(
                        [("Value", .text(value.name))], about: value.label.map { descriptions($0, language) } ?? [])
                }))
    }
}

// MARK: JSON

extension Annotation {
    /// As a member of what it is about: `@Core.Description#de`.
    var member: DataValue.Member { .init("@\(term)" + (qualifier.map { "#" + $0 } ?? ""), value.json) }
}

extension Annotation.Value {
    var json: DataValue {
        switch self {
        case .boolean(let value): .boolean(value)
        case .text(let value): .text(value)
        case .path(let path): .object([.init("$Path", .text(path))])
        case .properties(let names): .list(names.map { .text($0) })
        case .list(let values): .list(values.map(\.json))
        case .record(let members, let annotations):
            .object(members.map { DataValue.Member($0.property, $0.value.json) } + annotations.map(\.member))
        }
    }
}

// MARK: XML

extension Annotation.Value {
    /// The attribute that holds a simple value; nil for one that needs elements.
    var attribute: (String, String)? {
        switch self {
        case .boolean(let value): ("Bool", value ? "true" : "false")
        case .text(let value): ("String", value)
        case .path(let path): ("Path", path)
        case .properties, .list, .record: nil
        }
    }
}

extension MetadataXML {
    mutating func write(_ annotations: [Annotation]) {
        for annotation in annotations {
            var attributes = [("Term", annotation.term)]
            if let qualifier = annotation.qualifier { attributes.append(("Qualifier", qualifier)) }
            write("Annotation", attributes, annotation.value)
        }
    }

    /// An element with a value, as its attribute or inside it.
    private mutating func write(_ name: String, _ attributes: [(String, String)], _ value: Annotation.Value) {
        if let attribute = value.attribute {
            empty(name, attributes + [attribute])
        } else {
            element(name, attributes) { $0.write(elementsOf: value) }
        }
    }

    private mutating func write(elementsOf value: Annotation.Value) {
        switch value {
        case .boolean(let value): content("Bool", value ? "true" : "false")
        case .text(let value): content("String", value)
        case .path(let path): content("Path", path)
        case .properties(let names):
            element("Collection") { xml in for name in names { xml.content("PropertyPath", name) } }
        case .list(let values):
            element("Collection") { xml in for value in values { xml.write(elementsOf: value) } }
        case .record(let members, let annotations):
            element("Record") { xml in
                for member in members { xml.write("PropertyValue", [("Property", member.property)], member.value) }
                xml.write(annotations)
            }
        }
    }
}
