// Values into Lua, from a flat tape.
#include <string.h>

#include "internal.h"

static size_t build_pairs(lua_State *L, const klua_tape *tape, size_t at, uint32_t count) {
    lua_createtable(L, 0, (int)count);
    for (uint32_t i = 0; i < count; i++) {
        at = klua_build(L, tape, at);
        at = klua_build(L, tape, at);
        lua_rawset(L, -3);
    }
    return at;
}

size_t klua_build(lua_State *L, const klua_tape *tape, size_t at) {
    if (at >= tape->count) luaL_error(L, "value is cut off");
    const klua_node *node = &tape->nodes[at++];
    luaL_checkstack(L, 4, "value");
    switch (node->kind) {
        case KLUA_FALSE: lua_pushboolean(L, 0); break;
        case KLUA_TRUE: lua_pushboolean(L, 1); break;
        case KLUA_INTEGER: lua_pushinteger(L, node->payload); break;
        case KLUA_NUMBER: {
            double number;
            memcpy(&number, &node->payload, sizeof number);
            lua_pushnumber(L, number);
            break;
        }
        case KLUA_TEXT: lua_pushlstring(L, tape->bytes + node->payload, node->count); break;
        case KLUA_LIST:
            lua_createtable(L, (int)node->count, 0);
            for (uint32_t i = 1; i <= node->count; i++) {
                at = klua_build(L, tape, at);
                lua_rawseti(L, -2, i);
            }
            break;
        case KLUA_OBJECT:
        case KLUA_TABLE: return build_pairs(L, tape, at, node->count);
        case KLUA_DECIMAL: klua_push_decimal(L, node->payload, (int)node->count); break;
        case KLUA_CHANGE: klua_push_change(L, node); break;
        default: lua_pushnil(L); break;
    }
    return at;
}

int klua_raise_reply(lua_State *L, const klua_tape *reply) {
    luaL_where(L, 1);
    klua_build(L, reply, 0);
    lua_concat(L, 2);
    lua_pushvalue(L, -1);
    lua_rawseti(L, LUA_REGISTRYINDEX, klua_of(L)->host_error);
    return lua_error(L);
}
