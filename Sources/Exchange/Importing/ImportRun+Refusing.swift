import Model
import Storage

extension ImportRun {
    mutating func refuse(_ entry: Waiting, by refusal: Refusal, request: Int) throws {
        var row = entry.row
        if let (column, cause) = targets.failure(among: entry.translation.references) {
            (row.column, row.code) = (column, "KTR-I166")
            let (why, warum) = (cause.message.english, cause.message[.german])
            row.reason = LocalizedText(
                "what it refers to could not be made: \(why)",
                german: "worauf sie sich bezieht, war nicht anzulegen: \(warum)")
            return try report(row)
        }
        row.code = refusal.code
        row.column = refusal.problems[0].attribute.flatMap(column(setting:))
        let all = refusal.problems
        row.reason = LocalizedText(
            all.map(\.message.english).joined(separator: "; "),
            german: all.map { $0.message[.german] }.joined(separator: "; "))
        if request > 0, entry.translation.events.indices.contains(request - 1) {
            let event = entry.translation.events[request - 1].name
            row.reason = LocalizedText(
                "event \(event): \(row.reason.english)", german: "Ereignis \(event): \(row.reason[.german])")
        }
        try report(row)
    }

    /// Refuses a row that never got as far as the write path.
    mutating func refuse(_ row: RefusedRow) throws {
        refusals.append(
            ImportRow(
                batch: batch.id, number: Int64(row.number - 1), part: Int64(translator.lookups.count),
                entity: map.entity.name, outcome: .refused, column: row.column,
                reason: "\(row.reason.english) [\(row.code)]"))
        try report(row)
    }

    /// Counts a row as refused, whoever noted it.
    private mutating func report(_ row: RefusedRow) throws {
        report.counts.refused += 1
        if report.refused.count < ImportReport.refusedShown { report.refused.append(row) }
        try settings.onRefusal?(row, header)
    }

    func refusedRow(_ row: CSVRow, _ column: String?, _ problem: Refusal.Problem?) -> RefusedRow {
        RefusedRow(
            number: row.number, line: row.line, column: column, code: problem?.code ?? "",
            reason: problem?.message ?? "", cells: (0..<row.cellCount).map(row.text))
    }

    func column(setting attribute: String) -> String? {
        map.columns.first { $0.attribute.name == attribute }?.name
    }
}
