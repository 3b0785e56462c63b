// All that Swift sees of Lua: a sandbox behind a handle, and values as flat tapes of nodes.
//
// No function here can raise: each runs what may raise inside lua_pcall and reports a status. Callbacks into Swift
// return a status as well, and it is the C side that raises, after the Swift frame is gone.
#pragma once
#include <stddef.h>
#include <stdint.h>

typedef struct klua klua;

// ---- Values

enum {
    KLUA_NIL,
    KLUA_FALSE,
    KLUA_TRUE,
    KLUA_INTEGER,
    KLUA_NUMBER,
    KLUA_TEXT,
    KLUA_LIST,    // count values follow
    KLUA_OBJECT,  // count pairs follow: text key, value
    KLUA_TABLE,   // count pairs follow: scalar key, value (snapshots only)
    KLUA_CHANGE,  // into Lua only: a proxy of the change that the host is showing; payload is the shape
    KLUA_DECIMAL, // payload × 10^-count, exactly
};

// One value in pre-order. `count` is a text's length in bytes or the number of children. `payload` is the integer, the
// bits of the double, or where a text begins: an offset into the tape's bytes on the way into Lua, an address outwards.
typedef struct {
    uint32_t kind;
    uint32_t count;
    int64_t payload;
} klua_node;

typedef struct {
    const klua_node *nodes;
    size_t count;
    const char *bytes;
} klua_tape;

// ---- Limits and outcomes

enum { KLUA_CALL_KINDS = 4 };

typedef struct {
    int64_t instructions;
    int64_t cpu_nanoseconds;
    size_t memory;  // how many bytes a run may add to the heap
    int32_t calls[KLUA_CALL_KINDS];
} klua_budget;

typedef enum {
    KLUA_OK,
    KLUA_FAILED,
    KLUA_LIMIT_CPU,
    KLUA_LIMIT_MEMORY,
    KLUA_LIMIT_CALLS,
    KLUA_LIMIT_DEPTH,    // calls nested too deeply
    KLUA_LIMIT_REQUEST,  // the deadline of klua_set_deadline has passed
    KLUA_REFUSED,        // a host function ended the run for good
} klua_status;

// ---- Callbacks. Each returns 0, or 1 with the reason as the only (text) node of the reply; `call` may return 2, which ends
// the run as KLUA_REFUSED: no script can catch that.

typedef struct {
    void *context;
    int (*call)(void *context, int32_t function, const klua_node *nodes, size_t values, klua_tape *reply);
    int (*registered)(
        void *context, int32_t registrar, const char *subject, size_t length, int32_t function, int32_t line,
        klua_tape *reply);
    int (*read_field)(void *context, int32_t after, int32_t field, klua_tape *reply);
    int (*write_field)(void *context, int32_t field, const klua_node *value, klua_tape *reply);
} klua_host;

// ---- Sandbox

// NULL when there is no memory for it. `stock_patterns` leaves the C library's own matcher in place: for tests that
// compare the two.
klua *klua_create(const klua_budget *budget, const klua_host *host, int stock_patterns);
void klua_set_host(klua *, const klua_host *host);
void klua_destroy(klua *);
void klua_set_budget(klua *, const klua_budget *);
// CPU time that the calling thread has used, in nanoseconds, and where runs end as KLUA_LIMIT_REQUEST; 0 for nowhere.
int64_t klua_thread_time(void);
void klua_set_deadline(klua *, int64_t thread_time);
void klua_seed(klua *, uint64_t seed);
size_t klua_heap(const klua *);
void klua_collect(klua *);

// The last failure: its message (not ended by NUL), the lines it passed through, innermost first (0 where there is no
// such place), and which of them raised it (-1 where unknown).
const char *klua_failure_message(const klua *, size_t *length);
int32_t klua_failure_place(const klua *, int32_t index, const char **source);
int32_t klua_failure_origin(const klua *);
int32_t klua_failure_call_kind(const klua *);
int klua_failure_is_from_host(const klua *);  // the uncaught error is the one that a host function threw last

// Everything between the two draws on one budget.
void klua_begin_shared(klua *);
void klua_end_shared(klua *);

// `name` or `table.name` as a global that later runs share and cannot change. One that ends the run is called whatever its
// arguments are: without any, where one of them is no value that can leave the sandbox.
klua_status klua_define(klua *, const char *name, int32_t function, int32_t call_kind, int ends_run);
klua_status klua_define_registrar(klua *, const char *name, int32_t registrar);
// A global that leaves the sandbox as null: a table can hold it, which holds no nil.
klua_status klua_define_null(klua *, const char *name);
// The line that called a host function, or assigned a field of a change, last; 0 where there was none.
int32_t klua_call_place(const klua *, const char **source);

// ---- Chunks and environments: small positive integers, released by klua_release

klua_status klua_compile(klua *, const char *source, size_t length, const char *name, int32_t *chunk);
klua_status klua_environment(klua *, int session, int32_t *environment);
void klua_release(klua *, int32_t reference);
void klua_release_environment(klua *, int32_t environment);

// The first result lies in klua_result until the next call.
klua_status klua_run(klua *, int32_t chunk, int32_t environment, const klua_tape *arguments, int wants_result);
klua_status klua_call(
    klua *, int32_t function, int32_t environment, const klua_tape *arguments, size_t values, int wants_result);
const klua_node *klua_result(const klua *, size_t *count);
// 1 true, 0 false, -1 failed (klua_last_status says how).
int klua_test(klua *, int32_t chunk, int32_t environment);
klua_status klua_last_status(const klua *);

// ---- Globals of an environment

klua_status klua_get_global(klua *, int32_t environment, const char *name, size_t length);
klua_status klua_set_global(
    klua *, int32_t environment, const char *name, size_t length, const klua_tape *value, int system);
klua_status klua_snapshot(klua *, int32_t environment);
klua_status klua_restore(klua *, int32_t environment, const klua_tape *table);

typedef struct {
    const char *bytes;  // NULL: absent
    size_t length;
} klua_text;

typedef struct {
    klua_text name, type, sendid, origin, origintype, invokeid;
} klua_event;

klua_status klua_set_event(klua *, int32_t environment, const klua_event *event, const klua_tape *data);

// A shallow copy of 1..#t of what the chunk gives, or KLUA_FAILED where that is no table.
klua_status klua_foreach_start(klua *, int32_t chunk, int32_t environment, int32_t *copy, int64_t *count);
klua_status klua_foreach_bind(
    klua *, int32_t copy, int64_t position, int32_t environment, klua_text item, klua_text index);

// ---- Changes

// The field names of a kind of record, for proxies; field numbers are positions in `names`.
klua_status klua_shape(klua *, const klua_text *names, size_t count, klua_text type, int32_t *shape);
