/// One record: its state, what can be done, its values, its history and what belongs to it.
struct DetailPage: Page {
    static let template = "detail"

    struct Stage: TemplateValue, Sendable {
        var label: String
        var isCurrent: Bool
        var isVisited: Bool
        /// Class of the state's colour.
        var colour: String?
        /// Where the record stands within it, from the outside in; several where it is in several at once.
        var inner: [String] = []

        func derived(_ name: String) -> Any? { name == "hasInner" ? !inner.isEmpty : nil }
    }

    struct Action: Sendable {
        var label: String
        var action: String
        var leadsTo: String?
        /// What must have a value first; nil where nothing is missing.
        var missing: String?
        var isPrimary: Bool
        var key: String
    }

    struct Obstacle: Sendable {
        var label: String
        var reason: String
        var place: String?
    }

    /// An event that will come by itself.
    struct Deadline: Sendable {
        var label: String
        var when: String
        var machineTime: String
    }

    struct Related: TemplateValue, Sendable {
        var heading: String
        var href: String
        var createHref: String?
        var rows: [Line]
        var hasMore: Bool
        /// Headings of the columns; none where the titles stand alone.
        var columns: [ListPage.Column] = []
        var table: [ListPage.Row] = []

        func derived(_ name: String) -> Any? {
            switch name {
            case "hasTable": !table.isEmpty
            case "hasRows": table.isEmpty && !rows.isEmpty
            case "hasNothing": table.isEmpty && rows.isEmpty
            default: nil
            }
        }

        struct Line: Sendable {
            var name: String
            var href: String
            var state: Cell?
            /// What joins the two records, where they are joined by a link of its own.
            var link: Link?
        }

        /// The link of a many-to-many relationship, with what it tells and what can be done with it.
        struct Link: Sendable {
            var href: String
            /// Its own attributes and days, in words.
            var summary: String
            var isFormer: Bool
            var editHref: String?
            var endAction: String?
            var removeAction: String?
            var csrf: String
            var key: String
            var revision: Int64
            /// The page that it is shown on.
            var back: String
        }
    }

    /// A record above this one in its tree; without an address it may not be seen.
    struct Ancestor: Sendable {
        var name: String
        var href: String?
    }

    /// What a form puts under one heading.
    struct Section: Sendable {
        var id: String
        var heading: String
        var blocks: [Block]
    }

    /// Exactly one of the kinds.
    struct Block: TemplateValue, Sendable {
        var values: [Value] = []
        var note: String?
        var related: Related?

        func derived(_ name: String) -> Any? { name == "hasValues" ? !values.isEmpty : nil }
    }

    /// A value with the class of its width.
    struct Value: Sendable {
        var cell: Cell
        var width: String?
    }

    struct Workflow: TemplateValue, Sendable {
        var stages: [Stage]
        var actions: [Action]
        var obstacles: [Obstacle]
        var stateLabel: String
        /// Deadlines whose step was refused, each in a sentence.
        var overdue: [String] = []
        /// What will come by itself, in its order.
        var deadlines: [Deadline] = []

        func derived(_ name: String) -> Any? {
            switch name {
            case "hasActions": !actions.isEmpty
            case "hasOverdue": !overdue.isEmpty
            case "hasDeadlines": !deadlines.isEmpty
            case "hasObstacles": !obstacles.isEmpty
            default: nil
            }
        }
    }

    /// The chart's picture, or its states where there is no picture.
    struct Chart: Sendable {
        var svg: String?
        var states: [Stage]
        var summary: String
    }

    var title: String
    var typeLabel: String
    var typeHref: String
    var csrf: String
    var revision: Int64
    var editHref: String?
    var deleteAction: String?
    var deleteKey: String
    /// Why the last event was not carried out.
    var refusals: [ProblemPage.Detail]
    var workflow: Workflow?
    var sections: [Section]
    var documents: [DocumentLink]
    /// What the attributes without a value are called.
    var emptyLabels: [String]
    var emptyHeading: String
    var systemValues: [Cell]
    var timeline: [TimelineEntry]
    var olderHref: String?
    var newestHref: String?
    var chart: Chart?
    var related: [Related]
    var path: [Ancestor] = []

    func derived(_ name: String) -> Any? {
        switch name {
        case "hasDocuments": !documents.isEmpty
        case "hasRefusals": !refusals.isEmpty
        case "hasEmpty": !emptyLabels.isEmpty
        case "hasRelated": !related.isEmpty
        case "hasPath": !path.isEmpty
        default: nil
        }
    }
}

/// One change on a record's time line.
struct TimelineEntry: TemplateValue, Sendable {
    struct Change: TemplateValue, Sendable {
        var label: String
        var from: Excerpt
        var to: Excerpt

        func derived(_ name: String) -> Any? {
            switch name {
            case "hasFrom": !from.short.isEmpty
            case "hasTo": !to.short.isEmpty
            default: nil
            }
        }
    }

    var headline: String
    /// From state to state, where the change moved the record.
    var move: Move?
    var who: String
    var when: String
    var machineTime: String
    var channel: String
    var reasons: [String]
    var changes: [Change]

    struct Move: TemplateValue, Sendable {
        var from: String
        var to: String
        /// Class of the colour of the state that it led to.
        var colour: String?

        func derived(_ name: String) -> Any? { name == "hasOrigin" ? !from.isEmpty : nil }
    }

    func derived(_ name: String) -> Any? {
        switch name {
        case "hasReasons": !reasons.isEmpty
        case "hasChanges": !changes.isEmpty
        default: nil
        }
    }
}
