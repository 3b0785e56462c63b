// Functions of the host, as globals that all runs share.
#include <string.h>

#include "internal.h"

typedef struct {
    const char *name;
    int32_t number, call_kind;
    int ends_run;
    lua_CFunction function;
} definition;

static int emit_arguments(lua_State *L) {
    int values = lua_gettop(L);
    klua_start_tape(klua_of(L));
    for (int i = 1; i <= values; i++) klua_emit(L, i, 0);
    return 0;
}

// The arguments of a function that ends the run: an error about one of them must not be there for the script to catch. The function
// is then called without any, and says what it needs. Gives how many there are.
static int emit_last_arguments(lua_State *L, int values) {
    luaL_checkstack(L, values + 1, "arguments");
    lua_pushcfunction(L, emit_arguments);
    for (int i = 1; i <= values; i++) lua_pushvalue(L, i);
    int status = lua_pcall(L, values, 0, 0);
    if (status == LUA_OK) return values;
    if (status == LUA_ERRMEM) klua_trip(L, KLUA_LIMIT_MEMORY);
    klua_check(L);
    lua_pop(L, 1);
    klua_start_tape(klua_of(L));
    return 0;
}

// Upvalues: the function's number, what kind of call it counts as (negative: not counted), whether it ends the run.
static int call_host(lua_State *L) {
    klua *K = klua_of(L);
    klua_charge(L, 100);
    lua_Integer kind = lua_tointeger(L, lua_upvalueindex(2));
    if (kind >= 0 && kind < KLUA_CALL_KINDS && --K->calls[kind] < 0) {
        K->call_kind = (int32_t)kind;
        return klua_trip(L, KLUA_LIMIT_CALLS);
    }
    int values = lua_gettop(L);
    if (lua_toboolean(L, lua_upvalueindex(3))) {
        values = emit_last_arguments(L, values);
    } else {
        klua_start_tape(K);
        for (int i = 1; i <= values; i++) klua_emit(L, i, 0);
    }
    klua_tape reply = {0};
    int32_t number = (int32_t)lua_tointeger(L, lua_upvalueindex(1));
    klua_note_place(L);
    int outcome = K->host.call(K->host.context, number, K->nodes, (size_t)values, &reply);
    if (outcome == 2) return klua_trip(L, KLUA_REFUSED);
    if (outcome != 0) return klua_raise_reply(L, &reply);
    klua_build(L, &reply, 0);
    return 1;
}

static int register_function(lua_State *L) {
    klua *K = klua_of(L);
    klua_charge(L, 100);
    size_t length;
    const char *subject = luaL_checklstring(L, 1, &length);
    luaL_checktype(L, 2, LUA_TFUNCTION);
    luaL_argcheck(L, length < 128, 1, "name too long");
    lua_Debug frame;
    int line = 0;
    if (lua_getstack(L, 1, &frame)) {
        lua_getinfo(L, "l", &frame);
        line = frame.currentline;
    }
    lua_pushvalue(L, 2);
    int reference = luaL_ref(L, LUA_REGISTRYINDEX);
    klua_tape reply = {0};
    int32_t number = (int32_t)lua_tointeger(L, lua_upvalueindex(1));
    if (K->host.registered(K->host.context, number, subject, length, reference, line, &reply)) {
        luaL_unref(L, LUA_REGISTRYINDEX, reference);
        return klua_raise_reply(L, &reply);
    }
    return 0;
}

// The table behind the lock of `base[name]`, made where there is none; pushed.
static void push_library(lua_State *L, const char *name, size_t length) {
    lua_rawgeti(L, LUA_REGISTRYINDEX, klua_of(L)->base);
    lua_pushlstring(L, name, length);
    if (lua_rawget(L, -2) == LUA_TTABLE && luaL_getmetafield(L, -1, "__index") == LUA_TTABLE) {
        lua_insert(L, -3);
        lua_pop(L, 2);
        return;
    }
    lua_settop(L, -2);
    lua_createtable(L, 0, 8);
    lua_pushlstring(L, name, length);
    lua_pushvalue(L, -2);
    klua_lock(L);
    lua_rawset(L, -4);
    lua_remove(L, -2);
}

static int define(lua_State *L) {
    definition *request = lua_touserdata(L, 1);
    const char *dot = strchr(request->name, '.');
    if (dot) push_library(L, request->name, (size_t)(dot - request->name));
    else lua_rawgeti(L, LUA_REGISTRYINDEX, klua_of(L)->base);
    lua_pushstring(L, dot ? dot + 1 : request->name);
    if (request->function) {
        lua_pushinteger(L, request->number);
        lua_pushinteger(L, request->call_kind);
        lua_pushboolean(L, request->ends_run);
        lua_pushcclosure(L, request->function, 3);
    } else {
        lua_pushlightuserdata(L, NULL);
    }
    lua_rawset(L, -3);
    return 0;
}

klua_status klua_define_null(klua *K, const char *name) {
    definition request = {name, 0, 0, 0, NULL};
    return klua_protect(K, define, &request, 0);
}

klua_status klua_define(klua *K, const char *name, int32_t function, int32_t call_kind, int ends_run) {
    definition request = {name, function, call_kind, ends_run, call_host};
    return klua_protect(K, define, &request, 0);
}

klua_status klua_define_registrar(klua *K, const char *name, int32_t registrar) {
    definition request = {name, registrar, -1, 0, register_function};
    return klua_protect(K, define, &request, 0);
}
