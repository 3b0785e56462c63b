// Guarded coroutines. Each one counts instructions by itself, so making and resuming one costs fuel; one that a limit
// has ended is never closed or entered again, because hooks are off in it.
#include "internal.h"

static lua_State *coroutine_at(lua_State *L, int index) {
    lua_State *co = lua_tothread(L, index);
    luaL_argexpected(L, co, index, "coroutine");
    return co;
}

static int guarded_create(lua_State *L) {
    luaL_checktype(L, 1, LUA_TFUNCTION);
    klua_charge(L, 2 * KLUA_HOOK_PERIOD);
    lua_State *co = lua_newthread(L);
    lua_pushvalue(L, 1);
    lua_xmove(L, co, 1);
    return 1;
}

// Resumes with the top `arguments` values; gives the number of results, moved to the caller's stack, or -1 with the
// error on top.
static int resume(lua_State *L, lua_State *co, int arguments) {
    klua_charge(L, KLUA_HOOK_PERIOD);
    if (!lua_checkstack(co, arguments)) {
        lua_pushliteral(L, "too many arguments to resume");
        return -1;
    }
    lua_xmove(L, co, arguments);
    int results;
    klua *K = klua_of(L);
    lua_State *outer = K->current;
    K->current = co;
    int status = lua_resume(co, L, arguments, &results);
    K->current = outer;
    if (status == LUA_OK || status == LUA_YIELD) {
        if (!lua_checkstack(L, results + 1)) {
            lua_pop(co, results);
            lua_pushliteral(L, "too many results to resume");
            return -1;
        }
        lua_xmove(co, L, results);
        return results;
    }
    if (status == LUA_ERRMEM) klua_trip(L, KLUA_LIMIT_MEMORY);
    klua_check(L);
    lua_xmove(co, L, 1);
    return -1;
}

static int guarded_resume(lua_State *L) {
    lua_State *co = coroutine_at(L, 1);
    int results = resume(L, co, lua_gettop(L) - 1);
    if (results < 0) {
        lua_pushboolean(L, 0);
        lua_insert(L, -2);
        return 2;
    }
    lua_pushboolean(L, 1);
    lua_insert(L, -(results + 1));
    return results + 1;
}

static int resume_wrapped(lua_State *L) {
    lua_State *co = lua_tothread(L, lua_upvalueindex(1));
    int results = resume(L, co, lua_gettop(L));
    if (results >= 0) return results;
    int status = lua_status(co);
    if (status != LUA_OK && status != LUA_YIELD) {
        lua_resetthread(co);
        lua_settop(co, 0);
        klua_check(L);
    }
    if (lua_type(L, -1) == LUA_TSTRING && !klua_is_host_error(L)) {
        luaL_where(L, 1);
        lua_insert(L, -2);
        lua_concat(L, 2);
    }
    return lua_error(L);
}

static int guarded_wrap(lua_State *L) {
    guarded_create(L);
    lua_pushcclosure(L, resume_wrapped, 1);
    return 1;
}

static int guarded_close(lua_State *L) {
    klua_charge(L, 1);
    coroutine_at(L, 1);
    // What a limit ended in there must not come back as the result of closing.
    int results = klua_forward(L);
    klua_check(L);
    return results;
}

void klua_guard_coroutines(lua_State *L) {
    klua_wrap(L, "create", guarded_create);
    klua_wrap(L, "resume", guarded_resume);
    klua_wrap(L, "wrap", guarded_wrap);
    klua_wrap(L, "close", guarded_close);
}
