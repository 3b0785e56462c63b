import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Model
import Records
import Testing

@Suite struct `Files on pages` {
    private static let picture =
        [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13] + Array("IHDR".utf8) + [
            0, 0, 0, 16, 0, 0, 0, 9, 8, 2,
        ]
    private static let door = (name: "Tür <1>.png", type: "image/png", bytes: picture)

    private func address(_ answer: TestResponse) throws -> String {
        let location = try #require(answer.headers[.location])
        return String(location.prefix { $0 != "?" })
    }

    @Test func `are sent with the form, shown, replaced and removed`() async throws {
        try await Office.open { office in
            let form = try await office.page("/records/exhibits/new").text
            #expect(form.contains(#"enctype="multipart/form-data""#))
            #expect(
                form.contains(
                    #"<input id="field-photo" name="photo.file" type="file" accept="image/png,image/jpeg,image/webp,image/gif" data-limit="100000""#
                ))
            // Of types without files, those alone are sent so whose texts would be too long otherwise.
            #expect(!(try await office.page("/records/clients/new").text).contains("multipart"))
            #expect(try await office.page("/records/matters/new").text.contains("multipart"))

            let created = try await office.send(
                "/records/exhibits", [".key": "1", "subject": "Door", "photo": "", "letter": ""],
                files: [
                    "photo.file": Self.door, "letter.file": (name: "", type: "application/octet-stream", bytes: []),
                ])
            #expect(created.status == .seeOther)
            let address = try address(created)
            var page = try await office.page(address).text
            #expect(page.contains(#"<img src="\#(address)/files/photo?v="#))
            #expect(page.contains(#"<a href="\#(address)/files/photo">Tür 1.png</a>"#))
            #expect(page.contains("26 bytes · image/png"))
            #expect(try await office.page("/records/exhibits").text.contains("Tür 1.png"))
            let file = try await office.page("\(address)/files/photo")
            #expect(Array(buffer: file.body) == Self.picture)
            #expect(file.headers[.contentType] == "image/png")
            #expect(try await office.page("\(address)/files/letter").status == .notFound)
            #expect(try await office.page("\(address)/files/subject").status == .notFound)

            let edit = try await office.page("\(address)/edit").text
            #expect(edit.contains("Tür 1.png (26 bytes)"))
            let photo = try #require(edit.hiddenValue("photo"))
            let replaced = try await office.send(
                address, [".key": "2", ".revision": "1", "subject": "Door", "photo": photo, "letter": ""],
                files: ["photo.file": (name: "window.png", type: "image/png", bytes: Self.picture + [1])])
            #expect(replaced.status == .seeOther)
            page = try await office.page(address).text
            #expect(page.contains("Tür 1.png (26 bytes)</del>"))
            #expect(page.contains("window.png (27 bytes)</ins>"))

            let again = try await office.page("\(address)/edit").text
            let second = try #require(again.hiddenValue("photo"))
            let removed = try await office.send(
                address,
                [
                    ".key": "3", ".revision": "2", "subject": "Door", "photo": second, "photo.remove": "true",
                    "letter": "",
                ])
            #expect(removed.status == .seeOther)
            #expect(!(try await office.page(address).text).contains("<img"))
        }
    }

    @Test func `need not be sent again when something else is wrong`() async throws {
        try await Office.open(language: .german) { office in
            let answer = try await office.send(
                "/records/exhibits", [".key": "1", "subject": "", "photo": "", "letter": ""],
                files: ["photo.file": Self.door])
            #expect(answer.status == .unprocessableContent)
            #expect(answer.text.contains("Tür 1.png (26 Byte)"))
            #expect(answer.text.contains("hochgeladen; bleibt, wenn Sie speichern"))
            let id = try #require(answer.text.hiddenValue("photo"))
            let saved = try await office.send(
                "/records/exhibits", [".key": "2", "subject": "Tür", "photo": id, "letter": ""])
            #expect(saved.status == .seeOther)
            let page = try await office.page(try address(saved)).text
            #expect(page.contains("Tür 1.png"))
        }
    }

    @Test(arguments: [
        ("photo", [UInt8]("<svg/>".utf8), "image/svg+xml", "not a picture that browsers can show"),
        ("photo", [UInt8]("GIF".utf8), "image/gif", "its content is not"),
        ("letter", Array(repeating: 65, count: 1001), "text/plain", "larger than 1 kB"),
    ])
    func `that are not taken are told of beside what else was entered`(
        field: String, bytes: [UInt8], type: String, message: String
    ) async throws {
        try await Office.open { office in
            let answer = try await office.send(
                "/records/exhibits", [".key": "1", "subject": "Still here", "photo": "", "letter": ""],
                files: ["\(field).file": (name: "x", type: type, bytes: bytes)])
            #expect(answer.status == .unprocessableContent)
            #expect(answer.text.contains("Still here"))
            #expect(answer.text.contains(message))
            #expect(answer.text.contains(#"id="field-\#(field)-fault""#))
            #expect(try office.count("exhibit") == 0)
        }
    }

    @Test func `of others are neither shown nor taken`() async throws {
        try await Office.open { office in
            let stranger = Principal(
                id: RecordID(high: 9, low: 9), name: "eve", displayName: "Eve", roles: ["agent"], language: .english)
            let target = try office.records.fileTarget("letter", of: "exhibit", as: stranger)
            var upload = try await office.records.beginUpload(target, name: "secret.txt", mediaType: nil)
            try await upload.append([65])
            let file = try await upload.finish()
            for subject in ["", "A"] {
                let answer = try await office.send(
                    "/records/exhibits",
                    [".key": "1", "subject": subject, "photo": "", "letter": file.id.description], files: [:])
                #expect(answer.status == .unprocessableContent)
                #expect(!answer.text.contains("secret.txt"))
            }
        }
    }

    @Test func `are not stored for a page that is not ours, or a form that ends too early`() async throws {
        try await Office.open { office in
            let cut =
                "--line\r\nContent-Disposition: form-data; name=\"photo.file\"; filename=\"a.png\"\r\n\r\n\u{89}PNG"
            for (type, body) in [
                ("multipart/form-data; boundary=line", cut), ("multipart/form-data", cut),
                ("multipart/form-data; boundary=line", "nonsense"),
            ] {
                let answer = try await office.client.execute(
                    uri: "/records/exhibits", method: .post,
                    headers: [.authorization: "Bearer \(office.token)", .contentType: type],
                    body: ByteBuffer(string: body))
                #expect(answer.status == .badRequest)
            }
            #expect(try await office.records.collectFiles().removed == 0)
        }
    }

    @Test func `that were sent twice are written once`() async throws {
        try await Office.open { office in
            var addresses: Set<String> = []
            for _ in 1...2 {
                let answer = try await office.send(
                    "/records/exhibits", [".key": "same", "subject": "Door", "photo": "", "letter": ""],
                    files: ["photo.file": Self.door])
                addresses.insert(try address(answer))
            }
            #expect(addresses.count == 1)
            let address = try #require(addresses.first)
            for _ in 1...2 {
                let answer = try await office.send(
                    address, [".key": "next", ".revision": "1", "subject": "Door", "photo": "", "letter": ""],
                    files: ["letter.file": (name: "a.txt", type: "text/plain", bytes: [65])])
                #expect(answer.status == .seeOther)
            }
        }
    }
}

extension String {
    /// The value of a hidden input.
    fileprivate func hiddenValue(_ name: String) -> String? {
        let start = #"<input type="hidden" name="\#(name)" value=""#
        guard let range = firstRange(of: start) else { return nil }
        let value = self[range.upperBound...].prefix { $0 != "\"" }
        return value.isEmpty ? nil : String(value)
    }
}
