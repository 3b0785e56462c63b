public import Model

/// A function of the host that scripts call by a global name.
///
///     HostFunction("kontor.query", counts: .query) { arguments in … }
///
/// What the closure throws becomes a Lua error at the calling line; when no script catches it, the run throws the
/// original error. The closure must not enter the sandbox that calls it.
public struct HostFunction {
    /// `name` or `table.name`.
    public let name: String
    /// Which limit of the budget a call counts against; nil for none.
    public let callKind: CallKind?
    /// Whether a call always ends the run (``RunEnd``), whatever its arguments are.
    public let endsRun: Bool
    let body: ([DataValue]) throws -> DataValue

    /// - Parameters:
    ///   - endsRun: whether a call always ends the run. Where an argument is no value that can leave the sandbox, the call has no
    ///     arguments: an error about it would be the script's to catch.
    ///   - body: takes the arguments of the call; its result is the one result of the call.
    public init(
        _ name: String, counts callKind: CallKind? = nil, endsRun: Bool = false,
        body: @escaping ([DataValue]) throws -> DataValue
    ) {
        self.name = name
        self.callKind = callKind
        self.endsRun = endsRun
        self.body = body
    }
}

/// A function of a script that it handed to the host while it was loaded: `kontor.before_save("complaint", function …)`.
public struct RegisteredFunction {
    /// The registering function: `kontor.before_save`.
    public let registrar: String
    /// Its first argument: `complaint`.
    public let subject: String
    /// Where it was registered.
    public let location: SourceLocation
    /// Lives as long as the environment that it was loaded into.
    public let function: FunctionReference
}

/// A function of a script. Belongs to the environment that it came from.
public struct FunctionReference: Hashable {
    let reference: Int32
}
