/// What a write demands of the record that it finds, beside its revision. It is asked in the transaction of the write itself, so that
/// nothing comes between question and answer.
///
///     asked.condition = WriteCondition("If-None-Match: *") { _ in throw conditionFailed }
public struct WriteCondition: Sendable {
    /// How it was asked for: the same write under another condition is another request, whatever its idempotency key.
    public let text: String
    private let demand: @Sendable (Record) throws -> Void

    /// - Parameters:
    ///   - text: how it was asked for.
    ///   - demand: throws what the asker is told where the record, as it is stored, is not like that.
    public init(_ text: String, _ demand: @escaping @Sendable (Record) throws -> Void = { _ in }) {
        (self.text, self.demand) = (text, demand)
    }

    /// - Throws: what the asker is told where the record is not like that.
    public func check(_ record: Record) throws { try demand(record) }
}
