/// One record: its state, what can be done, its values, its history and what belongs to it.
struct DetailPage: Page {
    static let template = "detail"

    struct Stage: Sendable {
        var label: String
        var isCurrent: Bool
        var isVisited: Bool
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

    struct Related: TemplateValue, Sendable {
        var heading: String
        var href: String
        var createHref: String?
        var rows: [Line]
        var hasMore: Bool

        func derived(_ name: String) -> Any? { name == "hasRows" ? !rows.isEmpty : nil }

        struct Line: Sendable {
            var name: String
            var href: String
            var state: Cell?
        }
    }

    struct Workflow: TemplateValue, Sendable {
        var stages: [Stage]
        var actions: [Action]
        var obstacles: [Obstacle]
        var stateLabel: String
        /// Deadlines whose step was refused, each in a sentence.
        var overdue: [String] = []

        func derived(_ name: String) -> Any? {
            switch name {
            case "hasActions": !actions.isEmpty
            case "hasOverdue": !overdue.isEmpty
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
    var values: [Cell]
    /// What the attributes without a value are called.
    var emptyLabels: [String]
    var emptyHeading: String
    var systemValues: [Cell]
    var timeline: [TimelineEntry]
    var olderHref: String?
    var newestHref: String?
    var chart: Chart?
    var related: [Related]

    func derived(_ name: String) -> Any? {
        switch name {
        case "hasRefusals": !refusals.isEmpty
        case "hasEmpty": !emptyLabels.isEmpty
        case "hasRelated": !related.isEmpty
        default: nil
        }
    }
}

/// One change on a record's time line.
struct TimelineEntry: TemplateValue, Sendable {
    struct Change: TemplateValue, Sendable {
        var label: String
        var from: String
        var to: String

        func derived(_ name: String) -> Any? {
            switch name {
            case "hasFrom": !from.isEmpty
            case "hasTo": !to.isEmpty
            case "isLongText": from.utf8.count + to.utf8.count > 160
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
