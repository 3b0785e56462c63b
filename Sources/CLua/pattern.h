// The matcher's state, shared by the matching itself and the library functions on top of it.
#pragma once
#include "internal.h"

enum {
    KLUA_CAPTURE_OPEN = -1,
    KLUA_CAPTURE_POSITION = -2,
    KLUA_MOST_CAPTURES = 32,
    KLUA_DEEPEST_MATCH = 200,
};

typedef struct {
    lua_State *L;
    const char *subject, *subject_end, *pattern_end;
    int64_t steps;  // not yet charged
    int depth, level;
    struct {
        const char *start;
        ptrdiff_t length;
    } captures[KLUA_MOST_CAPTURES];
} klua_matcher;

// Where a match of the pattern from `p` on, beginning at `s`, ends; NULL where there is none. Raises.
const char *klua_match(klua_matcher *m, const char *s, const char *p);
void klua_settle_steps(klua_matcher *m);
