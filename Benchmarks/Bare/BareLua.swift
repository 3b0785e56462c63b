import CLuaSystem

/// Lua's C API with nothing around it.
final class BareLua {
    private let state: OpaquePointer

    /// Runs a text that defines a global function `run`.
    init(_ text: String) throws {
        guard let state = luaL_newstate() else { throw BareError(message: "no memory for Lua") }
        self.state = state
        luaL_openlibs(state)
        guard luaL_loadstring(state, text) == LUA_OK, lua_pcallk(state, 0, 0, 0, 0, nil) == LUA_OK else {
            throw BareError(message: "the Lua text does not run")
        }
    }

    deinit { lua_close(state) }

    /// Calls `run(count)`.
    func run(_ count: Int) throws {
        lua_getglobal(state, "run")
        lua_pushinteger(state, lua_Integer(count))
        guard lua_pcallk(state, 1, 0, 0, 0, nil) == LUA_OK else { throw BareError(message: "run failed") }
    }
}
