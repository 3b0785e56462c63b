import Model

/// A record of this service, as references name it: `accounts(0190…)`, alone or behind the service's address.
struct RecordAddress {
    var set: String
    var id: RecordID

    /// What a text is that should be one.
    enum Reading {
        case record(RecordAddress)
        /// An address, but not of a record here.
        case foreign
        case unreadable
    }

    /// - Parameter service: the address of the service, as the client reached it. How it got here, encrypted or not, is the
    ///   proxy's affair.
    static func read(_ text: String, service: String) -> Reading {
        var rest = text[...]
        if let scheme = text.firstRange(of: "://") {
            guard ["http", "https"].contains(text[..<scheme.lowerBound].lowercased()) else { return .foreign }
            let authority = text[scheme.upperBound...].prefix { $0 != "/" }
            guard authority.lowercased() == self.authority(of: service) else { return .foreign }
            rest = text[authority.endIndex...]
        } else if text.hasPrefix("//") {
            return .foreign
        }
        if rest.hasPrefix("/") {
            guard rest.hasPrefix(ODataAPI.root + "/") else { return .foreign }
            rest = rest.dropFirst(ODataAPI.root.count + 1)
        }
        guard let path = try? ResourcePath(rest) else { return .unreadable }
        switch path {
        case .record(let set, let id): return .record(RecordAddress(set: set, id: id))
        case .set, .upload: return .unreadable
        default: return .foreign
        }
    }

    private static func authority(of service: String) -> String {
        guard let scheme = service.firstRange(of: "://") else { return "" }
        return service[scheme.upperBound...].prefix { $0 != "/" }.lowercased()
    }
}
