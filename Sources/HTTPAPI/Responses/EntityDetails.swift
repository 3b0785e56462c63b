import Definitions
import HTTPServing
import Model
import Queries

/// What `odata.metadata=full` tells of a record beside its values: all that the metadata document and the conventions of the
/// standard let a client find by itself (OData JSON Format 4.01 §3.1.2, §4.6).
struct EntityDetails {
    /// `#Kontor.complaint`.
    let type: String
    /// Per attribute what its values are, `"#Int64"`; nil where the form of the value says so.
    private let propertyTypes: [String?]
    /// The names of links and lists that the reader may know of.
    private let navigations: [String]

    init(_ set: EntitySet, version: ProtocolVersion, navigations: [String]) {
        type = "#\(ResourcePath.namespace).\(set.type.name)"
        self.navigations = navigations
        propertyTypes = set.type.attributes.map { attribute in
            let shape = ServiceModel.Property.Shape(attribute, in: version)
            let bare = shape.type.replacing("Edm.", with: "")
            if shape.isCollection { return "#Collection(\(bare))" }
            return ["String", "Boolean", "Untyped", "Stream"].contains(bare) ? nil : "#\(bare)"
        }
    }

    /// The record's own: its type and addresses.
    func write(identity address: String, _ writer: inout JSONWriter) {
        writer.name("@odata.type")
        writer.text(type)
        for name in ["@odata.id", "@odata.readLink", "@odata.editLink"] {
            writer.name(name)
            writer.text(address)
        }
    }

    /// The type of a value, before the value.
    func write(typeOf position: Int, called name: String, _ writer: inout JSONWriter) {
        guard let type = propertyTypes[position] else { return }
        writer.name("\(name)@odata.type")
        writer.text(type)
    }

    /// Where links and lists lead.
    func write(linksFrom address: String, selected: (String) -> Bool, _ writer: inout JSONWriter) {
        for name in navigations where selected(name) {
            writer.name("\(name)@odata.navigationLink")
            writer.text("\(address)/\(name)")
        }
    }
}

extension Visit {
    /// What is told of each record where everything is wanted; nil where less is.
    func details(of set: EntitySet, _ format: ResponseFormat) -> EntityDetails? {
        guard format.control == .full else { return nil }
        return EntityDetails(
            set, version: version, navigations: links(of: set).map(\.name) + lists(of: set).compactMap(\.name))
    }
}
