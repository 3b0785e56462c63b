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
        var isPrimary: Bool
        var key: String
    }

    struct Obstacle: Sendable {
        var label: String
        var reason: String
        var place: String?
    }

    struct Related: Sendable {
        var heading: String
        var href: String
        var createHref: String?
        var rows: [Line]
        var hasRows: Bool { !rows.isEmpty }
        var hasMore: Bool

        struct Line: Sendable {
            var name: String
            var href: String
            var state: Cell?
        }
    }

    struct Workflow: Sendable {
        var stages: [Stage]
        var actions: [Action]
        var hasActions: Bool { !actions.isEmpty }
        var obstacles: [Obstacle]
        var hasObstacles: Bool { !obstacles.isEmpty }
        var stateLabel: String
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
    var hasRefusals: Bool { !refusals.isEmpty }
    var workflow: Workflow?
    var values: [Cell]
    var systemValues: [Cell]
    var timeline: [TimelineEntry]
    var olderHref: String?
    var newestHref: String?
    var chart: Chart?
    var related: [Related]
    var hasRelated: Bool { !related.isEmpty }
}

/// One change on a record's time line.
struct TimelineEntry: Sendable {
    struct Change: Sendable {
        var label: String
        var from: String
        var to: String
        var hasFrom: Bool { !from.isEmpty }
        var hasTo: Bool { !to.isEmpty }
        var isLongText: Bool { from.count + to.count > 120 }
    }

    var headline: String
    /// From state to state, where the change moved the record.
    var move: Move?
    var who: String
    var when: String
    var machineTime: String
    var channel: String
    var reasons: [String]
    var hasReasons: Bool { !reasons.isEmpty }
    var changes: [Change]
    var hasChanges: Bool { !changes.isEmpty }

    struct Move: Sendable {
        var from: String
        var to: String
        var hasOrigin: Bool { !from.isEmpty }
    }
}
