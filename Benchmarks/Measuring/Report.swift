import Foundation

/// All measurements of one run, as a table for people and as JSON for comparing runs.
struct Report {
    var measurements: [Measurement] = []
    private let scale: Scale

    init(scale: Scale) { self.scale = scale }

    /// A Markdown table.
    var table: String {
        let rows: [[String]] =
            [["work", "Kontor", "bare", "ratio", "CPU time", "reach", "reached"]] + measurements.map(\.cells)
        let widths = rows[0].indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
        func line(_ cells: [String]) -> String {
            let padded = zip(cells, widths).map { cell, width in
                cell + String(repeating: " ", count: width - cell.count)
            }
            return "| " + padded.joined(separator: " | ") + " |"
        }
        let rule = widths.map { String(repeating: "-", count: $0) }
        return ([rows[0], rule] + rows.dropFirst()).map(line).joined(separator: "\n")
    }

    /// Writes the figures with the circumstances that they were taken in.
    func write(to path: String) throws {
        struct Document: Encodable {
            var time: Date
            var cores: Int
            var isFull: Bool
            var measurements: [Measurement]
        }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
        encoder.dateEncodingStrategy = .iso8601
        let url = URL(fileURLWithPath: path)
        try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
        try encoder.encode(
            Document(
                time: Date(), cores: ProcessInfo.processInfo.activeProcessorCount, isFull: scale.isFull,
                measurements: measurements)
        ).write(to: url)
    }
}

extension Measurement {
    /// The line's cells in the table.
    fileprivate var cells: [String] {
        let bareFigure = bare.map { "\(figure($0)) \(unit.rawValue)" }
        let answer = isReached.map { $0 ? "yes" : "no" }
        return [
            work, "\(figure(kontor)) \(unit.rawValue)", bareFigure ?? "", ratio.map(figure) ?? "",
            cpuRatio.map { figure($0) + " ×" } ?? "", reach?.description ?? "", answer ?? "",
        ]
    }
}
