import Model

/// A value with the place where it was written.
struct Located<Value> {
    var value: Value
    var location: SourceLocation

    init(_ value: Value, at location: SourceLocation) {
        self.value = value
        self.location = location
    }
}

extension Located: Sendable where Value: Sendable {}

extension Located<String> {
    /// The words between white space, each with its own place. An attribute's value has its line breaks replaced by spaces,
    /// so that the places are exact for values written on one line.
    var words: [Located<String>] {
        var result: [Located<String>] = []
        var word: [UInt8] = []
        var start = 0
        for (offset, byte) in (Array(value.utf8) + [0x20]).enumerated() {
            if byte != 0x20, byte != 0x09, byte != 0x0A, byte != 0x0D {
                if word.isEmpty { start = offset }
                word.append(byte)
            } else if !word.isEmpty {
                result.append(Located(String(decoding: word, as: UTF8.self), at: location.movedRight(by: start)))
                word.removeAll()
            }
        }
        return result
    }
}

extension SourceLocation {
    func movedRight(by columns: Int) -> SourceLocation {
        SourceLocation(file: file, line: line, column: column + columns)
    }
}
