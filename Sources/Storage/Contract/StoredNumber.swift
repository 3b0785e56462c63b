/// The number that follows a stored one. What is stored may have been changed by anybody: a sum that has no room is damage, never the
/// end of the process.
///
/// - Parameter place: what has the number, for the message.
/// - Throws: ``StorageError`` of `corrupt` where no number follows, or the stored one was never given.
public func number(after stored: Int64, of place: @autoclosure () -> String) throws -> Int64 {
    let (next, overflow) = stored.addingReportingOverflow(1)
    guard !overflow, stored >= 0 else {
        throw StorageError(.corrupt, "\(place()) has the number \(stored)")
    }
    return next
}
