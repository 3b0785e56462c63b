// Guarded table functions: their loops in C are bounded and charged, and a lying __len is refused.
#include "internal.h"

enum { LARGEST_RANGE = 1000000, LARGEST_SORT = 100000 };

static int64_t honest_length(lua_State *L, int index) {
    luaL_checktype(L, index, LUA_TTABLE);
    if (luaL_getmetafield(L, index, "__len") != LUA_TNIL) luaL_error(L, "a table with __len is refused here");
    return (int64_t)lua_rawlen(L, index);
}

// The number of positions in first…last, at most LARGEST_RANGE.
static int64_t bounded_range(lua_State *L, lua_Integer first, lua_Integer last, const char *what) {
    if (last < first) return 0;
    if ((lua_Unsigned)last - (lua_Unsigned)first >= LARGEST_RANGE) luaL_error(L, "%s: range too large", what);
    return last - first + 1;
}

static int guarded_insert(lua_State *L) {
    int64_t length = honest_length(L, 1);
    // With a position everything behind it moves.
    klua_charge(L, lua_gettop(L) > 2 ? length * 2 + 1 : 1);
    return klua_forward(L);
}

static int guarded_remove(lua_State *L) {
    int64_t length = honest_length(L, 1);
    klua_charge(L, lua_isnoneornil(L, 2) ? 1 : length * 2 + 1);
    return klua_forward(L);
}

static int guarded_move(lua_State *L) {
    luaL_checktype(L, 1, LUA_TTABLE);
    lua_Integer first = luaL_checkinteger(L, 2), last = luaL_checkinteger(L, 3);
    klua_charge(L, 4 * bounded_range(L, first, last, "table.move"));
    return klua_forward(L);
}

static int guarded_concat(lua_State *L) {
    int64_t length = honest_length(L, 1);
    size_t separator = 0;
    luaL_optlstring(L, 2, "", &separator);
    lua_Integer first = luaL_optinteger(L, 3, 1), last = luaL_optinteger(L, 4, length);
    int64_t range = bounded_range(L, first, last, "table.concat");
    klua_charge(L, range * (1 + (int64_t)separator / 64));
    return klua_forward(L);
}

static int guarded_unpack(lua_State *L) {
    lua_Integer first = luaL_optinteger(L, 2, 1);
    lua_Integer last = lua_isnoneornil(L, 3) && lua_istable(L, 1) ? luaL_len(L, 1) : luaL_optinteger(L, 3, 0);
    klua_charge(L, bounded_range(L, first, last, "table.unpack"));
    return klua_forward(L);
}

static int guarded_pack(lua_State *L) {
    klua_charge(L, lua_gettop(L));
    return klua_forward(L);
}

// Comparisons of long texts happen inside single calls to C, so their bytes are paid in advance.
static int guarded_sort(lua_State *L) {
    int64_t length = honest_length(L, 1), bytes = 0, rounds = 2;
    if (length > LARGEST_SORT) return luaL_error(L, "table.sort: more than %d items", (int)LARGEST_SORT);
    for (int64_t n = length; n > 1; n /= 2) rounds += 2;
    klua_charge(L, length * rounds / 2 + 64);
    for (lua_Integer i = 1; i <= length; i++) {
        if (lua_rawgeti(L, 1, i) == LUA_TSTRING) bytes += (int64_t)lua_rawlen(L, -1);
        lua_pop(L, 1);
    }
    klua_charge(L, bytes / 8 * rounds);
    return klua_forward(L);
}

void klua_guard_tables(lua_State *L) {
    static const luaL_Reg replaced[] = {
        {"insert", guarded_insert}, {"remove", guarded_remove}, {"move", guarded_move}, {"concat", guarded_concat},
        {"unpack", guarded_unpack}, {"pack", guarded_pack},     {"sort", guarded_sort},
    };
    for (size_t i = 0; i < sizeof replaced / sizeof *replaced; i++) klua_wrap(L, replaced[i].name, replaced[i].func);
}
