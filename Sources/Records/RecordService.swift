public import Model
public import Storage

/// The records of every entity type: the one way to change them, and the ways to read them.
///
///     let outcome = try await records.write(
///         WriteRequest(principal: clara, entity: "complaint", .create(["subject": .text("Wrong bill")]), cause: cause))
///     let record = try records.read("complaint", outcome.record.id, as: clara)
public struct RecordService: Sendable {
    public let store: any Store
    public let deployment: CurrentDeployment
    let clock: any WallClock
    let ids: any IDSource
    let random: any RandomSource

    public init(
        store: any Store, deployment: CurrentDeployment, clock: any WallClock, ids: any IDSource,
        random: any RandomSource
    ) {
        self.store = store
        self.deployment = deployment
        self.clock = clock
        self.ids = ids
        self.random = random
    }
}
