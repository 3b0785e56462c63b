// Random numbers of the sandbox's own: seeded by the host, so that a run can be repeated, and not shared by runs.
#include "internal.h"

static uint64_t split_mix(uint64_t *state) {
    uint64_t z = (*state += 0x9E3779B97F4A7C15u);
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
    return z ^ (z >> 31);
}

void klua_seed(klua *K, uint64_t seed) {
    K->seed = seed;
    K->random = seed;
}

static uint64_t next_random(lua_State *L) { return split_mix(&klua_of(L)->random); }

static int seeded_random(lua_State *L) {
    uint64_t bits = next_random(L);
    lua_Integer low = 1, high;
    switch (lua_gettop(L)) {
        case 0:
            lua_pushnumber(L, (double)(bits >> 11) * 0x1p-53);
            return 1;
        case 1:
            high = luaL_checkinteger(L, 1);
            if (high == 0) {
                lua_pushinteger(L, (lua_Integer)bits);
                return 1;
            }
            break;
        case 2:
            low = luaL_checkinteger(L, 1);
            high = luaL_checkinteger(L, 2);
            break;
        default: return luaL_error(L, "wrong number of arguments");
    }
    luaL_argcheck(L, low <= high, lua_gettop(L), "interval is empty");
    uint64_t span = (uint64_t)high - (uint64_t)low;
    if (span == UINT64_MAX) {
        lua_pushinteger(L, (lua_Integer)bits);
        return 1;
    }
    // Values above the largest multiple of the span would favour small results: draw again.
    uint64_t size = span + 1, ceiling = UINT64_MAX - UINT64_MAX % size;
    while (bits >= ceiling) bits = next_random(L);
    lua_pushinteger(L, (lua_Integer)((uint64_t)low + bits % size));
    return 1;
}

static int seed_random(lua_State *L) {
    lua_Number given = luaL_optnumber(L, 1, 0);
    lua_Integer whole;
    klua_of(L)->random = lua_numbertointeger(given, &whole) ? (uint64_t)whole : 0;
    return 0;
}

void klua_guard_math(lua_State *L) {
    lua_pushcfunction(L, seeded_random);
    lua_setfield(L, -2, "random");
    lua_pushcfunction(L, seed_random);
    lua_setfield(L, -2, "randomseed");
}
