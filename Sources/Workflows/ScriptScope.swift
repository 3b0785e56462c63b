import Model
import StateCharts

/// What the programs of one chart can name: nobody has to prepare what no program of the chart ever looks at.
struct ScriptScope: Sendable {
    /// Positions of the record's attributes that some program may read or assign.
    let positions: [Int]
    /// Those of them that are computed from others.
    let formulas: [Int]
    /// Whether some program may speak of the record, of who acts, and of the time.
    let namesRecord: Bool
    let namesPrincipal: Bool
    let namesNow: Bool
    let namesToday: Bool

    /// Looks at the names in a chart's programs. Where a program uses the record as a whole (hands it on, or computes a name of an
    /// attribute), or reaches for all globals, every attribute is in scope.
    init(of chart: Chart, for type: EntityType) {
        var names = ProgramNames()
        for program in chart.programs {
            names.add(program.text)
            if case .assignment(let location) = program.kind { names.add(location) }
        }
        let reachesAll = names.all.contains("_ENV") || names.all.contains("_G")
        let seesWhole = reachesAll || names.usesRecordAsWhole
        positions = type.attributes.indices.filter { seesWhole || names.all.contains(type.attributes[$0].name) }
        formulas = positions.filter { if case .formula = type.attributes[$0].type { true } else { false } }
        namesRecord = reachesAll || names.all.contains("record")
        namesPrincipal = reachesAll || names.all.contains("principal")
        namesNow = reachesAll || names.all.contains("now")
        namesToday = reachesAll || names.all.contains("today")
    }
}

/// The words of Lua texts, quoted ones included: more than the names in them, never fewer.
private struct ProgramNames {
    private(set) var all: Set<String> = []
    /// Whether `record` stands anywhere without `.name` after it.
    private(set) var usesRecordAsWhole = false

    mutating func add(_ text: String) {
        let bytes = Array(text.utf8)
        var start = 0
        while start < bytes.count {
            guard Self.isWord(bytes[start]) else {
                start += 1
                continue
            }
            let end = bytes[start...].firstIndex { !Self.isWord($0) } ?? bytes.count
            let word = String(decoding: bytes[start..<end], as: UTF8.self)
            all.insert(word)
            if word == "record", !Self.isFollowedByMember(bytes, at: end) { usesRecordAsWhole = true }
            start = end
        }
    }

    /// `.name`, but not `..`, which joins texts.
    private static func isFollowedByMember(_ bytes: [UInt8], at end: Int) -> Bool {
        end + 1 < bytes.count && bytes[end] == UInt8(ascii: ".") && isWord(bytes[end + 1])
    }

    private static func isWord(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"):
            true
        default: false
        }
    }
}
