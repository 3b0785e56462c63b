public import Model

extension RecordService {
    /// The instant by which writes and reads of this service go now: for what is shown before it is written.
    public var now: Instant { clock.now() }
}
