import Foundation
import Model
import Platform
import TestSupport
import Testing

@Suite struct `Settings from flags and the environment` {
    @Test func `have a time zone by its name`() async throws {
        let settings = try await Settings.load(flags: [:], environment: ["KONTOR_TIME_ZONE": "Europe/Berlin"])
        #expect(settings.zone.name == "Europe/Berlin")
        #expect(try await Settings.load(flags: [:], environment: [:]).zone.name == "UTC")
        let flags = ["time_zone": "Europe/Zurich"]
        let stronger = try await Settings.load(flags: flags, environment: ["KONTOR_TIME_ZONE": "Europe/Berlin"])
        #expect(stronger.zone.name == "Europe/Zurich")
    }

    @Test(arguments: [
        ("KONTOR_TIME_ZONE", "Europe/Berln", "KTR-E105", "did you mean Europe/Berlin?"),
        ("KONTOR_PORT", "70000", "KTR-E105", "write a number from 1 to 65535, or 0 for any free port"),
        ("KONTOR_TIMEZONE", "UTC", "KTR-E104", "did you mean KONTOR_TIME_ZONE?"),
    ])
    func `are refused with what would be right`(name: String, value: String, code: String, hint: String) async {
        let error = await #expect(throws: DiagnosticsError.self) {
            _ = try await Settings.load(flags: [:], environment: [name: value])
        }
        #expect(error?.diagnostics.map(\.code) == [code])
        #expect(error?.diagnostics.first?.hint == hint)
    }

    @Test func `are refused in a file where nothing has the name, as in the environment`() async throws {
        let folder = try TemporaryFolder()
        let path = folder.path + "/settings.json"
        try Data("{\"port\": 9000, \"time_zon\": \"UTC\"}".utf8).write(to: URL(fileURLWithPath: path))
        let error = await #expect(throws: DiagnosticsError.self) {
            _ = try await Settings.load(flags: ["settings": path], environment: [:])
        }
        #expect(error?.diagnostics.map(\.code) == ["KTR-E104"])
        #expect(error?.diagnostics.first?.hint == "did you mean 'time_zone'?")
        try Data("{\"port\": 9000}".utf8).write(to: URL(fileURLWithPath: path))
        #expect(try await Settings.load(flags: ["settings": path], environment: [:]).port == 9000)
    }
}
