import Glibc

/// What counts as one client: an IPv4 address, or the first 64 bits of an IPv6 one, since whoever has one of those has 2^64.
public enum ClientNetwork {
    /// The name of the network of an address: `10.0.0.7`, `2001:db8:1:2::/64`; the text itself, cut, where it is no address.
    public static func name(_ address: String) -> String {
        var bytes = in6_addr()
        guard inet_pton(AF_INET6, address, &bytes) == 1 else { return String(address.prefix(45)) }
        let parts = withUnsafeBytes(of: &bytes) { [UInt8]($0) }
        // An IPv4 address that came by a socket for both.
        if parts.prefix(10).allSatisfy({ $0 == 0 }), parts[10] == 0xFF, parts[11] == 0xFF {
            return parts[12...].map(String.init).joined(separator: ".")
        }
        let groups = (0..<4).map { String(UInt16(parts[2 * $0]) << 8 | UInt16(parts[2 * $0 + 1]), radix: 16) }
        return groups.joined(separator: ":") + "::/64"
    }
}
