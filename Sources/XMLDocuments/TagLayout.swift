import Model

/// Where the parts of one start tag stand. Made from a tag that libxml2 found well-formed.
struct TagLayout {
    private(set) var isSelfClosing = false
    private var places: [(name: ArraySlice<UInt8>, place: Place)] = []

    struct Place {
        var name: SourceLocation
        var value: SourceLocation
    }

    /// Reads the tag that the cursor stands at, and leaves the cursor behind it.
    init(at cursor: inout SourceCursor) {
        cursor.advance()
        Self.skipName(&cursor)
        while true {
            cursor.skipWhiteSpace()
            switch cursor.byte {
            case UInt8(ascii: "/"):
                isSelfClosing = true
                cursor.advance()
            case UInt8(ascii: ">"):
                cursor.advance()
                return
            case 0: return
            default: readAttribute(&cursor)
            }
        }
    }

    func place(ofAttribute name: String, prefix: String?) -> Place? {
        let qualified = prefix.map { "\($0):\(name)" } ?? name
        return places.first { $0.name.elementsEqual(qualified.utf8) }?.place
    }

    private mutating func readAttribute(_ cursor: inout SourceCursor) {
        let (start, nameLocation) = (cursor.offset, cursor.location)
        Self.skipName(&cursor)
        let name = cursor.bytes[start..<cursor.offset]
        cursor.skipWhiteSpace()
        cursor.advance()
        cursor.skipWhiteSpace()
        let quote = cursor.byte
        cursor.advance()
        places.append((name, Place(name: nameLocation, value: cursor.location)))
        while !cursor.isAtEnd, cursor.byte != quote { cursor.advance() }
        cursor.advance()
    }

    private static func skipName(_ cursor: inout SourceCursor) {
        while !cursor.isAtEnd, !isWhiteSpace(cursor.byte), !"=/>".utf8.contains(cursor.byte) { cursor.advance() }
    }
}
