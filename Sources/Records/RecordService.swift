public import Model
public import Storage

/// The records of every entity type: the one way to change them, and the ways to read them.
///
///     let outcome = try await records.write(
///         WriteRequest(principal: clara, entity: "complaint", .create(["subject": .text("Wrong bill")]), cause: cause))
///     let record = try records.read("complaint", outcome.record.id, as: clara)
public struct RecordService: Sendable {
    /// Where records are kept.
    public let store: any Store
    /// The definitions in force.
    public let deployment: CurrentDeployment
    let clock: any WallClock
    let ids: any IDSource
    let random: any RandomSource
    /// Limits of timers, and where rules' entries go.
    public internal(set) var rules = RuleSurroundings()
    let limits: WorkLimits
    /// Vouches for the page marks that readers hold.
    let marks: SealingKey

    /// A service over a store. Everything that varies from run to run is given.
    ///
    /// - Parameter marks: seals page marks; without it they are good for this service alone.
    public init(
        store: any Store, deployment: CurrentDeployment, clock: any WallClock, ids: any IDSource,
        random: any RandomSource, limits: WorkLimits = WorkLimits(),
        marks: SealingKey? = nil
    ) {
        self.store = store
        self.deployment = deployment
        self.clock = clock
        self.ids = ids
        self.random = random
        self.limits = limits
        self.marks = marks ?? SealingKey(random.bytes(SealingKey.length))
    }

    /// The installation's time zone.
    public var zone: Zone { deployment.get().zone }
    /// The day on which it is asked, as `today()` has it.
    public var today: CalendarDate { zone.date(of: clock.now()) }
    /// The time by this service's clock.
    public func now() -> Instant { clock.now() }
}
