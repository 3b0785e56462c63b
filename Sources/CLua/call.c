// Running chunks and functions: everything that may raise happens inside one protected call.
#include "internal.h"

// Joins the environment's _ENV to the function on the way in: the prototype and the closure stay the same.
void klua_enter(lua_State *L, int32_t function, int32_t environment) {
    lua_rawgeti(L, LUA_REGISTRYINDEX, function);
    lua_rawgeti(L, LUA_REGISTRYINDEX, environment);
    lua_upvaluejoin(L, -2, 1, -1, 1);
    lua_pop(L, 1);
}

static klua_status finish(klua *K, int lua_status) {
    K->running = 0;
    K->generation++;
    if (lua_status == LUA_OK && K->verdict == KLUA_OK) return K->last_status = KLUA_OK;
    klua_record_failure(K, lua_status);
    lua_settop(K->L, KLUA_HANDLER_SLOT);
    K->wasteful |= K->verdict != KLUA_OK && K->verdict != KLUA_REFUSED;
    return K->last_status;
}

static int begin(klua *K) {
    lua_settop(K->L, KLUA_HANDLER_SLOT);
    if (!K->shared) klua_refill(K);
    K->running = 1;
    K->current = K->L;
    K->node_count = 0;
    return K->verdict == KLUA_OK;
}

klua_status klua_protect(klua *K, lua_CFunction body, void *request, int results) {
    if (!begin(K)) return finish(K, LUA_ERRRUN);
    lua_pushcfunction(K->L, body);
    lua_pushlightuserdata(K->L, request);
    return finish(K, lua_pcall(K->L, 1, results, KLUA_HANDLER_SLOT));
}

// ---- Compiling

typedef struct {
    const char *source, *name;
    size_t length;
    int32_t chunk;
} compilation;

static int compile(lua_State *L) {
    compilation *request = lua_touserdata(L, 1);
    if (luaL_loadbufferx(L, request->source, request->length, request->name, "t") != LUA_OK) return lua_error(L);
    request->chunk = luaL_ref(L, LUA_REGISTRYINDEX);
    return 0;
}

klua_status klua_compile(klua *K, const char *source, size_t length, const char *name, int32_t *chunk) {
    compilation request = {source, name, length, 0};
    klua_status status = klua_protect(K, compile, &request, 0);
    *chunk = request.chunk;
    return status;
}

void klua_release(klua *K, int32_t reference) { luaL_unref(K->L, LUA_REGISTRYINDEX, reference); }

// Chunks stay joined to the environment that they ran in last, so its upvalue is emptied: nothing keeps the globals.
void klua_release_environment(klua *K, int32_t environment) {
    if (!K->running) lua_settop(K->L, KLUA_HANDLER_SLOT);
    lua_rawgeti(K->L, LUA_REGISTRYINDEX, environment);
    lua_pushnil(K->L);
    lua_setupvalue(K->L, -2, 1);
    lua_pop(K->L, 1);
    luaL_unref(K->L, LUA_REGISTRYINDEX, environment);
    if (K->wasteful && !K->running) klua_collect(K);
}

// ---- Running

typedef struct {
    int32_t function, environment;
    const klua_tape *arguments;
    size_t values;
    int is_chunk, wants_result;
} run;

static int perform(lua_State *L) {
    run *request = lua_touserdata(L, 1);
    klua *K = klua_of(L);
    lua_settop(L, 0);
    K->environment = request->environment;
    if (request->is_chunk) klua_enter(L, request->function, request->environment);
    else lua_rawgeti(L, LUA_REGISTRYINDEX, request->function);
    size_t at = 0;
    luaL_checkstack(L, (int)request->values + 4, "arguments");
    for (size_t i = 0; i < request->values; i++) at = klua_build(L, request->arguments, at);
    lua_call(L, (int)request->values, request->wants_result ? 1 : 0);
    if (!request->wants_result) return 0;
    klua_start_tape(K);
    klua_emit(L, -1, 0);
    return 1;  // keeps the texts on the tape alive
}

klua_status klua_run(klua *K, int32_t chunk, int32_t environment, const klua_tape *arguments, int wants_result) {
    run request = {chunk, environment, arguments, arguments ? 1 : 0, 1, wants_result};
    return klua_protect(K, perform, &request, wants_result ? 1 : 0);
}

klua_status klua_call(
    klua *K, int32_t function, int32_t environment, const klua_tape *arguments, size_t values, int wants_result) {
    run request = {function, environment, arguments, values, 0, wants_result};
    return klua_protect(K, perform, &request, wants_result ? 1 : 0);
}

// The shortest way in: what is pushed here cannot raise, so only the call itself is protected.
int klua_test(klua *K, int32_t chunk, int32_t environment) {
    lua_State *L = K->L;
    if (!begin(K)) {
        finish(K, LUA_ERRRUN);
        return -1;
    }
    K->environment = environment;
    klua_enter(L, chunk, environment);
    int status = lua_pcall(L, 0, 1, KLUA_HANDLER_SLOT);
    if (status != LUA_OK || K->verdict != KLUA_OK) {
        finish(K, status);
        return -1;
    }
    int truth = lua_toboolean(L, -1);
    K->running = 0;
    K->generation++;
    K->last_status = KLUA_OK;
    return truth;
}
