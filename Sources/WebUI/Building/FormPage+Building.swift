import Definitions
import Model
import Records

extension FormPage {
    /// The form for a new record, or one that exists.
    ///
    /// - Parameter prefilled: what the address fills in, by attribute.
    init(
        _ type: EntityType, _ record: Record?, _ layout: FormLayout, prefilled: [String: AttributeValue] = [:],
        _ writer: ValueWriter, in context: PageContext
    ) {
        let demands = FieldDemands(type, record, in: context)
        let fields = FieldWriter(values: writer, demands: demands)
        self.init(type, record, writer, in: context)
        sections = layout.sections(of: record, writer) { attribute in
            fields.field(
                attribute,
                record?[attribute.name] ?? prefilled[attribute.name]
                    ?? (record == nil ? demands.initialValue(attribute, of: type) : .null), of: record)
        }
    }

    /// The form again, with what was entered and what is wrong with it.
    init(
        _ submission: Submission, _ record: Record?, _ layout: FormLayout, others: [Refusal.Problem],
        _ writer: ValueWriter, in context: PageContext
    ) {
        let language = context.language
        let writerOfFields = FieldWriter(
            values: writer, demands: FieldDemands(submission.type, record, in: context))
        self.init(submission.type, record, writer, in: context)
        sections = layout.sections(of: record, writer) { attribute in
            writerOfFields.field(
                attribute, entered: submission.form, current: record?[attribute.name] ?? .null,
                fault: submission.faults[attribute.name])
        }
        let named = fields.compactMap { field in
            field.fault.map { Complaint(message: $0, fieldHref: "#\(field.id)", fieldLabel: field.label) }
        }
        complaints =
            others.map {
                Complaint(message: $0.message[language], advice: $0.hint?[language], place: $0.location?.description)
            } + named
    }

    /// The form again after somebody else was faster: what was entered meets what is stored now.
    ///
    /// Fields that the person did not touch take the stored value; the others keep what was entered.
    ///
    /// - Parameters:
    ///   - base: the record as the form had shown it.
    init(
        conflicting submission: Submission, base: Record, stored: Record, _ layout: FormLayout, _ writer: ValueWriter,
        in context: PageContext
    ) {
        let entered = submission.changes(from: base)
        let fieldWriter = FieldWriter(values: writer, demands: FieldDemands(submission.type, stored, in: context))
        let empty = FormTexts.empty[context.language]
        self.init(submission.type, stored, writer, in: context)
        sections = layout.sections(of: stored, writer) { attribute in
            guard
                entered[attribute.name] != nil || entered[MoneyRules.currencyName(of: attribute.name)] != nil
            else { return fieldWriter.field(attribute, stored[attribute.name], of: stored) }
            return fieldWriter.field(
                attribute, entered: submission.form, current: stored[attribute.name],
                fault: submission.faults[attribute.name])
        }
        differences = submission.attributes.compactMap { attribute in
            let (old, new) = (base[attribute.name], stored[attribute.name])
            guard old != new || entered[attribute.name] != nil else { return nil }
            var yours = writer.text(attribute, old, of: base)
            if let value = entered[attribute.name], case .success(let coerced) = attribute.type.coerce(value) {
                yours = writer.text(attribute, coerced)
            }
            let now = writer.text(attribute, new, of: stored)
            return Difference(
                label: attribute.label[context.language], stored: now.isEmpty ? empty : now,
                yours: yours.isEmpty ? empty : yours)
        }
    }

    /// The attributes that the principal may set.
    static func attributes(_ type: EntityType, creating: Bool, in context: PageContext) -> [Attribute] {
        let permissions = context.permissions(type)
        return type.declaredPositions.map { type.attributes[$0] }.filter { attribute in
            switch attribute.type {
            case .autonumber, .state, .identifier, .principal: false
            default: permissions.maySet(attribute, creating: creating)
            }
        }
    }

    private init(_ type: EntityType, _ record: Record?, _ writer: ValueWriter, in context: PageContext) {
        let home = record.map { Address.record(type, $0.id) } ?? Address.list(type)
        title = (record.map { FormTexts.edit(writer.title($0)) } ?? FormTexts.create(type.label))[context.language]
        action = home
        csrf = context.csrf
        key = context.drawKey()
        revision = record?.revision
        complaints = []
        differences = []
        sections = []
        cancelHref = home
    }
}

extension FormLayout {
    /// The sections of a form page.
    ///
    /// - Parameter field: the field of an attribute that can be filled in.
    func sections(
        of record: Record?, _ writer: ValueWriter, _ field: (Attribute) -> FormField
    ) -> [FormPage.Section] {
        let language = writer.format.language
        let hasHeadings = !isGenerated || sections.count > 1
        return sections.map { section in
            FormPage.Section(
                id: "section-\(section.name)", heading: hasHeadings ? section.label[language] : nil,
                items: section.entries.compactMap { entry in
                    switch entry {
                    case .input(let attribute, let width):
                        var field = field(attribute)
                        field.width = width?.rawValue
                        return FormPage.Item(field: field)
                    case .fixed(let attribute, let width):
                        let value = writer.cell(attribute, record?[attribute.name] ?? .null, of: record)
                        return FormPage.Item(
                            fixed: .init(value: value, width: width?.rawValue ?? (value.isLong ? "full" : "half")))
                    case .note(let text): return FormPage.Item(note: text[language])
                    case .related: return nil
                    }
                })
        }
    }
}
