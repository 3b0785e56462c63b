/// The version of a pack: three numbers that are compared one after the other.
public struct PackVersion: Sendable, Hashable, Comparable, CustomStringConvertible {
    /// Changes when packs that use this one may have to change too.
    public var major: UInt32
    /// Changes when something is added.
    public var minor: UInt32
    /// Changes when something is mended.
    public var patch: UInt32

    /// A version of three numbers.
    public init(_ major: UInt32, _ minor: UInt32, _ patch: UInt32) {
        self.major = major
        self.minor = minor
        self.patch = patch
    }

    /// Reads `1.2.3`; nil for anything else.
    public init?(_ text: String) { self.init(text, numbers: 3...3) }

    /// Reads a bound, which may leave numbers at the end away: `1.2` is `1.2.0`.
    init?(bound text: String) { self.init(text, numbers: 1...3) }

    private init?(_ text: String, numbers: ClosedRange<Int>) {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard numbers.contains(parts.count) else { return nil }
        var found: [UInt32] = []
        for part in parts {
            guard let number = UInt32(part), part.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
            found.append(number)
        }
        found += [0, 0]
        self.init(found[0], found[1], found[2])
    }

    /// `1.2.3`.
    public var description: String { "\(major).\(minor).\(patch)" }

    /// By major, then minor, then patch.
    public static func < (left: Self, right: Self) -> Bool {
        (left.major, left.minor, left.patch) < (right.major, right.minor, right.patch)
    }
}
