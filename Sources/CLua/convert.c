// Values out of Lua, onto a flat tape. Read raw: no metamethod runs, and what has a metatable is refused.
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "internal.h"

void klua_start_tape(klua *K) {
    K->node_count = 0;
    K->value_bytes = 0;
}

const klua_node *klua_result(const klua *K, size_t *count) {
    *count = K->node_count;
    return K->nodes;
}

static klua_node *append(lua_State *L, uint32_t kind) {
    klua *K = klua_of(L);
    if (K->node_count >= 2 * KLUA_MOST_NODES) luaL_error(L, "value has more than %d parts", (int)KLUA_MOST_NODES);
    if (K->node_count == K->node_capacity) {
        size_t capacity = K->node_capacity ? 2 * K->node_capacity : 64;
        klua_node *nodes = realloc(K->nodes, capacity * sizeof *nodes);
        if (!nodes) luaL_error(L, "no memory for a value");
        K->nodes = nodes;
        K->node_capacity = capacity;
    }
    klua_node *node = &K->nodes[K->node_count++];
    *node = (klua_node){kind, 0, 0};
    return node;
}

// Whether bytes are UTF-8 without NUL, surrogates and overlong forms.
static int is_clean_text(const unsigned char *p, size_t length) {
    const unsigned char *end = p + length;
    while (p < end) {
        unsigned char lead = *p++;
        if (lead == 0) return 0;
        if (lead < 0x80) continue;
        unsigned char lowest = 0x80, highest = 0xBF;
        int more;
        if (lead >= 0xC2 && lead <= 0xDF) more = 1;
        else if (lead >= 0xE0 && lead <= 0xEF) {
            more = 2;
            if (lead == 0xE0) lowest = 0xA0;
            if (lead == 0xED) highest = 0x9F;
        } else if (lead >= 0xF0 && lead <= 0xF4) {
            more = 3;
            if (lead == 0xF0) lowest = 0x90;
            if (lead == 0xF4) highest = 0x8F;
        } else return 0;
        for (; more > 0; more--, p++) {
            if (p >= end || *p < lowest || *p > highest) return 0;
            lowest = 0x80;
            highest = 0xBF;
        }
    }
    return 1;
}

static void emit_text(lua_State *L, int index) {
    size_t length;
    const char *text = lua_tolstring(L, index, &length);
    klua *K = klua_of(L);
    K->value_bytes += length;
    if (K->value_bytes > KLUA_MOST_VALUE_BYTES) {
        luaL_error(L, "value is longer than %d bytes", (int)KLUA_MOST_VALUE_BYTES);
    }
    if (!is_clean_text((const unsigned char *)text, length)) luaL_error(L, "text is not UTF-8 or contains NUL");
    klua_node *node = append(L, KLUA_TEXT);
    node->count = (uint32_t)length;
    node->payload = (int64_t)(intptr_t)text;
}

static void emit_number(lua_State *L, int index) {
    if (lua_isinteger(L, index)) {
        append(L, KLUA_INTEGER)->payload = lua_tointeger(L, index);
        return;
    }
    double number = lua_tonumber(L, index);
    if (!isfinite(number)) luaL_error(L, "number is not finite");
    memcpy(&append(L, KLUA_NUMBER)->payload, &number, sizeof number);
}

static void emit_decimal(lua_State *L, int index) {
    klua_node decimal;
    if (!klua_emit_decimal(L, index, &decimal)) {
        luaL_error(L, "a %s cannot leave the sandbox", luaL_typename(L, index));
    }
    *append(L, KLUA_DECIMAL) = decimal;
}

typedef struct {
    int64_t texts, integers, others, largest;
} key_count;

static key_count count_keys(lua_State *L, int index) {
    key_count keys = {0, 0, 0, 0};
    lua_pushnil(L);
    while (lua_next(L, index)) {
        lua_pop(L, 1);
        int type = lua_type(L, -1);
        if (type == LUA_TSTRING) keys.texts++;
        else if (type == LUA_TNUMBER && lua_isinteger(L, -1) && lua_tointeger(L, -1) >= 1) {
            keys.integers++;
            if (lua_tointeger(L, -1) > keys.largest) keys.largest = lua_tointeger(L, -1);
        } else keys.others++;
        if (keys.texts + keys.integers + keys.others > KLUA_MOST_NODES) {
            luaL_error(L, "value has more than %d parts", (int)KLUA_MOST_NODES);
        }
    }
    return keys;
}

static void emit_value(lua_State *L, int index, int depth, int snapshot);

static void emit_pairs(lua_State *L, int index, int depth, int snapshot, int skip_functions, uint32_t kind) {
    klua *K = klua_of(L);
    size_t head = K->node_count;
    uint32_t count = 0;
    append(L, kind);
    lua_pushnil(L);
    while (lua_next(L, index)) {
        int type = lua_type(L, -1);
        int is_data = type != LUA_TFUNCTION && type != LUA_TTHREAD
            && (type != LUA_TUSERDATA || klua_is_decimal(L, lua_gettop(L)));
        if (is_data || !skip_functions) {
            if (lua_type(L, -2) == LUA_TUSERDATA) luaL_error(L, "a decimal cannot be the key of a table here");
            emit_value(L, lua_gettop(L) - 1, depth, snapshot);
            emit_value(L, lua_gettop(L), depth, snapshot);
            count++;
        }
        lua_pop(L, 1);
    }
    K->nodes[head].count = count;
}

static void emit_table(lua_State *L, int index, int depth, int snapshot) {
    if (depth >= KLUA_DEEPEST_VALUE) luaL_error(L, "value is nested more than %d tables deep", (int)KLUA_DEEPEST_VALUE);
    if (lua_getmetatable(L, index)) luaL_error(L, "value has a metatable");
    luaL_checkstack(L, 8, "value");
    key_count keys = count_keys(L, index);
    klua_charge(L, keys.texts + keys.integers + keys.others);
    if (keys.texts == 0 && keys.others == 0 && keys.integers == keys.largest) {
        append(L, KLUA_LIST)->count = (uint32_t)keys.integers;
        for (lua_Integer i = 1; i <= keys.integers; i++) {
            lua_rawgeti(L, index, i);
            emit_value(L, lua_gettop(L), depth + 1, snapshot);
            lua_pop(L, 1);
        }
    } else if (keys.integers == 0 && keys.others == 0) {
        emit_pairs(L, index, depth + 1, snapshot, 0, KLUA_OBJECT);
    } else if (snapshot) {
        emit_pairs(L, index, depth + 1, 1, 0, KLUA_TABLE);
    } else if (keys.texts == 0 && keys.others == 0) {
        luaL_error(L, "list has holes");
    } else {
        luaL_error(L, "table mixes kinds of keys: it is neither a list nor an object");
    }
}

static void emit_value(lua_State *L, int index, int depth, int snapshot) {
    switch (lua_type(L, index)) {
        case LUA_TNONE:
        case LUA_TNIL: append(L, KLUA_NIL); break;
        case LUA_TBOOLEAN: append(L, lua_toboolean(L, index) ? KLUA_TRUE : KLUA_FALSE); break;
        case LUA_TNUMBER: emit_number(L, index); break;
        case LUA_TSTRING: emit_text(L, index); break;
        case LUA_TTABLE: emit_table(L, index, depth, snapshot); break;
        case LUA_TLIGHTUSERDATA: append(L, KLUA_NIL); break;  // the host's null is the only one that there is
        case LUA_TUSERDATA: emit_decimal(L, index); break;
        default: luaL_error(L, "a %s cannot leave the sandbox", luaL_typename(L, index));
    }
}

void klua_emit(lua_State *L, int index, int snapshot) {
    index = lua_absindex(L, index);
    if (snapshot && lua_istable(L, index)) {
        emit_pairs(L, index, 0, 1, 1, KLUA_TABLE);
        return;
    }
    emit_value(L, index, 0, snapshot);
}
