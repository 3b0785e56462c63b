import Model

/// The form that creates or changes a record.
struct FormPage: Page {
    static let template = "form"

    struct ErrorMessage: Sendable {
        var message: String
        var advice: String?
        /// Anchor of the field it concerns.
        var fieldHref: String?
        var fieldLabel: String?
        var place: String?
        /// The record that it collides with.
        var collision: FormField.Link?
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
        var stored: Excerpt
        /// Nil where only the other one changed it.
        var yours: Excerpt?
    }

    /// A language that the form can go on in.
    struct OtherLanguage: Sendable {
        var tag: String
        var label: String
    }

    var title: String
    var action: String
    var csrf: String
    /// Idempotency key of this rendering of the form: sending it twice writes once.
    var key: String
    var revision: Int64?
    var errors: [ErrorMessage]
    var differences: [Difference]
    var sections: [Section]
    var cancelHref: String
    /// Who opened it, proved.
    var opener = ""
    /// The language that it shows numbers in.
    var language: String
    /// The state of the definitions that it is made by.
    var definitions: String
    /// Whether it holds what is not stored.
    var isUnsaved = false
    /// Said above the form.
    var said: String?
    /// Names what was kept of it while its session had ended.
    var held: String?
    var otherLanguages: [OtherLanguage] = []
    /// Whether a body of the usual encoding could become too long.
    var isLarge = false
    var conflictTitle = ""

    /// All fields, in their order.
    var fields: [FormField] { sections.flatMap { $0.items.compactMap(\.field) } }

    func derived(_ name: String) -> Any? {
        switch name {
        case "isMultipart": isLarge || fields.contains { $0.control == .file }
        case "hasErrors": !errors.isEmpty
        case "hasConflict": !differences.isEmpty
        default: nil
        }
    }
}

/// One input of a form; what is drawn follows from ``control``.
struct FormField: TemplateValue, Sendable {
    enum Control: Sendable, Equatable {
        case line, long, number, decimal, date, instant, choice, checkbox, lookup, money, choices, file
        /// Many options of which several can be chosen: those that are, and a list to add from.
        case search
    }

    /// So many boxes are shown at most, one for each option.
    static let mostBoxes = 24
    /// So many chosen ones of many options get a box; the rest is marked in the list.
    static let mostChosenBoxes = 60

    /// One of the records that have a name.
    struct Candidate: Sendable, Equatable {
        var id: RecordID
        var title: String
        /// What tells it from the others.
        var detail: String
        /// What stands for it in the field: its title, with the detail where others have the same.
        var label: String
    }

    struct Link: Sendable {
        var label: String
        var href: String
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
    /// The record that the value collides with.
    var collision: Link?
    /// A mark of what the field showed first; nil for lookups, which have ``lookupMark``.
    var was: String?
    var lookupMark: String?
    /// The same of the currency beside an amount.
    var currencyWas: String?
    /// What can be chosen for a name that several records have.
    var candidates: [Candidate] = []
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

    /// Options to add from: all that have no box.
    private var listed: [Option] {
        let boxed = Set(options.filter(\.isChosen).prefix(Self.mostChosenBoxes).map(\.value))
        return options.filter { !boxed.contains($0.value) }
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
        case "isSearch": control == .search
        case "hasLegend": control == .choices || control == .search
        case "boxes": control == .search ? Array(options.filter(\.isChosen).prefix(Self.mostChosenBoxes)) : options
        case "listed": listed
        case "kindShown": kinds.first(where: \.isChosen)?.value
        case "hasCandidates": !candidates.isEmpty
        case "isInput": ![.long, .choice, .checkbox, .lookup, .money, .choices, .file, .search].contains(control)
        case "offersNothing": !isRequired || !options.contains { $0.isChosen }
        default: nil
        }
    }
}
