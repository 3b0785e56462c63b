import ArgumentParser
import Foundation
import Model
import Platform
import Storage

/// How a command ended: what is said, and the exit code. 0 done, 1 the input is wrong, 2 usage, 3 the environment failed.
struct Outcome {
    var message: String
    var code: Int32

    static let done: Int32 = 0
    static let wrongInput: Int32 = 1
    static let usage: Int32 = 2
    static let environmentFailed: Int32 = 3

    init(_ error: any Error, of command: any ParsableCommand.Type) {
        switch error {
        case let error as DiagnosticsError:
            let isEnvironment = error.diagnostics.contains { $0.code.hasPrefix("KTR-S") }
            self.init(error.description, isEnvironment ? Self.environmentFailed : Self.wrongInput)
        case let error as Refusal:
            self.init(error.description, error.kind == .unavailable ? Self.environmentFailed : Self.wrongInput)
        case let error as StorageError:
            self.init(error.diagnostic.description, Self.environmentFailed)
        case let error as EnvironmentFailure:
            self.init(error.diagnostic.description, Self.environmentFailed)
        case let exit as ExitCode:
            self.init("", exit.rawValue)
        default:
            let code = command.exitCode(for: error)
            self.init(command.fullMessage(for: error), code.isSuccess ? Self.done : Self.usage)
        }
    }

    private init(_ message: String, _ code: Int32) {
        self.message = message
        self.code = code
    }

    /// Help that was asked for goes to standard output, everything else to standard error.
    func leave() -> Never {
        if !message.isEmpty { print(message, to: code == Self.done ? .standardOutput : .standardError) }
        exit(code)
    }
}

/// Writes a line to a stream of the process.
func print(_ line: String, to stream: FileHandle) {
    stream.write(Data((line + "\n").utf8))
}
