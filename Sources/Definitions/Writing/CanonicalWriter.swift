import XMLDocuments

/// Writes elements of the definition language: two blanks for each level, lines of at most 120 characters where the words of
/// people allow it.
///
/// Texts of one kind share a line, and an attribute or option shares it with its texts, as long as all fit.
struct CanonicalWriter {
    private static let width = 120
    /// Elements beside those of attributes that stand in one line with their texts.
    private static let shareALine: Set<String> = ["option", "attribute", "field", "related", "note"]
    private(set) var text = ""

    mutating func write(_ node: XMLDocument.Outside) {
        switch node {
        case .comment(let comment): text += "<!--\(comment)-->\n"
        case .instruction(let target, let content): text += "<?\(target)\(content.isEmpty ? "" : " ")\(content)?>\n"
        }
    }

    mutating func writeRoot(_ root: XMLElement) {
        write(root, indentation: "", namespace: " xmlns=\"\(ElementReader.namespace)\"", remarks: "")
    }

    private mutating func write(_ element: XMLElement, indentation: String, namespace: String = "", remarks: String) {
        let block = CanonicalBlock(element.children)
        if block.items.isEmpty {
            text += tag(element, namespace, indentation: indentation, end: "/>") + remarks + "\n"
            return
        }
        if let line = inOneLine(element, block, indentation: indentation) {
            text += line + remarks + "\n"
            return
        }
        let inner = indentation + "  "
        text += tag(element, namespace, indentation: indentation, end: ">") + "\n"
        let isSpaced = element.name == "definitions"
        var index = 0
        while index < block.items.count {
            let item = block.items[index]
            if index > 0, isSpaced || item.hasBlankLineBefore { text += "\n" }
            for comment in item.comments {
                text += "\(comment.isApart ? "\n" : "")\(inner)<!--\(comment.text)-->\n"
            }
            guard let child = item.element else { break }
            if item.isElementApart { text += "\n" }
            let line = textLine(from: index, in: block, indentation: inner)
            text += line.text
            index += line.count
            if line.count == 0 {
                write(child, indentation: inner, remarks: item.remarks.map { " <!--\($0)-->" }.joined())
                index += 1
            }
        }
        text += "\(indentation)</\(element.name)>\(remarks)\n"
    }

    // MARK: Lines

    /// An attribute or option with its texts, where all fit into one line.
    private func inOneLine(_ element: XMLElement, _ block: CanonicalBlock, indentation: String) -> String? {
        guard
            Self.shareALine.contains(element.name)
                || ElementShape.attributeElements[element.name] != nil,
            !block.hasComments
        else { return nil }
        var line = tag(element, "", indentation: indentation, end: ">")
        for item in block.items {
            guard let child = item.element, CanonicalOrder.texts.contains(child.name) else { return nil }
            line += textElement(child)
        }
        line += "</\(element.name)>"
        return line.count <= Self.width && !line.contains("\n") ? line : nil
    }

    /// The line of texts that begins at an item, and how many items it takes; none where that is no text.
    private func textLine(from start: Int, in block: CanonicalBlock, indentation: String) -> (text: String, count: Int)
    {
        var end = start
        var line = indentation
        while end < block.items.count, let child = block.items[end].element, CanonicalOrder.texts.contains(child.name),
            child.name == block.items[start].element?.name
        {
            let item = block.items[end]
            if end > start, !item.comments.isEmpty || item.hasBlankLineBefore { break }
            line += textElement(child) + item.remarks.map { " <!--\($0)-->" }.joined()
            end += 1
            if !item.remarks.isEmpty { break }
        }
        if end == start { return ("", 0) }
        if line.count <= Self.width || end == start + 1 { return (line + "\n", end - start) }
        let lines = block.items[start..<end].compactMap { item in
            item.element.map { indentation + textElement($0) + item.remarks.map { " <!--\($0)-->" }.joined() + "\n" }
        }
        return (lines.joined(), end - start)
    }

    // MARK: Pieces

    private func textElement(_ element: XMLElement) -> String {
        let start = "<" + ([element.name] + written(element)).joined(separator: " ")
        let comments = element.children.compactMap { if case .comment(let comment, _) = $0 { comment } else { nil } }
        let content = escaped(ElementReader.collapsed(element.text)) + comments.map { "<!--\($0)-->" }.joined()
        return content.isEmpty ? start + "/>" : "\(start)>\(content)</\(element.name)>"
    }

    /// A tag; what does not fit into the line goes on below the first attribute.
    private func tag(_ element: XMLElement, _ namespace: String, indentation: String, end: String) -> String {
        var line = "\(indentation)<\(element.name)\(namespace)"
        let column = String(repeating: " ", count: indentation.count + element.name.count + 1)
        var lines = ""
        for attribute in written(element) {
            // The end of the tag must fit too.
            if line.count + 1 + attribute.count + end.count > Self.width, line.count > column.count {
                lines += line + "\n"
                line = column
            }
            line += " " + attribute
        }
        return lines + line + end
    }

    private func written(_ element: XMLElement) -> [String] {
        CanonicalOrder.sorted(element.attributes).map { attribute in
            let isList = CanonicalOrder.wordLists.contains(attribute.name)
            let value = isList ? ElementReader.collapsed(attribute.value) : attribute.value
            let name = attribute.namespace == nil ? attribute.name : "xml:\(attribute.name)"
            return "\(name)=\"\(escaped(value, isAttribute: true))\""
        }
    }

    private func escaped(_ text: String, isAttribute: Bool = false) -> String {
        var result = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            // Only `]]>` would be misread, and `>=` reads well.
            case ">" where !isAttribute: result += "&gt;"
            case "\"" where isAttribute: result += "&quot;"
            case "\t" where isAttribute: result += "&#9;"
            case "\n" where isAttribute: result += "&#10;"
            case "\r": result += "&#13;"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }
}
