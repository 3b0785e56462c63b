// Guarded basic functions: errors that are limits cannot be caught, metatables cannot carry finalizers, text is all
// that can be loaded, and nothing prints an address.
#include <string.h>

#include "internal.h"

// ---- pcall and xpcall: as in the standard library, but a limit goes on outwards

static void let_limits_pass(lua_State *L, int status) {
    if (status == LUA_ERRMEM) klua_trip(L, KLUA_LIMIT_MEMORY);
    klua_check(L);
}

static int finish_call(lua_State *L, int status, lua_KContext skipped) {
    if (status == LUA_OK || status == LUA_YIELD) return lua_gettop(L) - (int)skipped;
    let_limits_pass(L, status);
    lua_pushboolean(L, 0);
    lua_pushvalue(L, -2);
    return 2;
}

static int guarded_pcall(lua_State *L) {
    luaL_checkany(L, 1);
    klua_check(L);
    lua_pushboolean(L, 1);
    lua_insert(L, 1);
    int status = lua_pcallk(L, lua_gettop(L) - 2, LUA_MULTRET, 0, 0, finish_call);
    return finish_call(L, status, 0);
}

// The script's handler, which must not run for a limit: it would run with hooks off.
static int guarded_handler(lua_State *L) {
    if (klua_of(L)->verdict != KLUA_OK) return 1;
    lua_pushvalue(L, lua_upvalueindex(1));
    lua_insert(L, 1);
    lua_call(L, 1, 1);
    return 1;
}

static int guarded_xpcall(lua_State *L) {
    luaL_checktype(L, 2, LUA_TFUNCTION);
    klua_check(L);
    int arguments = lua_gettop(L) - 2;
    lua_pushvalue(L, 2);
    lua_pushcclosure(L, guarded_handler, 1);
    lua_replace(L, 2);
    lua_pushboolean(L, 1);
    lua_pushvalue(L, 1);
    lua_rotate(L, 3, 2);  // function, handler, true, function, arguments
    int status = lua_pcallk(L, arguments, LUA_MULTRET, 2, 2, finish_call);
    return finish_call(L, status, 2);
}

// ---- Metatables

static int guarded_setmetatable(lua_State *L) {
    luaL_checktype(L, 1, LUA_TTABLE);
    if (lua_type(L, 2) == LUA_TTABLE) {
        static const char *const refused[] = {"__gc", "__close", "__mode", "__metatable", "__name"};
        for (size_t i = 0; i < sizeof refused / sizeof *refused; i++) {
            lua_pushstring(L, refused[i]);
            if (lua_rawget(L, 2) != LUA_TNIL) return luaL_error(L, "a metatable may not have %s here", refused[i]);
            lua_pop(L, 1);
        }
    }
    return klua_forward(L);
}

static int guarded_rawset(lua_State *L) {
    luaL_checktype(L, 1, LUA_TTABLE);
    luaL_checkany(L, 2);
    luaL_checkany(L, 3);
    lua_settop(L, 3);
    if (klua_is_locked(L, 1)) lua_settable(L, 1);
    else lua_rawset(L, 1);
    lua_settop(L, 1);
    return 1;
}

// ---- Texts of values, without addresses

int klua_tostring(lua_State *L) {
    luaL_checkany(L, 1);
    switch (lua_type(L, 1)) {
        case LUA_TTABLE:
        case LUA_TUSERDATA:
            if (luaL_getmetafield(L, 1, "__tostring") != LUA_TNIL) {
                lua_pushvalue(L, 1);
                lua_call(L, 1, 1);
                if (!lua_isstring(L, -1)) return luaL_error(L, "'__tostring' must return a string");
                return 1;
            }
            lua_pushstring(L, luaL_typename(L, 1));
            return 1;
        case LUA_TFUNCTION:
        case LUA_TTHREAD:
        case LUA_TLIGHTUSERDATA:
            lua_pushstring(L, luaL_typename(L, 1));
            return 1;
        default:
            luaL_tolstring(L, 1, NULL);
            return 1;
    }
}

static int guarded_tonumber(lua_State *L) {
    if (klua_is_decimal(L, 1)) {
        lua_pushnumber(L, klua_nearest_double(L, 1));
        return 1;
    }
    if (lua_type(L, 1) == LUA_TSTRING) klua_charge(L, (int64_t)lua_rawlen(L, 1) / 8);
    return klua_forward(L);
}

static int guarded_select(lua_State *L) {
    klua_charge(L, lua_gettop(L) / 16);
    return klua_forward(L);
}

// ---- load: text only, small, in the running environment

static int guarded_load(lua_State *L) {
    if (lua_type(L, 1) == LUA_TFUNCTION) return luaL_error(L, "load takes a text here, not a function");
    size_t length, mode_length;
    const char *source = luaL_checklstring(L, 1, &length);
    const char *mode = luaL_optlstring(L, 3, "t", &mode_length);
    int has_environment = !lua_isnone(L, 4);
    lua_settop(L, 4);
    if (length > KLUA_LARGEST_LOAD) return luaL_error(L, "load: more than %d bytes", (int)KLUA_LARGEST_LOAD);
    klua_charge(L, (int64_t)length * 4 + 200);
    if (!strchr(mode, 't')) {
        luaL_pushfail(L);
        lua_pushfstring(L, "attempt to load a text chunk (mode is '%s')", mode);
        return 2;
    }
    // A name that starts with '@' or '=' could pass for another file's lines in messages.
    lua_pushfstring(L, "=[load]");
    int status = luaL_loadbufferx(L, source, length, lua_tostring(L, -1), "t");
    if (status == LUA_ERRMEM) return klua_trip(L, KLUA_LIMIT_MEMORY);
    if (status != LUA_OK) {
        luaL_pushfail(L);
        lua_insert(L, -2);
        return 2;
    }
    if (has_environment) {
        lua_pushvalue(L, 4);
        lua_setupvalue(L, -2, 1);
    } else {
        lua_rawgeti(L, LUA_REGISTRYINDEX, klua_of(L)->environment);
        lua_upvaluejoin(L, -2, 1, -1, 1);
        lua_pop(L, 1);
    }
    return 1;
}

void klua_guard_basics(lua_State *L) {
    static const luaL_Reg replaced[] = {
        {"pcall", guarded_pcall},       {"xpcall", guarded_xpcall},
        {"setmetatable", guarded_setmetatable}, {"rawset", guarded_rawset},
        {"tostring", klua_tostring},    {"tonumber", guarded_tonumber},
        {"select", guarded_select},     {"load", guarded_load},
    };
    for (size_t i = 0; i < sizeof replaced / sizeof *replaced; i++) klua_wrap(L, replaced[i].name, replaced[i].func);
}
