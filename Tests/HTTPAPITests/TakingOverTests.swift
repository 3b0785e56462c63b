import HTTPTypes
import Model
import Testing

@Suite struct `Definitions that change while requests come` {
    private func renamed(_ text: String) -> String {
        text.replacing("<text name=\"subject\" max=\"40\"", with: "<text name=\"topic\" was=\"subject\" max=\"80\"")
            .replacing("title=\"{number} {subject}\"", with: "title=\"{number} {topic}\"")
    }

    @Test func `are what the next request is answered by, reading and writing`() async throws {
        try await Service.run { service in
            let first = try await service.createComplaint()
            #expect(first["subject"] == .text("Wrong bill"))
            try await service.applied.apply { self.renamed($0) }
            // The service holds the old catalog when this request comes, and finds out in its transaction.
            let read = try await service.get("/odata/complaints(\(first.id))")
            #expect(read.status == 200 && read["topic"] == .text("Wrong bill") && read["subject"] == nil)
            try await service.applied.apply {
                $0.replacing("<text name=\"subject\"", with: "<text name=\"subject\" was=\"topic\"")
            }
            let back = try await service.get("/odata/complaints?$select=subject")
            #expect(back.status == 200 && back.text.contains("\"subject\":\"Wrong bill\""))
        }
    }

    @Test func `are what a write is done by, once`() async throws {
        try await Service.run { service in
            try await service.applied.apply { self.renamed($0) }
            let answer = try await service.send(.post, "/odata/complaints", json: #"{"topic": "Late"}"#)
            // The catalog that was in force when it came has no topic.
            #expect(answer.status == 201 && answer["topic"] == .text("Late"), "\(answer.text)")
            let old = try await service.createComplaint()
            #expect(old.status == 400 && old.text.contains("KTR-R220"), "\(old.text)")
            let count = try await service.get("/odata/complaints/$count")
            #expect(count.text == "1")
        }
    }

    @Test func `do not hinder a request that needs a table as it was`() async throws {
        try await Service.run { service in
            let first = try await service.createComplaint()
            try await service.applied.apply { self.renamed($0) }
            // The names it uses are the same before and after.
            let changed = try await service.send(
                .patch, "/odata/complaints(\(first.id))", json: #"{"priority": "high"}"#)
            #expect(changed.status == 200 && changed["topic"] == .text("Wrong bill"), "\(changed.text)")
            let deleted = try await service.send(.delete, "/odata/complaints(\(first.id))")
            #expect(deleted.status == 204)
        }
    }
}
