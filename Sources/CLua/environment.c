// Global environments. A plain one belongs to one run; one of a session lives on, has system variables that cannot be
// assigned, and can be saved and restored.
#include <string.h>

#include "internal.h"

typedef struct {
    int32_t environment, chunk, copy;
    int session, system;
    const char *name;
    size_t length;
    const klua_tape *value;
    const klua_event *event;
    int64_t count, position;
    klua_text item, index;
} request;

static void push_environment(lua_State *L, int32_t environment) {
    lua_rawgeti(L, LUA_REGISTRYINDEX, environment);
    lua_getupvalue(L, -1, 1);
    lua_remove(L, -2);
}

// The table of system variables behind the session's environment on top.
static void push_system(lua_State *L) {
    if (luaL_getmetafield(L, -1, "__index") != LUA_TTABLE) luaL_error(L, "not the environment of a session");
}

static int is_reserved(const char *name) {
    static const char *const names[] = {"_event", "_sessionid", "_name", "_ioprocessors", "_x", "_G", "In"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        if (strcmp(name, names[i]) == 0) return 1;
    }
    return 0;
}

// A new global of a session: anything but a system variable.
static int set_session_global(lua_State *L) {
    if (lua_type(L, 2) == LUA_TSTRING && is_reserved(lua_tostring(L, 2))) {
        return luaL_error(L, "system variable '%s' cannot be assigned", lua_tostring(L, 2));
    }
    lua_rawset(L, 1);
    return 0;
}

static int make_environment(lua_State *L) {
    request *r = lua_touserdata(L, 1);
    klua *K = klua_of(L);
    lua_rawgeti(L, LUA_REGISTRYINDEX, K->holder_factory);
    lua_createtable(L, 0, 4);
    if (r->session) {
        lua_createtable(L, 0, 4);
        lua_createtable(L, 0, 8);
        lua_pushvalue(L, -3);
        lua_setfield(L, -2, "_G");
        lua_rawgeti(L, LUA_REGISTRYINDEX, K->plain_metatable);
        lua_setmetatable(L, -2);
        lua_setfield(L, -2, "__index");
        lua_pushcfunction(L, set_session_global);
        lua_setfield(L, -2, "__newindex");
        klua_mark_locked(L);
    } else {
        lua_pushvalue(L, -1);
        lua_setfield(L, -2, "_G");
        lua_rawgeti(L, LUA_REGISTRYINDEX, K->plain_metatable);
    }
    lua_setmetatable(L, -2);
    lua_call(L, 1, 1);
    K->random = K->seed;
    r->environment = luaL_ref(L, LUA_REGISTRYINDEX);
    return 0;
}

klua_status klua_environment(klua *K, int session, int32_t *environment) {
    request r = {.session = session};
    klua_status status = klua_protect(K, make_environment, &r, 0);
    *environment = r.environment;
    return status;
}

static int get_global(lua_State *L) {
    request *r = lua_touserdata(L, 1);
    push_environment(L, r->environment);
    lua_pushlstring(L, r->name, r->length);
    lua_gettable(L, -2);
    klua_emit(L, -1, 0);
    return 1;
}

klua_status klua_get_global(klua *K, int32_t environment, const char *name, size_t length) {
    request r = {.environment = environment, .name = name, .length = length};
    klua_start_tape(K);
    return klua_protect(K, get_global, &r, 1);
}

static int set_global(lua_State *L) {
    request *r = lua_touserdata(L, 1);
    push_environment(L, r->environment);
    if (r->system) push_system(L);
    lua_pushlstring(L, r->name, r->length);
    klua_build(L, r->value, 0);
    if (r->system) lua_rawset(L, -3);
    else lua_settable(L, -3);
    return 0;
}

klua_status klua_set_global(
    klua *K, int32_t environment, const char *name, size_t length, const klua_tape *value, int system) {
    request r = {.environment = environment, .name = name, .length = length, .value = value, .system = system};
    return klua_protect(K, set_global, &r, 0);
}

static void set_text(lua_State *L, const char *key, klua_text text) {
    if (!text.bytes) return;
    lua_pushlstring(L, text.bytes, text.length);
    lua_setfield(L, -2, key);
}

static int set_event(lua_State *L) {
    request *r = lua_touserdata(L, 1);
    push_environment(L, r->environment);
    push_system(L);
    if (r->event) {
        lua_createtable(L, 0, 8);
        set_text(L, "name", r->event->name);
        set_text(L, "type", r->event->type);
        set_text(L, "sendid", r->event->sendid);
        set_text(L, "origin", r->event->origin);
        set_text(L, "origintype", r->event->origintype);
        set_text(L, "invokeid", r->event->invokeid);
        if (r->value) {
            klua_build(L, r->value, 0);
            lua_setfield(L, -2, "data");
        }
    } else {
        lua_pushnil(L);
    }
    lua_pushliteral(L, "_event");
    lua_insert(L, -2);
    lua_rawset(L, -3);
    return 0;
}

klua_status klua_set_event(klua *K, int32_t environment, const klua_event *event, const klua_tape *data) {
    request r = {.environment = environment, .event = event, .value = data};
    return klua_protect(K, set_event, &r, 0);
}

// ---- Saving and restoring

static int snapshot(lua_State *L) {
    request *r = lua_touserdata(L, 1);
    push_environment(L, r->environment);
    klua_start_tape(klua_of(L));
    klua_emit(L, -1, 1);
    return 1;
}

klua_status klua_snapshot(klua *K, int32_t environment) {
    request r = {.environment = environment};
    return klua_protect(K, snapshot, &r, 1);
}

static int restore(lua_State *L) {
    request *r = lua_touserdata(L, 1);
    push_environment(L, r->environment);
    klua_build(L, r->value, 0);
    if (!lua_istable(L, -1)) return luaL_error(L, "a snapshot is a table of globals");
    lua_pushnil(L);
    while (lua_next(L, -2)) {
        lua_pushvalue(L, -2);
        lua_insert(L, -2);
        lua_settable(L, -5);  // environment, snapshot, key, key, value
    }
    return 0;
}

klua_status klua_restore(klua *K, int32_t environment, const klua_tape *table) {
    request r = {.environment = environment, .value = table};
    return klua_protect(K, restore, &r, 0);
}

// ---- foreach

static int start_foreach(lua_State *L) {
    request *r = lua_touserdata(L, 1);
    klua_of(L)->environment = r->environment;
    klua_enter(L, r->chunk, r->environment);
    lua_call(L, 0, 1);
    if (!lua_istable(L, -1)) return luaL_error(L, "foreach needs a table, not a %s value", luaL_typename(L, -1));
    lua_Integer count = luaL_len(L, -1);
    if (count > KLUA_MOST_NODES) return luaL_error(L, "foreach over more than %d items", (int)KLUA_MOST_NODES);
    if (count < 0) count = 0;
    klua_charge(L, count);
    lua_createtable(L, (int)count, 0);
    for (lua_Integer i = 1; i <= count; i++) {
        lua_geti(L, -2, i);
        lua_rawseti(L, -2, i);
    }
    r->count = count;
    r->copy = luaL_ref(L, LUA_REGISTRYINDEX);
    return 0;
}

klua_status klua_foreach_start(klua *K, int32_t chunk, int32_t environment, int32_t *copy, int64_t *count) {
    request r = {.environment = environment, .chunk = chunk};
    klua_status status = klua_protect(K, start_foreach, &r, 0);
    *copy = r.copy;
    *count = r.count;
    return status;
}

static int bind_foreach(lua_State *L) {
    request *r = lua_touserdata(L, 1);
    push_environment(L, r->environment);
    lua_rawgeti(L, LUA_REGISTRYINDEX, r->copy);
    lua_pushlstring(L, r->item.bytes, r->item.length);
    lua_rawgeti(L, -2, r->position);
    lua_settable(L, -4);
    if (r->index.bytes) {
        lua_pushlstring(L, r->index.bytes, r->index.length);
        lua_pushinteger(L, r->position);
        lua_settable(L, -4);
    }
    return 0;
}

klua_status klua_foreach_bind(
    klua *K, int32_t copy, int64_t position, int32_t environment, klua_text item, klua_text index) {
    request r = {.environment = environment, .copy = copy, .position = position, .item = item, .index = index};
    return klua_protect(K, bind_foreach, &r, 0);
}
