public import Model
import Records

extension Workplace {
    /// A request as ``admin`` unless somebody else is named.
    public func request(
        _ entity: String, _ operation: WriteRequest.Operation, as principal: Principal? = nil, revision: Int64? = nil,
        key: String? = nil
    ) -> WriteRequest {
        WriteRequest(
            principal: principal ?? admin, entity: entity, operation, expectedRevision: revision, idempotencyKey: key,
            cause: Cause(.command, request: "test"))
    }

    /// Writes a new record and gives it as stored.
    @discardableResult
    public func create(
        _ entity: String, _ values: [String: DataValue], as principal: Principal? = nil
    ) async throws -> Record {
        try await records.write(request(entity, .create(values), as: principal)).record
    }

    /// Changes some attributes of a record.
    @discardableResult
    public func update(
        _ record: Record, _ values: [String: DataValue], as principal: Principal? = nil
    ) async throws -> Record {
        try await records.write(request(record.type.name, .update(record.id, values), as: principal)).record
    }

    /// Deletes a record.
    public func delete(_ record: Record, as principal: Principal? = nil) async throws {
        _ = try await records.write(request(record.type.name, .delete(record.id), as: principal))
    }

    /// Sends an event to a record's chart.
    @discardableResult
    public func send(
        _ event: String, to record: Record, data: DataValue = .null, _ values: [String: DataValue] = [:],
        as principal: Principal? = nil
    ) async throws -> Record {
        let operation = WriteRequest.Operation.event(record.id, name: event, data: data, values: values)
        return try await records.write(request(record.type.name, operation, as: principal)).record
    }

    /// The refusal that a closure ends with.
    ///
    /// - Throws: where it is not refused, or fails with something else.
    public func refusal<T>(
        isolation: isolated (any Actor)? = #isolation, _ body: () async throws -> T
    ) async throws -> Refusal {
        do {
            let value = try await body()
            throw WorkplaceError("not refused: \(value)")
        } catch let refusal as Refusal {
            return refusal
        }
    }
}
