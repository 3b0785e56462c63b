import XMLDocuments

extension XMLElement {
    /// The element as text that parses to the same element: what a variable holds when its content is XML.
    var serialized: String { serialized(inside: nil) }

    private func serialized(inside outer: String?) -> String {
        var text = "<\(name)"
        if namespace != outer { text += " xmlns=\"\(escaped(namespace ?? ""))\"" }
        var prefixes: [String] = []
        for attribute in attributes {
            guard let namespace = attribute.namespace else {
                text += " \(attribute.name)=\"\(escaped(attribute.value))\""
                continue
            }
            if namespace == "http://www.w3.org/XML/1998/namespace" {
                text += " xml:\(attribute.name)=\"\(escaped(attribute.value))\""
                continue
            }
            let known = prefixes.firstIndex(of: namespace)
            let number = known ?? prefixes.count
            if known == nil {
                prefixes.append(namespace)
                text += " xmlns:n\(number)=\"\(escaped(namespace))\""
            }
            text += " n\(number):\(attribute.name)=\"\(escaped(attribute.value))\""
        }
        if children.isEmpty { return text + "/>" }
        text += ">"
        for child in children {
            switch child {
            case .element(let element): text += element.serialized(inside: namespace)
            case .text(let piece, _): text += escaped(piece)
            case .comment: break
            }
        }
        return text + "</\(name)>"
    }

    private func escaped(_ text: String) -> String {
        var result = ""
        for character in text {
            switch character {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "\"": result += "&quot;"
            case "\n": result += "&#10;"
            default: result.append(character)
            }
        }
        return result
    }
}
