import Foundation
import NIOCore

/// The style sheet, modules and icon, read once.
struct Assets: Sendable {
    struct File: Sendable {
        var bytes: ByteBuffer
        var mediaType: String
    }

    private let files: [String: File]
    let addresses: AssetAddresses

    private static let mediaTypes = [
        "css": "text/css; charset=utf-8", "js": "text/javascript; charset=utf-8", "svg": "image/svg+xml",
    ]

    init(folder: String) throws {
        var files: [String: File] = [:]
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for name in try FileManager.default.contentsOfDirectory(atPath: folder).sorted() {
            guard let dot = name.lastIndex(of: "."), let type = Self.mediaTypes[String(name[name.index(after: dot)...])]
            else { continue }
            let data = try Data(contentsOf: URL(filePath: "\(folder)/\(name)"))
            // FNV-1a: tells one version from another, which is all it is for.
            for byte in data { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
            files[name] = File(bytes: ByteBuffer(bytes: data), mediaType: type)
        }
        self.files = files
        let base = "/assets/\(String(hash, radix: 16))"
        addresses = AssetAddresses(
            style: "\(base)/kontor.css", script: "\(base)/kontor.js", icon: "\(base)/icon.svg")
    }

    func file(named name: String) -> File? { files[name] }
}
