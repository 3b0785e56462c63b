/// Which elements SCXML 1.0 has, what they may carry and where they may stand.
struct ElementRule: Sendable {
    var required: [String] = []
    var optional: [String] = []
    var children: Set<String> = []
    /// Whether character data or foreign elements inside it mean something.
    var holdsText = false

    static let namespace = "http://www.w3.org/2005/07/scxml"

    static let executable: Set<String> = ["raise", "if", "foreach", "log", "assign", "script", "send", "cancel"]
    private static let stateContent: Set<String> = [
        "onentry", "onexit", "transition", "state", "parallel", "history", "datamodel", "invoke",
    ]

    static let all: [String: ElementRule] = [
        "scxml": ElementRule(
            required: ["version"], optional: ["initial", "name", "datamodel", "binding"],
            children: ["state", "parallel", "final", "datamodel", "script", "transition"]),
        "state": ElementRule(optional: ["id", "initial"], children: stateContent.union(["initial", "final"])),
        "parallel": ElementRule(optional: ["id"], children: stateContent),
        "final": ElementRule(optional: ["id"], children: ["onentry", "onexit", "donedata"]),
        "history": ElementRule(optional: ["id", "type"], children: ["transition"]),
        "initial": ElementRule(children: ["transition"]),
        "transition": ElementRule(optional: ["event", "cond", "target", "type"], children: executable),
        "onentry": ElementRule(children: executable),
        "onexit": ElementRule(children: executable),
        "raise": ElementRule(required: ["event"]),
        "if": ElementRule(required: ["cond"], children: executable.union(["elseif", "else"])),
        "elseif": ElementRule(required: ["cond"]),
        "else": ElementRule(),
        "foreach": ElementRule(required: ["array", "item"], optional: ["index"], children: executable),
        "log": ElementRule(optional: ["label", "expr"]),
        "assign": ElementRule(required: ["location"], optional: ["expr"], holdsText: true),
        "script": ElementRule(optional: ["src"], holdsText: true),
        "send": ElementRule(
            optional: [
                "event", "eventexpr", "target", "targetexpr", "type", "typeexpr", "id", "idlocation", "delay",
                "delayexpr", "namelist",
            ], children: ["param", "content"]),
        "cancel": ElementRule(optional: ["sendid", "sendidexpr"]),
        "datamodel": ElementRule(children: ["data"]),
        "data": ElementRule(required: ["id"], optional: ["src", "expr"], holdsText: true),
        "donedata": ElementRule(children: ["content", "param"]),
        "content": ElementRule(optional: ["expr"], holdsText: true),
        "param": ElementRule(required: ["name"], optional: ["expr", "location"]),
        "invoke": ElementRule(
            optional: ["type", "typeexpr", "src", "srcexpr", "id", "idlocation", "namelist", "autoforward"],
            children: ["param", "content", "finalize"]),
        "finalize": ElementRule(children: executable),
    ]

    /// Attributes of which an element may have only one.
    static let exclusive: [String: [[String]]] = [
        "send": [
            ["event", "eventexpr"], ["target", "targetexpr"], ["type", "typeexpr"], ["id", "idlocation"],
            ["delay", "delayexpr"],
        ],
        "cancel": [["sendid", "sendidexpr"]],
        "param": [["expr", "location"]],
        "data": [["src", "expr"]],
        "invoke": [["type", "typeexpr"], ["src", "srcexpr"], ["id", "idlocation"]],
    ]
}
