import Foundation

/// All measurements of one run, as a table for people and as JSON for comparing runs.
struct Report {
    var measurements: [Measurement] = []
    private let scale: Scale

    init(scale: Scale) { self.scale = scale }

    /// A Markdown table.
    var table: String {
        let rows =
            [["work", "Kontor", "bare", "ratio", "reach", "reached"]]
            + measurements.map { line in
                [
                    line.work, "\(figure(line.kontor)) \(line.unit.rawValue)",
                    line.bare.map { "\(figure($0)) \(line.unit.rawValue)" } ?? "",
                    line.ratio.map { figure($0) } ?? "", line.reach?.description ?? "",
                    line.isReached.map { $0 ? "yes" : "no" } ?? "",
                ]
            }
        let widths = rows[0].indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
        func line(_ cells: [String]) -> String {
            "| "
                + zip(cells, widths).map { $0 + String(repeating: " ", count: $1 - $0.count) }.joined(separator: " | ")
                + " |"
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
