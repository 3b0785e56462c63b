// The globals that every run sees: a chosen part of the standard library, behind tables that refuse to be written.
#include "internal.h"

static const char lock_mark;  // its address marks the metatables of tables that rawset must not reach into

int klua_is_locked(lua_State *L, int index) {
    if (!lua_getmetatable(L, index)) return 0;
    int locked = lua_rawgetp(L, -1, &lock_mark) != LUA_TNIL;
    lua_pop(L, 2);
    return locked;
}

static int refuse_write(lua_State *L) {
    const char *name = lua_type(L, 2) == LUA_TSTRING ? lua_tostring(L, 2) : luaL_typename(L, 2);
    return luaL_error(L, "libraries are read-only: cannot set '%s'", name);
}

// Iterates over the table behind a lock without giving the table itself away.
static int next_behind(lua_State *L) {
    lua_settop(L, 2);
    if (lua_next(L, lua_upvalueindex(1))) return 2;
    lua_pushnil(L);
    return 1;
}

static int pairs_behind(lua_State *L) {
    lua_pushvalue(L, lua_upvalueindex(1));
    lua_pushcclosure(L, next_behind, 1);
    lua_pushnil(L);
    lua_pushnil(L);
    return 3;
}

// Marks the metatable on top as that of a locked table, invisible to scripts.
void klua_mark_locked(lua_State *L) {
    lua_pushboolean(L, 1);
    lua_rawsetp(L, -2, &lock_mark);
    lua_pushboolean(L, 0);
    lua_setfield(L, -2, "__metatable");
}

// Replaces the table on top by an empty one that reads through to it.
void klua_lock(lua_State *L) {
    lua_createtable(L, 0, 0);
    lua_createtable(L, 0, 6);
    lua_pushvalue(L, -3);
    lua_setfield(L, -2, "__index");
    lua_pushcfunction(L, refuse_write);
    lua_setfield(L, -2, "__newindex");
    lua_pushvalue(L, -3);
    lua_pushcclosure(L, pairs_behind, 1);
    lua_setfield(L, -2, "__pairs");
    klua_mark_locked(L);
    lua_setmetatable(L, -2);
    lua_remove(L, -2);
}

// Puts `guard` in the place of the function `name` of the table on top, with the original as its upvalue.
void klua_wrap(lua_State *L, const char *name, lua_CFunction guard) {
    lua_getfield(L, -1, name);
    lua_pushcclosure(L, guard, 1);
    lua_setfield(L, -2, name);
}

// Calls the original of a wrapped function with the arguments as they are.
int klua_forward(lua_State *L) {
    int arguments = lua_gettop(L);
    lua_pushvalue(L, lua_upvalueindex(1));
    lua_insert(L, 1);
    lua_call(L, arguments, LUA_MULTRET);
    return lua_gettop(L);
}

static void remove_field(lua_State *L, const char *name) {
    lua_pushnil(L);
    lua_setfield(L, -2, name);
}

// Runs a library's opener; its table is left on top, with nothing written into a global table.
static void open_library(lua_State *L, const char *name, lua_CFunction opener) {
    lua_pushcfunction(L, opener);
    lua_pushstring(L, name);
    lua_call(L, 1, 1);
}

static void lock_string_metatable(lua_State *L) {
    lua_pushliteral(L, "");
    lua_getmetatable(L, -1);
    lua_pushboolean(L, 0);
    lua_setfield(L, -2, "__metatable");
    lua_pop(L, 2);
}

// Makes an environment's holder: a function whose only upvalue is that environment, to be joined to chunks.
static const char holder_factory[] = "local _ENV = ... return function() return _ENV end";

static void make_environment_parts(lua_State *L, klua *K) {
    lua_createtable(L, 0, 3);
    lua_rawgeti(L, LUA_REGISTRYINDEX, K->base);
    lua_setfield(L, -2, "__index");
    klua_mark_locked(L);
    // Plain environments may be written freely: rawset has nothing to protect here.
    lua_pushnil(L);
    lua_rawsetp(L, -2, &lock_mark);
    K->plain_metatable = luaL_ref(L, LUA_REGISTRYINDEX);
    if (luaL_loadbufferx(L, holder_factory, sizeof holder_factory - 1, "=sandbox", "t") != LUA_OK) lua_error(L);
    K->holder_factory = luaL_ref(L, LUA_REGISTRYINDEX);
}

int klua_open(lua_State *L) {
    klua *K = klua_of(L);
    int stock_patterns = lua_toboolean(L, 1);

    open_library(L, "_G", luaopen_base);
    static const char *const refused[] = {"dofile", "loadfile", "collectgarbage", "print", "warn", "_G"};
    for (size_t i = 0; i < sizeof refused / sizeof *refused; i++) remove_field(L, refused[i]);
    klua_guard_basics(L);

    open_library(L, LUA_STRLIBNAME, luaopen_string);
    klua_guard_strings(L, stock_patterns);
    lock_string_metatable(L);
    klua_lock(L);
    lua_setfield(L, -2, LUA_STRLIBNAME);

    open_library(L, LUA_TABLIBNAME, luaopen_table);
    klua_guard_tables(L);
    klua_lock(L);
    lua_setfield(L, -2, LUA_TABLIBNAME);

    open_library(L, LUA_MATHLIBNAME, luaopen_math);
    klua_guard_math(L);
    klua_guard_decimal_math(L);
    klua_lock(L);
    lua_setfield(L, -2, LUA_MATHLIBNAME);

    open_library(L, LUA_UTF8LIBNAME, luaopen_utf8);
    static const char *const scanning[] = {"len", "codepoint", "offset"};
    for (size_t i = 0; i < sizeof scanning / sizeof *scanning; i++) {
        klua_wrap(L, scanning[i], klua_charge_texts);
    }
    klua_lock(L);
    lua_setfield(L, -2, LUA_UTF8LIBNAME);

    open_library(L, LUA_COLIBNAME, luaopen_coroutine);
    klua_guard_coroutines(L);
    klua_lock(L);
    lua_setfield(L, -2, LUA_COLIBNAME);

    K->base = luaL_ref(L, LUA_REGISTRYINDEX);
    klua_make_decimals(L);

    make_environment_parts(L, K);
    klua_make_change_metatables(L);
    lua_pushboolean(L, 0);
    K->host_error = luaL_ref(L, LUA_REGISTRYINDEX);

    // Nothing may find the stock libraries through the registry, or write to a table that is everybody's.
    lua_pushnil(L);
    lua_setfield(L, LUA_REGISTRYINDEX, LUA_LOADED_TABLE);
    lua_createtable(L, 0, 0);
    klua_lock(L);
    lua_rawseti(L, LUA_REGISTRYINDEX, LUA_RIDX_GLOBALS);
    return 0;
}
