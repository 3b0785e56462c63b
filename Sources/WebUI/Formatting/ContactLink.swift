/// Links that a reader's own programs follow: to call somebody, or to write.
enum ContactLink {
    /// `mailto:` with the address (RFC 6068): the at sign stays, what would end the address is encoded.
    static func mail(_ address: String) -> String {
        let parts = address.split(separator: "@", maxSplits: 1, omittingEmptySubsequences: false)
        return "mailto:" + parts.map { percentEncoded(String($0)) }.joined(separator: "@")
    }

    /// `tel:` with the digits and a leading plus (RFC 3966), as telephones dial them: `+49 (0)30 1` is +49301.
    static func phone(_ number: String) -> String? {
        let isInternational = number.hasPrefix("+")
        let spoken = isInternational ? number.replacing("(0)", with: "") : number
        let digits = spoken.filter { $0.isASCII && $0.isNumber }
        return digits.isEmpty ? nil : "tel:" + (isInternational ? "+" : "") + digits
    }
}
