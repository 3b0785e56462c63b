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
            guard record == nil, let value = prefilled[attribute.name] else {
                return fields.field(attribute, demands.first(attribute, of: record, type), of: record)
            }
            // What the address fills in is not what the field would show by itself: leaving it is a wish.
            return fields.field(attribute, offering: value)
        }
    }

    /// The form again, with what was entered and what is wrong with it.
    init(refused received: ReceivedForm, _ record: Record?, _ writer: ValueWriter, in context: PageContext) {
        let (language, type) = (context.language, received.type)
        let demands = FieldDemands(type, record, in: context)
        let fields = FieldWriter(values: writer, demands: demands)
        self.init(type, record, writer, in: context)
        takeOver(received)
        sections = received.layout.sections(of: record, writer) { attribute in
            fields.field(
                attribute, entered: received.submission, current: demands.first(attribute, of: record, type), of: record
            )
        }
        errors =
            received.others.map { problem in
                guard problem.code != "KTR-R210" else {
                    return ErrorMessage(
                        message: FormTexts.sentBefore(isNew: record == nil)[language], collision: received.made)
                }
                return ErrorMessage(
                    message: problem.message[language], advice: problem.hint?[language],
                    place: problem.location?.description)
            } + errorsOfFields
    }

    /// The form going on where it was interrupted, in the language of the context.
    init(
        continuing received: ReceivedForm, _ pause: ReceivedForm.Pause, _ record: Record?, _ writer: ValueWriter,
        in context: PageContext
    ) {
        let (submission, type) = (received.submission, received.type)
        let demands = FieldDemands(type, record, in: context)
        let fields = FieldWriter(values: writer, demands: demands)
        self.init(type, record, writer, in: context)
        takeOver(received)
        sections = received.layout.sections(of: record, writer) { attribute in
            let first = demands.first(attribute, of: record, type)
            if submission.untouched.contains(attribute.name) { return fields.field(attribute, first, of: record) }
            guard submission.faults[attribute.name] == nil, let value = submission.values[attribute.name],
                case .success(let read) = attribute.type.coerce(value, keeping: first)
            else { return fields.field(attribute, entered: submission, current: first, of: record) }
            return fields.field(attribute, changed: read, in: submission, current: first, of: record)
        }
        errors =
            received.lost.map {
                ErrorMessage(message: FormTexts.noLongerThere($0.label, $0.text)[context.language])
            } + (pause == .late || pause == .kept ? [] : errorsOfFields)
        switch pause {
        case .late: said = FormTexts.lateForm[context.language]
        case .kept: said = FormTexts.keptForm[context.language]
        case .language: break
        }
    }

    /// The form again after somebody else was faster: what was entered meets what is stored now.
    ///
    /// Fields that the person did not touch take the stored value; the others keep what was entered.
    ///
    /// - Parameters:
    ///   - base: the record as the form had shown it.
    ///   - isOwn: whether it was the same person who was faster.
    init(
        conflicting received: ReceivedForm, base: Record, stored: Record, isOwn: Bool, _ writer: ValueWriter,
        in context: PageContext
    ) {
        let (submission, language) = (received.submission, context.language)
        let entered = submission.changes(from: base)
        let fields = FieldWriter(values: writer, demands: FieldDemands(submission.type, stored, in: context))
        func isEntered(_ attribute: Attribute) -> Bool {
            entered[attribute.name] != nil || entered[MoneyRules.currencyName(of: attribute.name)] != nil
                || submission.faults[attribute.name] != nil
        }
        self.init(submission.type, stored, writer, in: context)
        takeOver(received)
        sections = received.layout.sections(of: stored, writer) { attribute in
            guard isEntered(attribute) else { return fields.field(attribute, stored[attribute.name], of: stored) }
            return fields.field(attribute, entered: submission, current: stored[attribute.name], of: stored)
        }
        differences = submission.attributes.compactMap { attribute in
            let now = stored[attribute.name]
            guard let value = entered[attribute.name], case .success(let yours) = attribute.type.coerce(value) else {
                // What only the other one changed is told, and nothing is said to be yours.
                guard base[attribute.name] != now, submission.faults[attribute.name] == nil else { return nil }
                return Difference(
                    label: attribute.label[language], stored: writer.excerpt(attribute, now, of: stored), yours: nil)
            }
            guard yours != now else { return nil }
            return Difference(
                label: attribute.label[language], stored: writer.excerpt(attribute, now, of: stored),
                yours: writer.excerpt(attribute, yours, of: base))
        }
        conflictTitle = (isOwn ? FormTexts.conflictWithYourself : FormTexts.conflictTitle)[language]
        errors =
            received.lost.map { ErrorMessage(message: FormTexts.noLongerThere($0.label, $0.text)[language]) }
            + errorsOfFields
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
        action = Address.sending(type, record?.id)
        csrf = context.csrf
        key = context.drawKey()
        revision = record?.revision
        errors = []
        differences = []
        sections = []
        cancelHref = home
        opener = context.opener
        language = context.language.rawValue
        definitions = context.catalog.fingerprint
        isLarge = FormLimit(type, usual: context.bodyLimit).isLarge
        otherLanguages = WebPages.languages.filter { $0 != context.language }.map {
            OtherLanguage(tag: $0.rawValue, label: FormTexts.continueIn($0))
        }
    }

    /// What the page keeps of the form that was sent.
    private mutating func takeOver(_ received: ReceivedForm) {
        isUnsaved = true
        held = received.form[OwnField.held]
    }

    /// What is wrong with fields, each with a link to its field.
    private var errorsOfFields: [ErrorMessage] {
        fields.compactMap { field in
            field.fault.map {
                ErrorMessage(
                    message: $0, fieldHref: "#\(field.id)", fieldLabel: field.label, collision: field.collision)
            }
        }
    }
}

extension FieldDemands {
    /// The value that a field shows first: the record's, or what a new one begins with.
    func first(_ attribute: Attribute, of record: Record?, _ type: EntityType) -> AttributeValue {
        record.map { $0[attribute.name] } ?? initialValue(attribute, of: type)
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
