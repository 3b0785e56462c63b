import Model
import Scripting

/// A record as charts see it: the Lua table `record`, and the way back.
///
/// Attributes without a value are absent, as are those that no program of the chart names. Decimals and amounts are
/// numbers, durations too (of seconds); dates, times, instants and ids are texts, several choices a list; `id` and
/// `revision` are there to be read.
enum ScriptRecord {
    static func value(
        of record: Record, in scope: ScriptScope, files: [RecordID: FileDescription] = [:]
    ) -> DataValue {
        .object(
            scope.positions.compactMap { position in
                let value = record.values[position]
                return value.isNull
                    ? nil : .init(record.type.attributes[position].name, DataValue(script: value, files))
            })
    }

    /// Folds what a chart assigned to `record` into the after-image.
    ///
    /// - Throws: `Refusal(.invalid)` naming the chart's place when a value does not fit, or an attribute is not the chart's to set.
    static func fold(
        _ assigned: DataValue, into record: inout Record, in scope: ScriptScope,
        files: [RecordID: FileDescription] = [:], places: [String: SourceLocation] = [:],
        chart location: SourceLocation
    ) throws {
        let members: [DataValue.Member]
        switch assigned {
        case .object(let all): members = all
        // An empty table of Lua is a list to everyone else: none of the attributes in scope has a value.
        case .list(let items) where items.isEmpty: members = []
        default: throw replaced(at: location)
        }
        let byName = Dictionary(members.map { ($0.name, $0.value) }, uniquingKeysWith: { $1 })
        var problems: [Refusal.Problem] = []
        for position in scope.positions {
            let attribute = record.type.attributes[position]
            let assigned = (byName[attribute.name]?.withPlainNames ?? .null).naming(attribute.type)
            guard !isUntouched(assigned, record.values[position]) else { continue }
            let location = places[attribute.name] ?? location
            guard !attribute.isReadOnly else {
                problems.append(readOnly(attribute, at: location))
                continue
            }
            switch attribute.type.coerce(assigned, of: attribute.name, keeping: record.values[position]) {
            case .success(let value): record.values[position] = value
            case .failure(var problem):
                problem.location = location
                problems.append(problem)
            }
        }
        for name in byName.keys.sorted() where record.type.position(of: name) == nil {
            problems.append(unknown(name, of: record.type, at: places[name] ?? location))
        }
        guard problems.isEmpty else { throw Refusal(.invalid, problems) }
    }

    /// Whether the chart left a value as it was given. Lua computes decimals in binary: digits that it cannot hold would look
    /// like a change that nobody made.
    private static func isUntouched(_ assigned: DataValue, _ stored: AttributeValue) -> Bool {
        assigned.isSameInScript(as: DataValue(script: stored))
    }

    private static func replaced(at location: SourceLocation) -> Refusal {
        Refusal(
            .invalid, "KTR-C304",
            LocalizedText("The chart replaced 'record' itself.", german: "Das Diagramm hat „record“ selbst ersetzt."),
            hint: LocalizedText("Assign to its attributes.", german: "Weisen Sie seinen Attributen etwas zu."),
            at: location)
    }

    private static func readOnly(_ attribute: Attribute, at location: SourceLocation) -> Refusal.Problem {
        Refusal.Problem(
            "KTR-C305", attribute: attribute.name,
            LocalizedText(
                "The chart may not set '\(attribute.name)'.",
                german: "Das Diagramm darf „\(attribute.name)“ nicht setzen."),
            hint: attribute.derivation, at: location)
    }

    private static func unknown(_ name: String, of type: EntityType, at location: SourceLocation) -> Refusal.Problem {
        Refusal.Problem(
            "KTR-C306", attribute: name,
            LocalizedText(
                "The chart set 'record.\(name)', but \(type.name) has no such attribute.",
                german: "Das Diagramm setzte „record.\(name)“, aber \(type.name) hat kein solches Attribut."),
            hint: nearestName(to: name, among: type.attributes.map(\.name)).map {
                LocalizedText("Did you mean '\($0)'?", german: "Meinten Sie „\($0)“?")
            }, at: location)
    }
}
