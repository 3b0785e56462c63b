/// Walks the segments of a JPEG file to the one that tells the extent (ITU-T T.81 §B.2.2).
///
/// Cameras put previews, colour profiles and depth maps before it, megabytes of them; so it goes byte by byte and keeps none.
struct JPEGFrameSearch: Sendable {
    private enum Place: Sendable {
        case start(read: Int)
        /// 0xFF comes next, any number of times, then the marker.
        case marker(seen: Bool)
        case length(marker: UInt8, read: Int, value: Int)
        case skipping(Int)
        /// Precision, then height and width in two bytes each.
        case frame(read: Int, height: Int, width: Int)
        case over
    }

    private var place = Place.start(read: 0)
    private(set) var extent: PictureExtent?

    /// Whether further bytes tell nothing more.
    var isOver: Bool { if case .over = place { true } else { false } }

    mutating func read(_ byte: UInt8) {
        switch place {
        case .start(let read):
            guard byte == (read == 0 ? 0xFF : 0xD8) else { return place = .over }
            place = read == 0 ? .start(read: 1) : .marker(seen: false)
        case .marker(let seen):
            if byte == 0xFF { place = .marker(seen: true) } else { place = seen ? after(marker: byte) : .over }
        case .length(let marker, let read, let value):
            let value = value << 8 | Int(byte)
            if read == 0 {
                place = .length(marker: marker, read: 1, value: value)
            } else if value < 2 {
                place = .over
            } else if Self.isFrame(marker) {
                place = .frame(read: 0, height: 0, width: 0)
            } else {
                place = value == 2 ? .marker(seen: false) : .skipping(value - 2)
            }
        case .skipping(let rest): place = rest == 1 ? .marker(seen: false) : .skipping(rest - 1)
        case .frame(let read, let height, let width):
            let height = (1...2).contains(read) ? height << 8 | Int(byte) : height
            let width = (3...4).contains(read) ? width << 8 | Int(byte) : width
            place = .frame(read: read + 1, height: height, width: width)
            guard read == 4 else { return }
            extent = PictureExtent(width: width, height: height)
            place = .over
        case .over: break
        }
    }

    private func after(marker: UInt8) -> Place {
        switch marker {
        // Markers that stand alone.
        case 0x01, 0xD0...0xD7: .marker(seen: false)
        // End of the image, or its data: there was no frame.
        case 0x00, 0xD8, 0xD9, 0xDA: .over
        default: .length(marker: marker, read: 0, value: 0)
        }
    }

    /// SOF0…SOF15; the three others of that range are tables.
    private static func isFrame(_ marker: UInt8) -> Bool {
        (0xC0...0xCF).contains(marker) && ![0xC4, 0xC8, 0xCC].contains(marker)
    }
}
