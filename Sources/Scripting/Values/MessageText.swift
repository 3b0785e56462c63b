/// Makes what a script says about its error fit for a log line and a page.
enum MessageText {
    static let longest = 500

    /// Valid UTF-8 in one line: control characters become spaces, at most ``longest`` characters.
    static func oneLine(_ bytes: some Collection<UInt8>) -> String {
        let text = String(decoding: bytes, as: UTF8.self)
        var result = ""
        for scalar in text.unicodeScalars {
            let isControl =
                scalar.properties.generalCategory == .control || scalar.properties.generalCategory == .format
            result.unicodeScalars.append(isControl ? " " : scalar)
        }
        return result.count > longest ? result.prefix(longest) + "…" : result
    }
}
