import XMLDocuments

/// The content of an element in the order in which it is written: each child element with the comments that belong to it.
struct CanonicalBlock {
    struct Item {
        /// Comments on lines of their own above the element, or, without an element, at the end of the content.
        var comments: [String] = []
        var element: XMLElement?
        /// Comments in the line where the element ends.
        var remarks: [String] = []
        var hasBlankLineBefore = false
    }

    private(set) var items: [Item] = []

    init(_ children: [XMLNode]) {
        var item = Item()
        // Whether the line has something in it already that a comment may belong to.
        var isInLine = false
        for node in children {
            switch node {
            case .text(let text, _):
                let breaks = text.utf8.count { $0 == UInt8(ascii: "\n") }
                if breaks > 0 { isInLine = false }
                if breaks > 1, item.comments.isEmpty { item.hasBlankLineBefore = true }
            case .comment(let comment, _):
                if isInLine, !items.isEmpty {
                    items[items.count - 1].remarks.append(comment)
                } else {
                    item.comments.append(comment)
                }
            case .element(let element):
                item.element = element
                items.append(item)
                item = Item()
                isInLine = true
            }
        }
        sort()
        if !item.comments.isEmpty { items.append(item) }
        if !items.isEmpty { items[0].hasBlankLineBefore = false }
    }

    var hasComments: Bool { items.contains { !$0.comments.isEmpty || !$0.remarks.isEmpty } }

    private mutating func sort() {
        let ranked = items.enumerated().map {
            (rank: $1.element.map(CanonicalOrder.rank) ?? (3, ""), place: $0, item: $1)
        }
        items = ranked.sorted { ($0.rank.0, $0.rank.1, $0.place) < ($1.rank.0, $1.rank.1, $1.place) }.map(\.item)
    }
}
