import CLibXML2

extension TreeBuilder {
    /// Puts our callbacks in the places of libxml2's own, which would build its tree.
    static func install(in handler: UnsafeMutablePointer<xmlSAXHandler>) {
        handler.pointee.startElementNs = { context, name, _, uri, _, _, count, _, attributes in
            TreeBuilder.from(context)?.startElement(
                name: text(name), namespace: uri.map(text), attributes: read(attributes, count: Int(count)))
        }
        handler.pointee.endElementNs = { context, _, _, _ in TreeBuilder.from(context)?.endElement() }
        handler.pointee.characters = { context, bytes, count in
            TreeBuilder.from(context)?.characters(UnsafeBufferPointer(start: bytes, count: Int(count)), isCDATA: false)
        }
        handler.pointee.ignorableWhitespace = handler.pointee.characters
        handler.pointee.cdataBlock = { context, bytes, count in
            TreeBuilder.from(context)?.characters(UnsafeBufferPointer(start: bytes, count: Int(count)), isCDATA: true)
        }
        handler.pointee.comment = { context, content in TreeBuilder.from(context)?.comment(text(content)) }
        handler.pointee.processingInstruction = { context, target, content in
            TreeBuilder.from(context)?.processingInstruction(target: text(target), content: text(content))
        }
        handler.pointee.internalSubset = { context, _, _, _ in TreeBuilder.from(context)?.documentType() }
        handler.pointee.serror = { context, error in
            if let error { TreeBuilder.from(context)?.failed(error.pointee) }
        }
    }

    /// The builder that a parser context works for. It outlives the context: `build` holds both.
    private static func from(_ context: UnsafeMutableRawPointer?) -> TreeBuilder? {
        guard let own = context?.assumingMemoryBound(to: xmlParserCtxt.self).pointee._private else { return nil }
        return Unmanaged<TreeBuilder>.fromOpaque(own).takeUnretainedValue()
    }
}

private func text(_ pointer: UnsafePointer<xmlChar>?) -> String {
    pointer.map { String(cString: $0) } ?? ""
}

/// Each attribute comes as five pointers: name, prefix, namespace, begin and end of the value.
private func read(
    _ pointers: UnsafeMutablePointer<UnsafePointer<xmlChar>?>?, count: Int
) -> [(prefix: String?, name: String, namespace: String?, value: String)] {
    guard let pointers else { return [] }
    return (0..<count).map { index in
        let five = pointers + index * 5
        var value = ""
        if let start = five[3], let end = five[4] {
            value = String(decoding: UnsafeBufferPointer(start: start, count: end - start), as: UTF8.self)
            // Without entity replacement libxml2 leaves an ampersand as a character reference.
            if value.utf8.contains(UInt8(ascii: "&")) { value = unescapingAmpersands(value) }
        }
        return (five[1].map(text), text(five[0]), five[2].map(text), value)
    }
}

private func unescapingAmpersands(_ value: String) -> String {
    var result = ""
    var rest = Substring(value)
    while let start = rest.firstIndex(of: "&") {
        result += rest[...start]
        rest = rest[start...].dropFirst()
        if rest.hasPrefix("#38;") { rest = rest.dropFirst(4) }
    }
    return result + rest
}
