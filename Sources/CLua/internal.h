// What CLua's files share. The sandbox is found from any lua_State through its extra space, coroutines included.
#pragma once
#include <lauxlib.h>
#include <lua.h>
#include <lualib.h>

#include "CLua.h"

enum {
    KLUA_HOOK_PERIOD = 250,           // instructions between two looks at the budget
    KLUA_LARGEST_TEXT = 1 << 20,      // bytes of one Lua string
    KLUA_LARGEST_LOAD = 64 << 10,     // bytes that `load` accepts
    KLUA_LARGEST_CHUNK = 256 << 10,   // bytes of a script that the host compiles
    KLUA_DEEPEST_CALL = 4000,         // once the stack is larger than 2 MiB
    KLUA_DEEPEST_VALUE = 64,
    KLUA_MOST_NODES = 100000,
    KLUA_MOST_VALUE_BYTES = 16 << 20,
    KLUA_HANDLER_SLOT = 1,            // stack index of the message handler in the main thread
};

enum { KLUA_TRACE_LINES = 16, KLUA_SOURCE_SIZE = 256, KLUA_MESSAGE_SIZE = 2048 };

typedef struct {
    char source[KLUA_SOURCE_SIZE];
    int32_t line;
} klua_place;

typedef struct {
    char message[KLUA_MESSAGE_SIZE];
    size_t length;
    klua_place trace[KLUA_TRACE_LINES];  // innermost first
    int32_t places, origin;
    int32_t call_kind;
    int32_t from_host;
} klua_failure;

struct klua {
    lua_State *L;
    klua_budget budget;
    klua_host host;

    // What is left of the budget
    int64_t fuel;
    int64_t cpu_start;       // thread CPU time when it was first read in this run, 0 before
    int64_t last_look;       // monotonic time of the last look at the clocks, 0 before
    int64_t uncounted;       // fuel charged since that look
    int64_t deadline;        // thread CPU time at which the work of the whole request ends, 0 for never
    int32_t calls[KLUA_CALL_KINDS];
    klua_status verdict;     // sticky: once a limit is hit, everything in the run ends with it
    int is_placed;           // the failure knows where the verdict was given: later errors are its echo
    lua_State *current;      // the main thread, or the coroutine that runs
    int32_t call_kind;
    int shared;              // how many blocks share the budget around what runs now
    int running;

    // Heap
    size_t used, limit, live;
    int wasteful;            // a run ended at a limit: collect what it left
    int deep;                // a large block has grown: it may be a stack
    void *refused_block;     // the request that was refused last, which Lua repeats after a collection
    size_t refused_size;

    uint64_t seed, random;  // the generator starts at the seed in every environment

    // Registry references
    int32_t base, plain_metatable, decimal_metatable, holder_factory, image_metatable, change_metatable;
    int32_t host_error;
    int32_t environment;     // the one that is running

    uint32_t generation;     // proxies of earlier runs are dead
    int32_t change_kind, has_before;

    klua_node *nodes;        // outward tape
    size_t node_count, node_capacity, value_bytes;

    klua_status last_status;
    klua_failure failure;
    klua_place call;         // where the host was called last
};

static inline klua *klua_of(lua_State *L) { return *(klua **)lua_getextraspace(L); }

// budget.c
void *klua_allocate(void *sandbox, void *block, size_t old_size, size_t new_size);
void klua_count_hook(lua_State *L, lua_Debug *ar);
void klua_charge(lua_State *L, int64_t units);  // raises when the budget is spent
void klua_check(lua_State *L);                  // raises when a limit was hit before
int klua_trip(lua_State *L, klua_status verdict);
void klua_refill(klua *K);

// failure.c
int klua_message_handler(lua_State *L);
int klua_is_host_error(lua_State *L);
void klua_record_failure(klua *K, int lua_status);
void klua_place_verdict(lua_State *L);
void klua_fail_text(klua *K, const char *message);

// place.c
void klua_note_place(lua_State *L);  // remembers the innermost line of a script

// call.c
klua_status klua_protect(klua *K, lua_CFunction body, void *request, int results);
void klua_enter(lua_State *L, int32_t function, int32_t environment);

// libraries.c
int klua_open(lua_State *L);
void klua_lock(lua_State *L);
int klua_is_locked(lua_State *L, int index);
void klua_mark_locked(lua_State *L);

// guards_*.c
void klua_guard_basics(lua_State *L);
void klua_guard_strings(lua_State *L, int stock_patterns);
void klua_guard_tables(lua_State *L);
void klua_guard_coroutines(lua_State *L);
void klua_guard_math(lua_State *L);
void klua_wrap(lua_State *L, const char *name, lua_CFunction guard);
int klua_forward(lua_State *L);
int klua_charge_texts(lua_State *L);
int klua_tostring(lua_State *L);

// patterns.c
extern const luaL_Reg klua_pattern_functions[];

// convert.c
void klua_start_tape(klua *K);
void klua_emit(lua_State *L, int index, int snapshot);  // appends to the outward tape; raises

// build.c
size_t klua_build(lua_State *L, const klua_tape *tape, size_t from);  // pushes one value, gives where the next begins
int klua_raise_reply(lua_State *L, const klua_tape *reply);

// decimal.c
void klua_make_decimals(lua_State *L);
void klua_guard_decimal_math(lua_State *L);
void klua_push_decimal(lua_State *L, int64_t unscaled, int scale);
int klua_emit_decimal(lua_State *L, int index, klua_node *node);
int klua_is_decimal(lua_State *L, int index);
double klua_nearest_double(lua_State *L, int index);

// change.c
void klua_make_change_metatables(lua_State *L);
void klua_push_change(lua_State *L, const klua_node *node);
