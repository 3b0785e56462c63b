import Mustache

/// A view's records as a table, with filters, sorting and pages.
struct ListPage: Page {
    static let template = "list"

    struct Tab: Sendable {
        var label: String
        var href: String
        var isCurrent: Bool
    }

    struct Column: TemplateValue, Sendable {
        var heading: String
        /// Nil where the list cannot be sorted by it.
        var sortHref: String?
        /// `ascending`, `descending`, or nil: the value of aria-sort.
        var sorted: String?
        var isNumber: Bool

        func derived(_ name: String) -> Any? { name == "isAscending" ? sorted == "ascending" : nil }
    }

    struct Row: Sendable {
        var cells: [Cell]
    }

    /// A restriction that came with the address, such as the record whose related ones are shown.
    struct Restriction: Sendable {
        var label: String
        var name: String
        var value: String
        var shown: String
        var removeHref: String
    }

    struct Expression: Sendable {
        var text: String
        var isOpen: Bool
        var problem: String?
        /// An example that is made of what the type has.
        var help = ""
        /// The expression with the place marked, in three parts.
        var marked: Marked?

        struct Marked: Sendable {
            var ahead: String
            var at: String
            var rest: String
        }
    }

    struct Hidden: Sendable {
        var name: String
        var value: String
    }

    var title: String
    /// What the table is called by who cannot see where it stands.
    var caption = ""
    var address: String
    var resetHref: String
    var createHref: String?
    var tabs: [Tab]
    var restrictions: [Restriction]
    var filters: [FilterField]
    var expression: Expression
    var kept: [Hidden]
    var search: SearchField?
    var isSearched = false
    /// The list without the search.
    var searchEndHref = ""
    var isFiltered: Bool
    var errors: [String]
    var columns: [Column]
    var rows: [Row]
    var emptyText: String
    var emptyCreateLabel: String?
    var countText: String?
    var firstHref: String?
    var previousHref: String?
    var nextHref: String?
    var dataHref: String

    func derived(_ name: String) -> Any? {
        switch name {
        case "hasRows": !rows.isEmpty
        case "hasPages": firstHref != nil || previousHref != nil || nextHref != nil
        default: nil
        }
    }
}

/// One value of a list or a record page, ready to be shown.
struct Cell: Sendable, MustacheParent {
    var label: String
    var text: String
    var href: String?
    var isNumber = false
    /// A state or a choice that is drawn as a mark of its own.
    var tone: String?
    /// The class of the mark's colour.
    var colour: String?
    /// Several choices, each drawn as a mark of its own.
    var marks: [Mark] = []
    var isLong = false
    /// A text for machines, with its blanks and lines.
    var isCode = false
    /// Never broken into two lines in a table.
    var isShort = false
    /// Address of a picture to show.
    var picture: String?
    /// What is said behind the value in small letters.
    var note: String?

    /// How many more choices there are than are shown.
    var rest: String?

    /// So many marks stand in a list.
    private static let mostMarks = 8

    struct Mark: Sendable {
        var text: String
        /// The class of its colour.
        var colour: String
    }

    /// As it stands in a list: its beginning. All of it is on the record's page.
    var brief: Cell {
        var cell = self
        cell.text = Excerpt(text).short
        guard marks.count > Self.mostMarks else { return cell }
        cell.marks = Array(marks.prefix(Self.mostMarks))
        cell.rest = "+\(marks.count - Self.mostMarks)"
        return cell
    }

    func child(named name: String) -> Any? {
        switch name {
        case "label": label
        case "text": text
        // What a cell does not have must not be looked for in what surrounds it, which may have a link of its own.
        case "href": href ?? false
        case "isNumber": isNumber
        case "tone": tone ?? false
        case "colour": colour ?? false
        case "marks": marks
        case "isEmpty": text.isEmpty
        // A label beside nothing takes room on a phone for nothing.
        case "isVoid": text.isEmpty
        case "isLong": isLong
        case "isShort": isShort && !isNumber
        case "picture": picture ?? false
        case "note": note ?? false
        case "isCode": isCode
        case "plain": href == nil && tone == nil && !isCode && marks.isEmpty
        case "rest": rest ?? false
        default: nil
        }
    }
}

/// One field of the filter row; exactly one of the kinds is true.
struct FilterField: TemplateValue, Sendable {
    struct Option: Sendable {
        var value: String
        var label: String
        var isChosen: Bool
    }

    enum Kind: Sendable { case text, choice, range }

    var id: String
    var label: String
    var name: String
    var kind: Kind
    var value = ""
    var options: [Option] = []
    var lower = ""
    var upper = ""
    /// What is wrong with what the address says.
    var fault: String?
    var inputType = "text"
    var inputMode: String?

    func derived(_ name: String) -> Any? {
        switch name {
        case "isText": kind == .text
        case "isChoice": kind == .choice
        case "isRange": kind == .range
        default: nil
        }
    }
}
