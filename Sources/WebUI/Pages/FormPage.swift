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
    var fields: [FormField]
    var cancelHref: String
    var kept: [ListPage.Hidden] = []

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
        case line, long, number, decimal, date, instant, choice, checkbox, lookup, file
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
    var minimum: String?
    var maximum: String?
    var step: String?
    /// Where a lookup's suggestions come from.
    var source: String?
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

    func derived(_ name: String) -> Any? {
        switch name {
        case "id": id
        case "describedBy": describedBy
        case "isLong", "isWide": control == .long
        case "isChoice": control == .choice
        case "isCheckbox": control == .checkbox
        case "isLookup": control == .lookup
        case "isFile": control == .file
        case "isHeld": !value.isEmpty
        case "isRemovable": !isRequired && !value.isEmpty
        case "isInput": ![.long, .choice, .checkbox, .lookup, .file].contains(control)
        case "offersNothing": !isRequired || !options.contains { $0.isChosen }
        default: nil
        }
    }
}
