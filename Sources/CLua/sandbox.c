// Making and ending a sandbox: one lua_State whose libraries are shared by all runs and changed by none.
#include <stdlib.h>

#include "internal.h"

klua *klua_create(const klua_budget *budget, const klua_host *host, int stock_patterns) {
    klua *K = calloc(1, sizeof *K);
    if (!K) return NULL;
    K->limit = SIZE_MAX;
    if (host) K->host = *host;
    K->L = lua_newstate(klua_allocate, K);
    if (!K->L) {
        free(K);
        return NULL;
    }
    *(klua **)lua_getextraspace(K->L) = K;
    K->current = K->L;
    K->budget.instructions = INT64_MAX;
    K->budget.cpu_nanoseconds = INT64_MAX;
    K->fuel = INT64_MAX;
    lua_pushcfunction(K->L, klua_open);
    lua_pushboolean(K->L, stock_patterns);
    if (lua_pcall(K->L, 1, 0, 0) != LUA_OK) {
        klua_destroy(K);
        return NULL;
    }
    lua_settop(K->L, 0);
    lua_pushcfunction(K->L, klua_message_handler);
    lua_sethook(K->L, klua_count_hook, LUA_MASKCOUNT, KLUA_HOOK_PERIOD);
    klua_set_budget(K, budget);
    klua_seed(K, 0);
    klua_collect(K);
    return K;
}

void klua_destroy(klua *K) {
    lua_sethook(K->L, NULL, 0, 0);
    lua_close(K->L);
    free(K->nodes);
    free(K);
}

void klua_set_host(klua *K, const klua_host *host) { K->host = *host; }
void klua_set_budget(klua *K, const klua_budget *budget) { K->budget = *budget; }

klua_status klua_last_status(const klua *K) { return K->last_status; }

void klua_begin_shared(klua *K) {
    if (K->shared++ == 0) klua_refill(K);
}

void klua_end_shared(klua *K) { K->shared--; }
