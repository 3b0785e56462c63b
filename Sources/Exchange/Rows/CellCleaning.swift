/// The text without control characters, where it has any; nil where it is clean.
///
/// Other systems leave such characters behind when they mistake one encoding for another (U+0085 inside a name was a letter
/// of an older code page; which one cannot be known). They are taken out; line ends and tabs become a blank unless
/// `keepsLines`; blanks side by side become one.
func cleaned(_ text: String, keepsLines: Bool) -> String? {
    func isControl(_ scalar: Unicode.Scalar) -> Bool {
        scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value)
    }
    func stays(_ scalar: Unicode.Scalar) -> Bool { keepsLines && (scalar == "\n" || scalar == "\t") }
    // Control characters are single bytes below 0x20, 0x7F, or 0xC2 followed by 0x80…0x9F.
    guard text.utf8.contains(where: { $0 < 0x20 || $0 == 0x7F || $0 == 0xC2 }),
        text.unicodeScalars.contains(where: { isControl($0) && !stays($0) })
    else { return nil }
    var result = String.UnicodeScalarView()
    var lastIsBlank = false
    for scalar in text.unicodeScalars {
        if isControl(scalar), !stays(scalar) {
            let separates = scalar == "\n" || scalar == "\t" || scalar == "\u{85}" && keepsLines
            if separates, !lastIsBlank { result.append(" ") }
            if separates { lastIsBlank = true }
        } else if scalar == " " {
            if !lastIsBlank { result.append(scalar) }
            lastIsBlank = true
        } else {
            result.append(scalar)
            lastIsBlank = false
        }
    }
    return trimmed(String(result))
}
