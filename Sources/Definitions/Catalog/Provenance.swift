public import Model

/// One place that set something on an entity type, an attribute, an option set or a role.
public struct ProvenanceStep: Sendable, Hashable, CustomStringConvertible {
    /// What a place does to the thing it speaks of.
    public enum Kind: String, Sendable, Hashable {
        case declares, adds, sets
    }

    /// The pack whose file it stands in.
    public var pack: String
    /// What is done there.
    public var kind: Kind
    /// To what: `the attribute`, `the option 'fax'`, `'required' to 'true'`.
    public var what: String
    /// Whether another pack's setting holds instead.
    public var isOverruled: Bool
    /// Where it stands.
    public var location: SourceLocation

    init(pack: String, _ kind: Kind, _ what: String, isOverruled: Bool = false, location: SourceLocation) {
        self.pack = pack
        self.kind = kind
        self.what = what
        self.isOverruled = isOverruled
        self.location = location
    }

    /// `entity-definitions/branch/account.xml:4:5: branch sets 'required' to 'true'`.
    public var description: String {
        "\(location): \(pack) \(kind.rawValue) \(what)\(isOverruled ? " (overruled)" : "")"
    }
}

extension Catalog {
    /// Every place that set something on an entity type, in the order of application.
    public func provenance(of type: EntityType) -> [ProvenanceStep] {
        [ProvenanceStep(pack: type.pack, .declares, "the entity type", location: type.location)]
            + steps(.entity(type.name))
    }

    /// Every place that set something on an attribute, in the order of application; those of its option set included.
    ///
    ///     catalog.provenance(of: phone, in: account).map(\.description)
    public func provenance(of attribute: Attribute, in type: EntityType) -> [ProvenanceStep] {
        let own = steps(.attribute(attribute.name, entity: type.name))
        let isAdded = own.contains { $0.location == attribute.location }
        let declared = ProvenanceStep(pack: type.pack, .declares, "the attribute", location: attribute.location)
        let options: [ProvenanceStep] =
            if case .choice(let set) = attribute.type { provenance(ofOptionSet: set.name) } else { [] }
        return (isAdded ? [] : [declared]) + own + options
    }

    /// Every place that put something on a form, in the order of the form.
    ///
    ///     catalog.provenance(of: form).map(\.description)
    public func provenance(of form: Form) -> [ProvenanceStep] {
        func step(_ what: String, _ pack: String, _ location: SourceLocation) -> ProvenanceStep {
            ProvenanceStep(pack: pack, pack == form.pack ? .declares : .adds, what, location: location)
        }
        return [step("the form", form.pack, form.location)]
            + form.sections.flatMap { section in
                [step("the section '\(section.name)'", section.pack, section.location)]
                    + section.items.map { step($0.description, $0.pack, $0.location) }
            }
    }

    /// The place that declares a view.
    public func provenance(of view: View, in type: EntityType) -> [ProvenanceStep] {
        [
            ProvenanceStep(
                pack: view.pack, view.pack == type.pack ? .declares : .adds, "the view", location: view.location)
        ]
    }

    /// The place that declares a document, and its texts.
    public func provenance(of document: DocumentTemplate, in type: EntityType) -> [ProvenanceStep] {
        let kind = document.pack == type.pack ? ProvenanceStep.Kind.declares : .adds
        return [ProvenanceStep(pack: document.pack, kind, "the document", location: document.location)]
            + document.texts.map { text in
                ProvenanceStep(
                    pack: document.pack, kind, "the text", location: SourceLocation(file: text.file, line: 1))
            }
    }

    /// Every place that set something on an option set, in the order of application.
    public func provenance(ofOptionSet name: String) -> [ProvenanceStep] { steps(.options(name)) }

    /// Every place that set something on a role, in the order of application.
    public func provenance(ofRole name: String) -> [ProvenanceStep] { steps(.role(name)) }
}

/// What a step of provenance is about.
enum ProvenanceSubject: Hashable {
    case entity(String)
    case attribute(String, entity: String)
    case options(String)
    case role(String)
}
