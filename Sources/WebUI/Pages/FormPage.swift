/// The form that creates or changes a record.
struct FormPage: Page {
    static let template = "form"

    struct Complaint: Sendable {
        var message: String
        var advice: String?
        /// Anchor of the field it concerns.
        var fieldHref: String?
        var fieldLabel: String?
        var place: String?
    }

    struct Section: TemplateValue, Sendable {
        var id: String
        /// Nil where it is the only one and needs none.
        var heading: String?
        var items: [Item]
    }

    /// Exactly one of the kinds.
    struct Item: Sendable {
        var field: FormField?
        var fixed: Fixed?
        var note: String?
    }

    /// A value that is shown and not changed.
    struct Fixed: Sendable {
        var value: Cell
        /// Class of its width.
        var width: String
    }

    struct Difference: Sendable {
        var label: String
        var stored: String
        var yours: String
    }

    var title: String
    var action: String
    var csrf: String
    /// Names this rendering of the form, so that sending it twice writes once.
    var key: String
    var revision: Int64?
    var complaints: [Complaint]
    var differences: [Difference]
    var sections: [Section]
    var cancelHref: String
    var kept: [ListPage.Hidden] = []

    /// All fields, in their order.
    var fields: [FormField] { sections.flatMap { $0.items.compactMap(\.field) } }

    func derived(_ name: String) -> Any? {
        switch name {
        case "hasFiles": fields.contains { $0.control == .file }
        case "hasComplaints": !complaints.isEmpty
        case "hasConflict": !differences.isEmpty
        default: nil
        }
    }
}

/// One input of a form; what is drawn follows from ``control``.
struct FormField: TemplateValue, Sendable {
    enum Control: Sendable, Equatable {
        case line, long, number, decimal, date, instant, choice, checkbox, lookup, money, choices, file
    }

    struct Option: Sendable {
        var value: String
        var label: String
        var isChosen: Bool
    }

    var id: String { "field-\(name)" }
    var name: String
    var label: String
    var control: Control
    var value: String
    var isRequired = false
    var guidance: String?
    var fault: String?
    var options: [Option] = []
    var isChosen = false
    var inputType = "text"
    var inputMode: String?
    var autocomplete: String?
    var maximumLength: Int?
    var minimumLength: Int?
    /// As a browser takes it; nil where only the server can tell.
    var pattern: String?
    /// What people are told where a value is not like that.
    var patternMessage: String?
    var minimum: String?
    var maximum: String?
    var step: String?
    /// The entity types that a lookup may lead to.
    struct Kind: Sendable {
        var value: String
        var label: String
        /// Where suggestions come from.
        var source: String
        var isChosen: Bool
    }

    /// What stands behind the value: the one currency of all amounts.
    var unit: String?
    /// The currencies to choose from, where an amount says its own.
    var currencies: [Option] = []
    /// Whether it holds a text for machines.
    var isCode = false
    /// Class of the width that a form declares; nil leaves it to the control.
    var width: String?
    /// Where a lookup's suggestions come from.
    var source: String? { kinds.first(where: \.isChosen)?.source }
    var kinds: [Kind] = []
    /// What a lookup shows for its value.
    var shown = ""
    /// Media types that a file field offers to choose.
    var accept: String?
    /// The most bytes of a file, and what is said of a larger one, for a check before it is sent.
    var limit: String?
    var tooLarge: String?
    /// Whether the file that is shown was uploaded and is not saved yet.
    var isWaiting = false
    /// Ids of the texts that describe the input; nil where there are none.
    var describedBy: String? {
        let ids = [guidance.map { _ in "\(id)-help" }, fault.map { _ in "\(id)-fault" }].compactMap { $0 }
        return ids.isEmpty ? nil : ids.joined(separator: " ")
    }

    /// Chooses one of the entity types; the first where the name is none of theirs.
    mutating func choose(_ kind: String?) {
        let chosen = kinds.firstIndex { $0.value == kind } ?? kinds.startIndex
        for index in kinds.indices { kinds[index].isChosen = index == chosen }
    }

    func derived(_ name: String) -> Any? {
        switch name {
        case "id": id
        case "source": source
        case "hasKinds": kinds.count > 1
        case "describedBy": describedBy
        case "isLong": control == .long
        case "isWide": width == nil && control == .long
        case "isMoney": control == .money
        case "hasCurrencies": !currencies.isEmpty
        case "isChoices": control == .choices
        case "isChoice": control == .choice
        case "isCheckbox": control == .checkbox
        case "isLookup": control == .lookup
        case "isFile": control == .file
        case "isHeld": !value.isEmpty
        case "isRemovable": !isRequired && !value.isEmpty
        case "isInput": ![.long, .choice, .checkbox, .lookup, .money, .choices, .file].contains(control)
        case "offersNothing": !isRequired || !options.contains { $0.isChosen }
        default: nil
        }
    }
}
