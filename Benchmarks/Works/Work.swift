/// One thing that Kontor does and that is measured.
struct Work: Sendable {
    /// Short, for `--only`.
    var name: String
    var summary: String
    var measure: @Sendable (Scale) async throws -> [Measurement]

    /// All works, those without a server first.
    static let all: [Work] = [
        .chartStep, .sessionCycle, .start, .transition, .hook, .importPlain, .importComplaints, .readRecord, .listPage,
        .createRecord,
    ]
}
