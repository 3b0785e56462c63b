import Foundation
import HTTPTypes
import Model
import Testing

@Suite struct `A page mark that comes back` {
    private func marked(_ service: Service, _ query: String) async throws -> (mark: [UInt8], link: String) {
        for _ in 0..<3 { _ = try await service.createComplaint() }
        var headers = HTTPFields()
        headers[try #require(HTTPField.Name("Prefer"))] = "odata.maxpagesize=1"
        let answer = try await service.get("/odata/complaints?" + query, headers: headers)
        guard case .text(let link)? = answer["@odata.nextLink"] else { throw CocoaError(.coderValueNotFound) }
        let text = try #require(link.split(separator: "skiptoken=").last?.split(separator: "&").first)
        return (try #require(Self.bytes(String(text))), link)
    }

    private static func bytes(_ text: String) -> [UInt8]? {
        let padded = text.replacing("-", with: "+").replacing("_", with: "/")
        return Data(base64Encoded: padded + String(repeating: "=", count: (4 - padded.count % 4) % 4)).map { Array($0) }
    }

    private static func text(_ bytes: [UInt8]) -> String {
        Data(bytes).base64EncodedString().replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
    }

    private static let volatile = "$filter=created_at%20le%20now()"

    @Test func `is taken as it was given`() async throws {
        try await Service.run { service in
            let (mark, _) = try await marked(service, Self.volatile)
            let next = try await service.get("/odata/complaints?\(Self.volatile)&$skiptoken=\(Self.text(mark))")
            #expect(next.status == 200 && next.list.count == 2)
        }
    }

    @Test func `is refused wherever a bit of it was changed, and when its seal was taken off`() async throws {
        try await Service.run { service in
            let (mark, _) = try await marked(service, Self.volatile)
            for place in mark.indices {
                var changed = mark
                changed[place] ^= 0x80
                let answer = try await service.get(
                    "/odata/complaints?\(Self.volatile)&$skiptoken=\(Self.text(changed))")
                #expect(answer.status == 400, "byte \(place): \(answer.status)")
            }
            let bare = Self.text(Array(mark.dropLast(16)))
            let answer = try await service.get("/odata/complaints?\(Self.volatile)&$skiptoken=\(bare)")
            #expect(answer.errorCode == "KTR-Q150")
        }
    }

    @Test(arguments: [Int64.min, .min + 1, -1, 0, .max - 1, .max])
    func `ends nothing, whatever instant is written into it`(instant: Int64) async throws {
        try await Service.run { service in
            var (mark, _) = try await marked(service, Self.volatile)
            for byte in 0..<8 { mark[1 + byte] = UInt8(truncatingIfNeeded: instant >> (56 - 8 * byte)) }
            let answer = try await service.get("/odata/complaints?\(Self.volatile)&$skiptoken=\(Self.text(mark))")
            #expect(answer.errorCode == "KTR-Q150")
        }
    }
}
