import CLua
import Model

/// The way from Lua into Swift. Nothing here lets an error out: C raises, after the Swift frame is gone.
extension Sandbox {
    static var callbacks: klua_host {
        klua_host(
            context: nil,
            call: { context, number, nodes, values, reply in
                Sandbox.answer(context, reply) { try $0.callFunction(number, nodes, values) }
            },
            registered: { context, registrar, subject, length, function, line, reply in
                Sandbox.answer(context, reply) { sandbox in
                    let name = String(
                        decoding: UnsafeRawBufferPointer(start: subject, count: length), as: UTF8.self)
                    try sandbox.register(function, with: registrar, subject: name, line: Int(line))
                    return .null
                }
            },
            read_field: { context, after, field, reply in
                Sandbox.answer(context, reply) { sandbox in
                    guard let change = sandbox.change else { return .null }
                    return after != 0 ? change.after(Int(field)) : change.before(Int(field))
                }
            },
            write_field: { context, field, nodes, reply in
                Sandbox.answer(context, reply) { sandbox in
                    guard let nodes else { return .null }
                    var reader = TapeReader(nodes)
                    try sandbox.change?.assign(reader.next(), to: Int(field))
                    return .null
                }
            })
    }

    private static func answer(
        _ context: UnsafeMutableRawPointer?, _ reply: UnsafeMutablePointer<klua_tape>?,
        _ body: (Sandbox) throws -> DataValue
    ) -> Int32 {
        guard let context, let reply else { return 1 }
        // The context is the sandbox itself, which is alive because one of its methods is running.
        let sandbox = Unmanaged<Sandbox>.fromOpaque(context).takeUnretainedValue()
        do {
            reply.pointee = sandbox.writer.reply(try body(sandbox))
            return 0
        } catch let end as RunEnd {
            sandbox.hostError = end.error
            return 2
        } catch {
            sandbox.hostError = error
            let message = MessageText.oneLine("\(error)".utf8)
            reply.pointee = sandbox.writer.reply(.text(message))
            return 1
        }
    }

    private func callFunction(
        _ number: Int32, _ nodes: UnsafePointer<klua_node>?, _ values: Int
    ) throws -> DataValue {
        var arguments: [DataValue] = []
        if let nodes, values > 0 {
            var reader = TapeReader(nodes)
            arguments.reserveCapacity(values)
            for _ in 0..<values { arguments.append(reader.next()) }
        }
        return try function(number).body(arguments)
    }

    private func register(_ function: Int32, with registrar: Int32, subject: String, line: Int) throws {
        let name = self.registrar(registrar)
        guard loading != nil else {
            throw ScriptError(.error, "\(name) can only be called while the file is being loaded")
        }
        loading?.append(
            RegisteredFunction(
                registrar: name, subject: subject, location: SourceLocation(file: loadingFile, line: line),
                function: FunctionReference(reference: function)))
    }
}
