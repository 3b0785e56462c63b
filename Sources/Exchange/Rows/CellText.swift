import Foundation
import Model

/// The text without white space at its ends.
func trimmed(_ text: String) -> String {
    // A cell that begins and ends with a visible ASCII character, as nearly all do, is trimmed already.
    if let first = text.utf8.first, let last = text.utf8.last, (0x21..<0x7F).contains(first),
        (0x21..<0x7F).contains(last)
    {
        return text
    }
    let scalars = text.unicodeScalars
    guard let first = scalars.firstIndex(where: { !isTrimmed($0) }),
        let last = scalars.lastIndex(where: { !isTrimmed($0) }), !isInvisible(String(scalars[first...last]))
    else { return "" }
    return String(scalars[first...last])
}

/// Whether a text has nothing in it that can be seen: what is no value elsewhere is none in a cell. Control characters are told of.
func isInvisible(_ text: String) -> Bool {
    text.unicodeScalars.allSatisfy { $0.value < 0x7F ? isBlank($0) : NormalText.isUnseen($0) }
}

private func isTrimmed(_ scalar: Unicode.Scalar) -> Bool {
    scalar.value < 0x7F ? isBlank(scalar) : NormalText.isTrimmed(scalar)
}

private func isBlank(_ scalar: Unicode.Scalar) -> Bool { scalar == " " || (0x09...0x0D).contains(scalar.value) }

private func isWithoutWidth(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x200B, 0x2060, 0xFEFF, 0xAD: true
    default: false
    }
}

/// The text as people would compare it: every run of blanks of any kind is one blank, signs without width are gone, and letters
/// that are put together of several signs are one (NFC).
func tidied(_ text: String) -> String {
    var (isPlain, lastWasBlank) = (true, true)
    for byte in text.utf8 {
        let isBlank = byte == UInt8(ascii: " ")
        if byte < 0x20 || byte > 0x7E || (isBlank && lastWasBlank) { isPlain = false }
        lastWasBlank = isBlank
    }
    if isPlain, !lastWasBlank { return text }
    var result = String.UnicodeScalarView()
    for scalar in text.unicodeScalars where !isWithoutWidth(scalar) {
        if scalar.properties.isWhitespace {
            if let last = result.last, last != " " { result.append(" ") }
        } else {
            result.append(scalar)
        }
    }
    if result.last == " " { result.removeLast() }
    return String(result).precomposedStringWithCanonicalMapping
}

/// A word as options and yes-or-no texts are compared: tidied, and without case.
func folded(_ text: String) -> String { tidied(text).lowercased().replacing("ß", with: "ss") }

/// What stands in a cell that says `="01067"`: other programs write it so, that a spreadsheet keeps the zeros.
func withoutTextFormula(_ text: String) -> String {
    guard text.utf8.first == UInt8(ascii: "="), text.hasPrefix("=\""), text.hasSuffix("\""), text.utf8.count >= 3 else {
        return text
    }
    let inside = text.dropFirst(2).dropLast()
    let isOneText = !inside.replacing("\"\"", with: "").contains("\"")
    return isOneText ? String(inside.replacing("\"\"", with: "\"")) : text
}
