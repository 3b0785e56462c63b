// Instructions, CPU time and memory of a run, and the sticky flag that ends it once one of them is spent.
//
// A count hook alone does not hold: handlers entered from the hook's own error run with hooks off, and C loops execute
// no instructions. So the flag is sticky, every guarded function checks it, and work done in C is charged as fuel.
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "internal.h"

enum { CHARGE_PER_LOOK = 2000 };

static int64_t nanoseconds(clockid_t clock) {
    struct timespec t;
    clock_gettime(clock, &t);
    return (int64_t)t.tv_sec * 1000000000 + t.tv_nsec;
}

int64_t klua_thread_time(void) { return nanoseconds(CLOCK_THREAD_CPUTIME_ID); }
void klua_set_deadline(klua *K, int64_t thread_time) { K->deadline = thread_time; }

// Which limit of time has passed. The CPU clock is a system call, so it is read only when a millisecond of wall time has gone by since the last look;
// runs shorter than that never read it.
static klua_status time_spent(klua *K) {
    int64_t now = nanoseconds(CLOCK_MONOTONIC);
    K->uncounted = 0;
    if (K->last_look == 0) K->last_look = now;
    if (now - K->last_look < 1000000) return KLUA_OK;
    K->last_look = now;
    int64_t cpu = klua_thread_time();
    if (K->cpu_start == 0) K->cpu_start = cpu;
    if (cpu - K->cpu_start > K->budget.cpu_nanoseconds) return KLUA_LIMIT_CPU;
    return K->deadline != 0 && cpu > K->deadline ? KLUA_LIMIT_REQUEST : KLUA_OK;
}

void klua_refill(klua *K) {
    if (K->verdict != KLUA_OK) lua_sethook(K->L, klua_count_hook, LUA_MASKCOUNT, KLUA_HOOK_PERIOD);
    K->verdict = KLUA_OK;
    K->is_placed = 0;
    K->refused_size = 0;
    K->fuel = K->budget.instructions;
    K->cpu_start = 0;
    K->last_look = 0;
    memcpy(K->calls, K->budget.calls, sizeof K->calls);
    if (K->wasteful || K->used > 2 * K->live + (4 << 20)) klua_collect(K);
    K->limit = K->used + K->budget.memory;
}

// After a hit the hook fires at every instruction, so that nothing gets far before the error is raised again. Every error
// that leaves a hook comes through here: what Lua runs before it has left the hook would run with hooks off, and our
// handlers run nothing once there is a verdict.
int klua_trip(lua_State *L, klua_status verdict) {
    klua *K = klua_of(L);
    if (K->verdict == KLUA_OK) K->verdict = verdict;
    klua_place_verdict(L);
    lua_sethook(L, klua_count_hook, LUA_MASKCOUNT, 1);
    return luaL_error(L, "limit exceeded");
}

void klua_check(lua_State *L) {
    klua *K = klua_of(L);
    if (K->verdict != KLUA_OK) klua_trip(L, K->verdict);
}

void klua_charge(lua_State *L, int64_t units) {
    klua *K = klua_of(L);
    if (K->verdict != KLUA_OK) klua_trip(L, K->verdict);
    // Fuel never goes far below zero, whatever is charged: the sum cannot overflow.
    K->fuel = units > K->fuel ? -1 : K->fuel - units;
    K->uncounted += units > CHARGE_PER_LOOK ? CHARGE_PER_LOOK : units;
    if (K->fuel < 0) klua_trip(L, KLUA_LIMIT_CPU);
    klua_status spent = K->uncounted >= CHARGE_PER_LOOK ? time_spent(K) : KLUA_OK;
    if (spent != KLUA_OK) klua_trip(L, spent);
}

// Recursion without end would fill the heap before it reaches Lua's own limit.
static void refuse_depth(lua_State *L, klua *K) {
    lua_Debug frame;
    K->deep = 0;
    if (lua_getstack(L, KLUA_DEEPEST_CALL, &frame)) klua_trip(L, KLUA_LIMIT_DEPTH);
}

void klua_count_hook(lua_State *L, lua_Debug *ar) {
    (void)ar;
    klua *K = klua_of(L);
    if (K->verdict != KLUA_OK) klua_trip(L, K->verdict);
    K->fuel -= lua_gethookcount(L);
    klua_status spent = K->fuel < 0 ? KLUA_LIMIT_CPU : time_spent(K);
    if (spent != KLUA_OK) klua_trip(L, spent);
    if (K->deep) refuse_depth(L, K);
}

// A verdict given where nothing can be raised: the next instruction raises it.
static void give_verdict(klua *K, klua_status verdict) {
    if (K->verdict != KLUA_OK) return;
    K->verdict = verdict;
    lua_sethook(K->current, klua_count_hook, LUA_MASKCOUNT, 1);
}

// A request that is refused makes Lua collect and try once more. Refused again it is the limit, known before anything
// that the script wants done at its end can run.
static void *refuse_block(klua *K, void *block, size_t size) {
    if (K->refused_size == size && K->refused_block == block) give_verdict(K, KLUA_LIMIT_MEMORY);
    K->refused_block = block;
    K->refused_size = size;
    return NULL;
}

// Large blocks are where single instructions take long (concatenating, rehashing), so the clock is looked at here too.
void *klua_allocate(void *sandbox, void *block, size_t old_size, size_t new_size) {
    klua *K = sandbox;
    size_t kind = block ? 0 : old_size;
    if (!block) old_size = 0;
    if (new_size == 0) {
        free(block);
        K->used -= old_size;
        return NULL;
    }
    if (new_size > old_size && K->running) {
        size_t growth = new_size - old_size;
        int too_long = kind == LUA_TSTRING && new_size > KLUA_LARGEST_TEXT + 64;
        if (too_long || K->used > K->limit || growth > K->limit - K->used) {
            return refuse_block(K, block, new_size);
        }
        if (kind == 0 && new_size >= (2 << 20)) K->deep = 1;
        if (new_size >= 65536 && K->verdict == KLUA_OK) {
            klua_status spent = time_spent(K);
            if (spent != KLUA_OK) give_verdict(K, spent);
        }
        if (new_size >= 65536 && K->verdict != KLUA_OK) return NULL;
        K->refused_size = 0;
    }
    void *result = realloc(block, new_size);
    if (result) K->used += new_size - old_size;
    return result;
}

size_t klua_heap(const klua *K) { return K->used; }

void klua_collect(klua *K) {
    lua_gc(K->L, LUA_GCCOLLECT);
    K->live = K->used;
    K->wasteful = 0;
}
