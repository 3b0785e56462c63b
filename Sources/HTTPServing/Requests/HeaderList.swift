/// A header whose value is a list (RFC 9110 §5.6.1).
public enum HeaderList {
    /// The elements between its commas, those in quotes left alone; empty ones are none. At most a hundred are read.
    public static func elements(of text: String) -> [Substring] {
        var elements: [Substring] = []
        var start = text.startIndex
        var (isQuoted, isEscaped) = (false, false)
        func take(upTo end: String.Index) {
            var element = text[start..<end]
            while let first = element.first, first == " " || first == "\t" { element.removeFirst() }
            while let last = element.last, last == " " || last == "\t" { element.removeLast() }
            if !element.isEmpty, elements.count < 100 { elements.append(element) }
        }
        for index in text.indices {
            let character = text[index]
            if isEscaped {
                isEscaped = false
            } else if isQuoted, character == "\\" {
                isEscaped = true
            } else if character == "\"" {
                isQuoted.toggle()
            } else if character == ",", !isQuoted {
                take(upTo: index)
                start = text.index(after: index)
            }
        }
        take(upTo: text.endIndex)
        return elements
    }
}
