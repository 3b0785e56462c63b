import HTTPTypes
import Model
import Testing

@Suite struct `Files as streams` {
    private static let picture =
        [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13] + Array("IHDR".utf8) + [
            0, 0, 0, 16, 0, 0, 0, 9, 8, 2,
        ]

    private func exhibit(_ service: Service) async throws -> String {
        let answer = try await service.send(.post, "/odata/exhibits", json: #"{"subject": "A"}"#)
        return "/odata/exhibits(\(answer.id))"
    }

    @Test func `are put, told of, sent in whole and in part, and removed`() async throws {
        try await Service.run { service in
            let address = try await exhibit(service)
            let put = try await service.send(
                .put, "\(address)/letter", bytes: Array("0123456789".utf8),
                headers: [
                    .contentType: "text/plain", .contentDisposition: "attachment; filename*=UTF-8''f%C3%BCr%20dich.txt",
                ])
            #expect(put.status == 204)
            let tag = try #require(put.headers[.eTag])

            let record = try await service.get(address)
            #expect(record["letter"] == nil)
            #expect(record["letter@odata.mediaReadLink"] == .text("\(address)/letter"))
            #expect(record["letter@odata.mediaContentType"] == .text("text/plain"))
            #expect(record["letter@odata.mediaEtag"] == .text(tag))
            #expect(record["letter@Kontor.name"] == .text("für dich.txt"))
            #expect(record["letter@Kontor.size"] == .integer(10))
            #expect(record["photo@odata.mediaContentType"] == .null)

            let whole = try await service.get("\(address)/letter")
            #expect(whole.text == "0123456789")
            #expect(whole.headers[.contentType] == "text/plain")
            #expect(
                whole.headers[.contentDisposition]
                    == "attachment; filename=\"f_r dich.txt\"; filename*=UTF-8''f%C3%BCr%20dich.txt")
            #expect(whole.headers[.contentSecurityPolicy]?.contains("sandbox") == true)
            #expect(whole.headers[.xContentTypeOptions] == "nosniff")
            #expect(whole.headers[.contentLength] == "10")
            let head = try await service.send(.head, "\(address)/letter")
            #expect(head.text.isEmpty && head.headers[.contentLength] == "10" && head.headers[.eTag] == tag)
            #expect(try await service.get("\(address)/letter", headers: [.ifNoneMatch: tag]).status == 304)

            #expect(try await service.send(.delete, "\(address)/letter").status == 204)
            #expect(try await service.get("\(address)/letter").status == 204)
            let history = try await service.get("\(address)/Kontor.history()")
            #expect(history.text.contains("für dich.txt"))
        }
    }

    @Test(arguments: [
        ("bytes=2-4", 206, "234", "bytes 2-4/10"), ("bytes=7-", 206, "789", "bytes 7-9/10"),
        ("bytes=-3", 206, "789", "bytes 7-9/10"), ("bytes=-30", 206, "0123456789", "bytes 0-9/10"),
        ("bytes=8-99999999999999999999", 206, "89", "bytes 8-9/10"), ("bytes=10-", 416, "", "bytes */10"),
        ("bytes=-0", 416, "", "bytes */10"), ("bytes=4-2", 200, "0123456789", nil),
        ("bytes=0-1,4-5", 200, "0123456789", nil),
        ("bytes=x-", 200, "0123456789", nil), ("lines=1-2", 200, "0123456789", nil),
        ("bytes=-", 200, "0123456789", nil),
    ])
    func `are sent in the part that is asked for`(range: String, status: Int, text: String, place: String?) async throws
    {
        try await Service.run { service in
            let address = try await exhibit(service)
            let put = try await service.send(
                .put, "\(address)/letter", bytes: Array("0123456789".utf8), headers: [.contentType: "text/plain"])
            let part = try await service.get("\(address)/letter", headers: [.range: range])
            #expect(part.status == status)
            #expect(part.text == text)
            #expect(part.headers[.contentRange] == place)
            let other = try await service.get("\(address)/letter", headers: [.range: range, .ifRange: "\"other\""])
            #expect(other.status == 200)
            let same = try await service.get(
                "\(address)/letter", headers: [.range: range, .ifRange: put.headers[.eTag] ?? ""])
            #expect(same.status == status)
        }
    }

    @Test func `are uploaded before the record that will hold them`() async throws {
        try await Service.run { service in
            let upload = try await service.send(
                .post, "/odata/exhibits/photo", bytes: Self.picture,
                headers: [.contentDisposition: "attachment; filename=\"C:\\photos\\door.png\""])
            #expect(upload.status == 201)
            #expect(upload["name"] == .text("door.png"))
            #expect(upload["type"] == .text("image/png"))
            let created = try await service.send(
                .post, "/odata/exhibits", json: #"{"subject": "B", "photo": "\#(upload.id)"}"#)
            #expect(created.status == 201)
            #expect(created["photo@Kontor.name"] == .text("door.png"))
            let again = try await service.send(
                .post, "/odata/exhibits", json: #"{"subject": "C", "photo": "\#(upload.id)"}"#)
            #expect(again.errorCode == "KTR-R176")
            let read = try await service.get("/odata/exhibits/photo")
            #expect(read.status == 405 && read.errorCode == "KTR-W113")
            #expect(read.headers[.allow] == "POST, OPTIONS")
            // What is no file attribute is no place for an upload, but an id that is none.
            #expect(try await service.send(.post, "/odata/exhibits/subject", bytes: [65]).errorCode == "KTR-W203")
        }
    }

    @Test func `go with the revision, or with the content that the client saw`() async throws {
        try await Service.run { service in
            let address = try await exhibit(service)
            func put(_ text: String, _ tag: String) async throws -> Int {
                try await service.send(
                    .put, "\(address)/letter", bytes: Array(text.utf8),
                    headers: [.contentType: "text/plain", .ifMatch: tag]
                ).status
            }
            #expect(try await put("a", "W/\"2\"") == 412)
            #expect(try await put("a", "W/\"1\"") == 204)
            let tag = try #require(try await service.get("\(address)/letter").headers[.eTag])
            #expect(try await put("b", tag) == 204)
            #expect(try await put("c", tag) == 412)
            // The same content again is no change.
            #expect(try await put("b", "*") == 204)
            #expect(try await service.get(address)["revision"] == .integer(3))
        }
    }

    @Test func `are for those who may read or set their attribute`() async throws {
        try await Service.run { service in
            let address = try await exhibit(service)
            for name in ["letter", "photo"] {
                let bytes = name == "letter" ? Array("%PDF-1.4".utf8) : Self.picture
                #expect(try await service.send(.put, "\(address)/\(name)", bytes: bytes).status == 204)
            }
            #expect(try await service.get("\(address)/letter", as: "agent").status == 404)
            #expect(try await service.get("\(address)/photo", as: "agent").status == 200)
            #expect(try await service.get("\(address)/photo", as: "intake").status == 404)
            for (name, status) in [("letter", 405), ("photo", 403)] {
                let answer = try await service.send(.put, "\(address)/\(name)", as: "agent", bytes: Self.picture)
                #expect([status, 400, 404].contains(answer.status))
                #expect(answer.status != 204)
            }
            let record = try await service.get(address, as: "agent")
            #expect(!record.text.contains("letter"))
            #expect(record.text.contains("photo@odata.mediaReadLink"))
        }
    }

    @Test(arguments: [
        (
            "photo", Array("<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>".utf8), "image/svg+xml", 422,
            "KTR-R172"
        ),
        ("photo", Array("<html>".utf8), "image/png", 422, "KTR-R173"),
        ("photo", Array(repeating: 0, count: 100_001), "image/png", 413, "KTR-R170"),
        ("letter", Self.picture, "text/plain", 422, "KTR-R171"),
    ])
    func `are refused with the reason`(name: String, bytes: [UInt8], type: String, status: Int, code: String)
        async throws
    {
        try await Service.run { service in
            let address = try await exhibit(service)
            let answer = try await service.send(.put, "\(address)/\(name)", bytes: bytes, headers: [.contentType: type])
            #expect(answer.status == status)
            #expect(answer.errorCode == code)
            #expect(answer["error"]?["target"] == .text(name))
            #expect(try await service.get("\(address)/\(name)").status == 204)
        }
    }

    @Test func `run nothing in a browser, whatever they are`() async throws {
        try await Service.run { service in
            let address = try await exhibit(service)
            _ = try await service.send(
                .put, "\(address)/letter", bytes: Array("<script>alert(1)</script>".utf8),
                headers: [.contentType: "text/html"])
            let page = try await service.get("\(address)/letter")
            #expect(page.headers[.contentDisposition]?.hasPrefix("attachment;") == true)
            #expect(page.headers[.contentSecurityPolicy]?.contains("default-src 'none'; sandbox") == true)
            let metadata = try await service.get("/odata/$metadata")
            #expect(metadata.text.contains(#"<Property Name="photo" Type="Edm.Stream" MaxLength="100000""#))
        }
    }
}
