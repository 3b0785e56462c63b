// Guarded string functions: what they do in C is charged before they do it.
#include <string.h>

#include "internal.h"

// Charges for the length of every text among the arguments, then calls the original.
int klua_charge_texts(lua_State *L) {
    int64_t bytes = 0;
    for (int i = lua_gettop(L); i > 0; i--) {
        if (lua_type(L, i) == LUA_TSTRING) bytes += (int64_t)lua_rawlen(L, i);
    }
    klua_charge(L, bytes / 8 + lua_gettop(L) / 16 + 1);
    return klua_forward(L);
}

static int guarded_rep(lua_State *L) {
    size_t length, separator = 0;
    luaL_checklstring(L, 1, &length);
    lua_Integer times = luaL_checkinteger(L, 2);
    luaL_optlstring(L, 3, "", &separator);
    if (times > 0) {
        // In doubles the product cannot overflow.
        double bytes = (double)times * ((double)length + (double)separator);
        if (bytes > KLUA_LARGEST_TEXT) return luaL_error(L, "string.rep: result too large");
        if (bytes == 0) {
            lua_pushliteral(L, "");
            return 1;
        }
        klua_charge(L, times + (int64_t)bytes / 16);
    }
    return klua_forward(L);
}

// Refuses %p; values that would print an address are turned into texts first.
static int guarded_format(lua_State *L) {
    size_t length;
    const char *format = luaL_checklstring(L, 1, &length);
    const char *end = format + length;
    int64_t bytes = (int64_t)length;
    int arguments = lua_gettop(L);
    for (const char *p = format; p < end; p++) {
        if (*p != '%') continue;
        if (++p < end && *p == '%') continue;
        while (p < end && *p && strchr("-+ #0123456789.", *p)) p++;
        if (p < end && *p == 'p') return luaL_error(L, "string.format: '%%p' is not available");
    }
    for (int i = 2; i <= arguments; i++) {
        int type = lua_type(L, i);
        if (type == LUA_TSTRING) {
            bytes += (int64_t)lua_rawlen(L, i);
        } else if (type >= LUA_TTABLE || type == LUA_TLIGHTUSERDATA) {
            lua_pushcfunction(L, klua_tostring);
            lua_pushvalue(L, i);
            lua_call(L, 1, 1);
            lua_replace(L, i);
        }
    }
    klua_charge(L, bytes / 4 + 1);
    return klua_forward(L);
}

void klua_guard_strings(lua_State *L, int stock_patterns) {
    lua_pushnil(L);
    lua_setfield(L, -2, "dump");
    static const char *const charged[] = {
        "upper", "lower", "reverse", "byte", "char", "sub", "pack", "unpack", "packsize",
    };
    for (size_t i = 0; i < sizeof charged / sizeof *charged; i++) klua_wrap(L, charged[i], klua_charge_texts);
    klua_wrap(L, "rep", guarded_rep);
    klua_wrap(L, "format", guarded_format);
    if (!stock_patterns) luaL_setfuncs(L, klua_pattern_functions, 0);
}
