/// Texts as search, suggestions and filters on pages compare them: without case, without marks on letters, ligatures and letters
/// with strokes as they are written without.
///
///     FoldedText.of("Straßenbau Łódź")   // "strassenbau lodz"
public enum FoldedText {
    /// A text folded. What is folded already stays as it is.
    public static func of(_ text: String) -> String {
        if text.utf8.allSatisfy({ $0 < 0x80 }) {
            return text.utf8.contains(where: { (0x41...0x5A).contains($0) }) ? text.lowercased() : text
        }
        var result = String.UnicodeScalarView()
        for scalar in NormalText.composed(text).unicodeScalars {
            if scalar.value < 0x80 {
                let isCapital = (0x41...0x5A).contains(scalar.value)
                result.append(isCapital ? Unicode.Scalar(UInt8(scalar.value) + 0x20) : scalar)
            } else if let letters = LetterTable.letters[scalar.value] {
                result.append(contentsOf: letters.text.unicodeScalars)
            } else if !isMark(scalar), !scalar.properties.isDefaultIgnorableCodePoint {
                result.append(contentsOf: scalar.properties.lowercaseMapping.unicodeScalars)
            }
        }
        return String(result)
    }

    /// Whether a scalar is a mark on the letter before it, as Latin, Greek and Cyrillic have them. The signs of other scripts that
    /// Unicode calls marks are vowels.
    static func isMark(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x300...0x36F, 0x483...0x487, 0x1AB0...0x1AFF, 0x1DC0...0x1DFF, 0x20D0...0x20FF, 0xFE20...0xFE2F: true
        default: false
        }
    }
}
