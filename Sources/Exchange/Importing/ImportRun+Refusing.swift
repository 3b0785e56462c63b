import Model
import Records
import Storage

extension ImportRun {
    /// Refuses a row with all that was found to be wrong with it.
    mutating func refuse(_ entry: Waiting) {
        var row = entry.row
        row.faults = entry.translation.faults.map(\.fault)
        refusals.append(row)
    }

    /// Refuses a row that the write path refused; the batch remembers it already.
    mutating func refuse(_ planned: PlannedRow, by refusal: Refusal, request index: Int) {
        let entry = waiting[planned.row]
        var row = entry.row
        // What an earlier row wrote is refused again only where nothing of this one is to blame.
        let request = planned.own(index) ?? planned.targets.count
        if request < planned.targets.count {
            let lookup = translator.lookups[planned.targets[request].lookup]
            let (why, warum) = (refusal.message.english, refusal.message[.german])
            row.faults = [
                RefusedRow.Fault(
                    column: lookup.column, code: "KTR-I166",
                    reason: LocalizedText(
                        "the record it refers to could not be created: \(why)",
                        german: "der Datensatz, auf den sie verweist, ließ sich nicht anlegen: \(warum)"))
            ]
        } else {
            row.faults = refusal.problems.map { fault(of: $0, in: row) }
            if planned.requests.indices.contains(request - planned.targets.count),
                case .event(_, let name, _, _) = planned.requests[request - planned.targets.count].operation
            {
                for index in row.faults.indices {
                    let reason = row.faults[index].reason
                    row.faults[index].reason = LocalizedText(
                        "event \(name): \(reason.english)", german: "Ereignis \(name): \(reason[.german])")
                }
            }
        }
        refusals.append(row)
    }

    /// A problem of the write path in the words of the text: with its column, and with the cell as it is written where the
    /// problem shows what was made of it.
    func fault(of problem: Refusal.Problem, in row: RefusedRow) -> RefusedRow.Fault {
        var fault = RefusedRow.Fault(column: nil, code: problem.code, reason: problem.message)
        guard let attribute = problem.attribute else { return fault }
        guard let cell = translator.cell(setting: attribute, in: row.cells) else {
            // A currency that stood beside its amount.
            fault.column = attribute.hasSuffix("_currency") ? column(setting: String(attribute.dropLast(9))) : nil
            return fault
        }
        fault.column = cell.column
        if cell.isConverted, !cell.text.isEmpty, !problem.message.english.contains(cell.text) {
            fault.reason = LocalizedText(
                "'\(cell.text)': \(problem.message.english)", german: "„\(cell.text)“: \(problem.message[.german])")
        }
        return fault
    }

    /// Tries what can be tried of rows that are refused anyway, so that everything that is wrong with them is told at once.
    mutating func findMoreFaults(_ rows: inout [PlannedRow]) async throws {
        guard !rows.isEmpty else { return }
        let tried = rows.filter { !$0.requests.isEmpty }
        guard !tried.isEmpty else { return }
        for (row, result) in zip(tried, try await importer.destination.rehearse(tried.map(\.group))) {
            guard case .refused(let index, let refusal) = result, let request = row.own(index),
                request >= row.targets.count
            else { continue }
            let known = Set(waiting[row.row].translation.faults.compactMap(\.problem.attribute))
            // What has no attribute, or another code, may follow from the value that could not be read.
            for problem in refusal.problems where problem.code.hasPrefix("KTR-R") {
                guard let attribute = problem.attribute, !known.contains(attribute) else { continue }
                let fault = fault(of: problem, in: waiting[row.row].row)
                waiting[row.row].translation.faults.append(
                    RowTranslator.Problem(
                        column: fault.column, problem: Refusal.Problem(fault.code, attribute: attribute, fault.reason)))
            }
        }
    }

    /// What the batch shall remember of the rows that never got as far as the write path.
    func refusalNotes() -> [ImportRow] {
        refusals.map { row in
            let reason = row.faults.map { "\($0.reason.english) [\($0.code)]" }.joined(separator: "\n")
            return ImportRow(
                batch: batch.id, number: Int64(row.number - 1), part: Int64(translator.lookups.count),
                entity: map.entity.name, outcome: .refused, column: row.column, reason: reason)
        }
    }

    /// Tells the refused rows of a batch in the order of the text.
    mutating func tellRefusals() throws {
        for row in refusals.sorted(by: { $0.number < $1.number }) {
            report.counts.refused += 1
            try tell(row)
        }
        refusals.removeAll()
    }

    mutating func tell(_ row: RefusedRow) throws {
        if report.refused.count < ImportReport.refusedShown { report.refused.append(row) }
        for fault in row.faults { report.reasons[fault.kind, default: 0] += 1 }
        try settings.onRefusal?(row, form)
    }

    func column(setting attribute: String) -> String? { translator.cell(setting: attribute, in: [])?.column }
}
