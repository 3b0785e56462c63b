// The change that a hook is shown: proxies whose fields are fetched from the host when they are read, so that a hook
// pays for the fields it touches and not for the record's width.
#include <string.h>

#include "internal.h"

typedef struct {
    uint32_t generation;
    int32_t after;
} image;

enum { IMAGE_SHAPE = 1 };
enum { CHANGE_BEFORE = 1, CHANGE_AFTER = 2, CHANGE_SHAPE = 3 };

static image *live_image(lua_State *L) {
    image *proxy = lua_touserdata(L, 1);
    if (proxy->generation != klua_of(L)->generation) {
        luaL_error(L, "this change is over: its record can no longer be read");
    }
    return proxy;
}

// The number of the field that the key at 2 names.
static int32_t field_number(lua_State *L) {
    const char *name = luaL_checkstring(L, 2);
    lua_getiuservalue(L, 1, IMAGE_SHAPE);
    lua_pushvalue(L, 2);
    if (lua_type(L, 2) != LUA_TSTRING || lua_rawget(L, -2) != LUA_TNUMBER) {
        lua_getiuservalue(L, 1, IMAGE_SHAPE);
        lua_rawgeti(L, -1, 0);
        luaL_error(L, "%s has no attribute '%s'", lua_tostring(L, -1), name);
    }
    int32_t number = (int32_t)lua_tointeger(L, -1);
    lua_pop(L, 2);
    return number;
}

static void push_field(lua_State *L, image *proxy, int32_t field) {
    klua *K = klua_of(L);
    klua_tape reply = {0};
    klua_charge(L, 10);
    if (K->host.read_field(K->host.context, proxy->after, field, &reply)) klua_raise_reply(L, &reply);
    klua_build(L, &reply, 0);
}

static int read_field(lua_State *L) {
    image *proxy = live_image(L);
    push_field(L, proxy, field_number(L));
    return 1;
}

static int write_field(lua_State *L) {
    image *proxy = live_image(L);
    klua *K = klua_of(L);
    if (!proxy->after) return luaL_error(L, "'before' cannot be assigned: it holds the stored record");
    if (K->change_kind == 2) return luaL_error(L, "a record that is being deleted cannot be assigned");
    int32_t field = field_number(L);
    klua_charge(L, 10);
    klua_start_tape(K);
    klua_emit(L, 3, 0);
    klua_tape reply = {0};
    klua_note_place(L);
    if (K->host.write_field(K->host.context, field, K->nodes, &reply)) return klua_raise_reply(L, &reply);
    return 0;
}

// pairs: all fields in the order of the shape, null ones left out as in any table.
static int next_field(lua_State *L) {
    image *proxy = live_image(L);
    int32_t field = 0;
    if (!lua_isnoneornil(L, 2)) field = field_number(L) + 1;
    lua_getiuservalue(L, 1, IMAGE_SHAPE);
    for (;; field++) {
        if (lua_rawgeti(L, -1, field + 1) == LUA_TNIL) return 1;
        push_field(L, proxy, field);
        if (!lua_isnil(L, -1)) return 2;
        lua_pop(L, 2);
    }
}

static int image_pairs(lua_State *L) {
    lua_pushcfunction(L, next_field);
    lua_pushvalue(L, 1);
    lua_pushnil(L);
    return 3;
}

static int read_change(lua_State *L) {
    image *proxy = live_image(L);
    (void)proxy;
    klua *K = klua_of(L);
    const char *key = luaL_checkstring(L, 2);
    if (strcmp(key, "after") == 0) {
        lua_getiuservalue(L, 1, CHANGE_AFTER);
    } else if (strcmp(key, "before") == 0) {
        lua_getiuservalue(L, 1, CHANGE_BEFORE);
    } else if (strcmp(key, "kind") == 0) {
        static const char *const kinds[] = {"create", "update", "delete"};
        lua_pushstring(L, kinds[K->change_kind]);
    } else if (strcmp(key, "type") == 0) {
        lua_getiuservalue(L, 1, CHANGE_SHAPE);
        lua_rawgeti(L, -1, 0);
    } else {
        return luaL_error(L, "a change has before, after, kind and type, but no '%s'", key);
    }
    return 1;
}

static int refuse_write(lua_State *L) {
    return luaL_error(L, "assign to the attributes of 'after', not to the change");
}

static int32_t keep_metatable(lua_State *L, const luaL_Reg *functions) {
    lua_createtable(L, 0, 4);
    luaL_setfuncs(L, functions, 0);
    lua_pushboolean(L, 0);
    lua_setfield(L, -2, "__metatable");
    return luaL_ref(L, LUA_REGISTRYINDEX);
}

void klua_make_change_metatables(lua_State *L) {
    static const luaL_Reg image_functions[] = {
        {"__index", read_field}, {"__newindex", write_field}, {"__pairs", image_pairs}, {NULL, NULL}};
    static const luaL_Reg change_functions[] = {{"__index", read_change}, {"__newindex", refuse_write}, {NULL, NULL}};
    klua *K = klua_of(L);
    K->image_metatable = keep_metatable(L, image_functions);
    K->change_metatable = keep_metatable(L, change_functions);
}

static void push_proxy(lua_State *L, int32_t after, int values, int32_t metatable) {
    image *proxy = lua_newuserdatauv(L, sizeof *proxy, values);
    proxy->generation = klua_of(L)->generation;
    proxy->after = after;
    lua_rawgeti(L, LUA_REGISTRYINDEX, metatable);
    lua_setmetatable(L, -2);
}

static void push_image(lua_State *L, int32_t after, int32_t shape) {
    push_proxy(L, after, 1, klua_of(L)->image_metatable);
    lua_rawgeti(L, LUA_REGISTRYINDEX, shape);
    lua_setiuservalue(L, -2, IMAGE_SHAPE);
}

// A change's node: payload the shape, count the kind, and 4 added where there is an image before.
void klua_push_change(lua_State *L, const klua_node *node) {
    klua *K = klua_of(L);
    int32_t shape = (int32_t)node->payload;
    K->change_kind = (int32_t)(node->count & 3);
    push_proxy(L, 0, 3, K->change_metatable);
    if (node->count & 4) {
        push_image(L, 0, shape);
        lua_setiuservalue(L, -2, CHANGE_BEFORE);
    }
    push_image(L, 1, shape);
    lua_setiuservalue(L, -2, CHANGE_AFTER);
    lua_rawgeti(L, LUA_REGISTRYINDEX, shape);
    lua_setiuservalue(L, -2, CHANGE_SHAPE);
}

// ---- Shapes: names by number, numbers by name, and the type's name at 0

typedef struct {
    const klua_text *names;
    size_t count;
    klua_text type;
    int32_t shape;
} shape_request;

static int make_shape(lua_State *L) {
    shape_request *r = lua_touserdata(L, 1);
    lua_createtable(L, (int)r->count, (int)r->count + 1);
    lua_pushlstring(L, r->type.bytes, r->type.length);
    lua_rawseti(L, -2, 0);
    for (size_t i = 0; i < r->count; i++) {
        lua_pushlstring(L, r->names[i].bytes, r->names[i].length);
        lua_pushvalue(L, -1);
        lua_rawseti(L, -3, (lua_Integer)i + 1);
        lua_pushinteger(L, (lua_Integer)i);
        lua_rawset(L, -3);
    }
    r->shape = luaL_ref(L, LUA_REGISTRYINDEX);
    return 0;
}

klua_status klua_shape(klua *K, const klua_text *names, size_t count, klua_text type, int32_t *shape) {
    shape_request r = {names, count, type, 0};
    klua_status status = klua_protect(K, make_shape, &r, 0);
    *shape = r.shape;
    return status;
}
