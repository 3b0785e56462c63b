/// What a host function throws to end the run that called it: no `pcall`, coroutine or handler of the script can catch it.
///
///     HostFunction("kontor.refuse", endsRun: true) { arguments in throw RunEnd(Refusal(…)) }
///
/// The run throws the error inside, with the place of the call where it is a refusal.
public struct RunEnd: Error {
    /// What the run throws.
    public let error: any Error

    /// An end with its reason.
    public init(_ error: any Error) { self.error = error }
}
