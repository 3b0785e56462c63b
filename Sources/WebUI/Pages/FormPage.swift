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
        case "hasComplaints": !complaints.isEmpty
        case "hasConflict": !differences.isEmpty
        default: nil
        }
    }
}

/// One input of a form; what is drawn follows from ``control``.
struct FormField: TemplateValue, Sendable {
    enum Control: Sendable, Equatable {
        case line, long, number, decimal, date, instant, choice, checkbox, lookup
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
    /// Where a lookup's suggestions come from.
    var source: String?
    /// What a lookup shows for its value.
    var shown = ""
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
        case "isInput": ![.long, .choice, .checkbox, .lookup].contains(control)
        case "offersNothing": !isRequired || !options.contains { $0.isChosen }
        default: nil
        }
    }
}
