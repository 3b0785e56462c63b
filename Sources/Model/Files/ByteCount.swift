/// A number of bytes as people write and read it, in decimal units: `10 MB` is 10,000,000 bytes, as on the label of a disk.
public struct ByteCount: Sendable, Hashable {
    /// How many.
    public var bytes: Int64

    /// So many bytes.
    public init(_ bytes: Int64) { self.bytes = bytes }

    /// The number rounded to what matters: `812 bytes`, `48 kB`, `2.4 MB`; in German `2,4 MB`.
    public var text: LocalizedText {
        guard bytes >= 1000 else { return LocalizedText("\(bytes) bytes", german: "\(bytes) Byte") }
        var (scaled, unit) = (bytes, 0)
        while scaled >= 999_500, unit < Self.units.count - 1 {
            scaled /= 1000
            unit += 1
        }
        // `scaled` counts thousandths of the unit.
        guard scaled < 9_950 else {
            let whole = (scaled + 500) / 1000
            return LocalizedText("\(whole) \(Self.units[unit])")
        }
        let tenths = (scaled + 50) / 100
        let (whole, tenth) = tenths.quotientAndRemainder(dividingBy: 10)
        if tenth == 0 { return LocalizedText("\(whole) \(Self.units[unit])") }
        return LocalizedText("\(whole).\(tenth) \(Self.units[unit])", german: "\(whole),\(tenth) \(Self.units[unit])")
    }

    private static let units = ["kB", "MB", "GB", "TB", "PB"]
}
