import Definitions
import Model
import Queries

/// The form that somebody gets for a record: the declared one that fits, or the generated one, without what they may not see.
///
/// What may be changed follows from the roles (``TypePermissions``); a form can only take away from that.
struct FormLayout {
    /// One thing of a section.
    enum Entry {
        /// A field to fill in; the attribute is as the form presents it.
        case input(Attribute, width: Form.Field.Width?)
        /// A value that is shown and not changed.
        case fixed(Attribute, width: Form.Field.Width?)
        case note(LocalizedText)
        case related(Form.RelatedList)
    }

    struct Section {
        var name: String
        var label: LocalizedText
        var entries: [Entry]
    }

    let form: Form
    let sections: [Section]
    /// The currencies of amounts that may be chosen.
    private let currencies: [Attribute]

    var isGenerated: Bool { form.name == Form.generatedName }

    /// - Parameters:
    ///   - record: nil for a new one.
    ///   - adding: attributes that get a field even where the form has none for them, such as the lookup that a link fills in.
    init(
        _ type: EntityType, for purpose: Form.Purpose, _ record: Record?, adding: [String] = [], in context: PageContext
    ) {
        let permissions = context.permissions(type)
        let form = context.form(of: type, for: purpose, record)
        let isGenerated = form.name == Form.generatedName
        let settable =
            purpose == .show
            ? [] : Set(FormPage.attributes(type, creating: record == nil, in: context).map(\.name))
        func entry(_ item: Form.Item) -> Entry? {
            switch item.content {
            case .note(let text): return .note(text)
            case .related(let list): return purpose == .show ? .related(list) : nil
            case .field(let field):
                guard let attribute = type.attribute(named: field.attribute), permissions.shows(attribute) else {
                    return nil
                }
                // Of which entity type its record is, a lookup shows itself.
                if case .targetType = attribute.type { return nil }
                // A currency stands beside its amount.
                if case .currency = attribute.type,
                    form.fields.contains(where: { $0.attribute == attribute.companionOf })
                {
                    return nil
                }
                let here = field.applied(to: attribute)
                if settable.contains(field.attribute), !field.isReadOnly { return .input(here, width: field.width) }
                let isShown = purpose == .show || record != nil && !isGenerated
                return isShown ? .fixed(here, width: field.width) : nil
            }
        }
        var sections = form.sections.map { section in
            Section(name: section.name, label: section.label, entries: section.items.compactMap(entry))
        }
        let named = Set(form.fields.map(\.attribute))
        let extra = adding.filter { settable.contains($0) && !named.contains($0) }
            .compactMap { type.attribute(named: $0) }.map { Entry.input($0, width: nil) }
        if !extra.isEmpty {
            sections.append(Section(name: "more", label: Self.more, entries: extra))
        }
        // Notes alone make no section: what they speak of is not there for this reader.
        self.sections = sections.filter { section in
            section.entries.contains { if case .note = $0 { false } else { true } }
        }
        self.form = form
        currencies = settable.compactMap { type.attribute(named: $0) }.filter {
            if case .currency = $0.type { true } else { false }
        }
    }

    /// The attributes that can be filled in, as the form presents them; amounts with their currencies.
    var inputs: [Attribute] {
        sections.flatMap(\.entries).flatMap { entry -> [Attribute] in
            guard case .input(let attribute, _) = entry else { return [] }
            return [attribute] + currencies.filter { $0.companionOf == attribute.name }
        }
    }

    /// The related lists that the form names.
    var relatedLists: [Form.RelatedList] {
        sections.flatMap(\.entries).compactMap { if case .related(let list) = $0 { list } else { nil } }
    }

    private static let more = LocalizedText("Also", german: "Außerdem")
}

extension PageContext {
    /// The form for the principal and a record's state.
    func form(of type: EntityType, for purpose: Form.Purpose, _ record: Record?) -> Form {
        catalog.form(of: type, for: purpose, roles: principal.roles, states: record.map(states) ?? [])
            ?? .generated(for: type)
    }

    /// The active states of a record and those around them; none where the principal does not see its state.
    func states(of record: Record) -> Set<String> {
        guard let attribute = record.type.stateAttribute, let chart = catalog.chart(of: record.type) else { return [] }
        return chart.activeIDs(record[attribute.name].displayText)
    }

    /// The views that the principal is offered.
    func views(of type: EntityType) -> [View] {
        catalog.views(of: type, roles: principal.roles).filter { view in
            view.filter.map { $0.expression.paths.allSatisfy(asks) } ?? true
        }
    }

    /// The view that a list opens with.
    func openingView(of type: EntityType) -> View? {
        let views = views(of: type)
        return views.first(where: \.isDefault) ?? views.first
    }

    /// The documents that the principal can make of a record now.
    func documents(of record: Record) -> [DocumentTemplate] {
        catalog.documents(of: record.type, roles: principal.roles, states: states(of: record))
    }
}
