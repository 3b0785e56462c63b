import Model

/// The options after the `?` of an address, decoded, in their order.
struct QueryString {
    var pairs: [(name: String, value: String)]

    static let none = QueryString(pairs: [])

    init(pairs: [(name: String, value: String)]) { self.pairs = pairs }

    /// - Throws: `Refusal(.malformed)` where an option is badly encoded.
    init(_ text: String?) throws(Refusal) {
        pairs = []
        guard let text, !text.isEmpty else { return }
        for part in text.split(separator: "&") {
            let halves = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard let name = PercentEncoding.decode(halves[0], plusIsSpace: true),
                let value = PercentEncoding.decode(halves.count > 1 ? halves[1] : "", plusIsSpace: true)
            else { throw .badEncoding(part) }
            pairs.append((name, value))
        }
    }

    subscript(_ name: String) -> String? { pairs.first { $0.name == name }?.value }

    /// The options again as text, without some and with others.
    func text(without names: Set<String>, adding added: [(String, String)]) -> String {
        (pairs.filter { pair in
            let name = pair.name.lowercased()
            return !names.contains(name.hasPrefix("$") ? name : "$" + name)
        } + added)
        .map { "\(PercentEncoding.encode($0.0))=\(PercentEncoding.encode($0.1))" }.joined(separator: "&")
    }
}
