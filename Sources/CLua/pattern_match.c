// Matching of Lua patterns with the budget in view: every step is counted, and the count is charged as fuel.
//
// The language and its errors are those of the standard library (Lua 5.4 manual, §6.4.1), whose own code is not
// interrupted by hooks while it backtracks.
#include "pattern.h"

#include <ctype.h>
#include <string.h>

enum { STEPS_PER_CHARGE = 512 };

typedef const char *place;

static void count_steps(klua_matcher *m, int64_t steps) {
    m->steps += steps;
    if (m->steps >= STEPS_PER_CHARGE) klua_settle_steps(m);
}

void klua_settle_steps(klua_matcher *m) {
    int64_t steps = m->steps;
    m->steps = 0;
    klua_charge(m->L, steps);
}

// ---- Single characters

static int in_class(int character, int class) {
    int member;
    switch (tolower(class)) {
        case 'a': member = isalpha(character); break;
        case 'c': member = iscntrl(character); break;
        case 'd': member = isdigit(character); break;
        case 'g': member = isgraph(character); break;
        case 'l': member = islower(character); break;
        case 'p': member = ispunct(character); break;
        case 's': member = isspace(character); break;
        case 'u': member = isupper(character); break;
        case 'w': member = isalnum(character); break;
        case 'x': member = isxdigit(character); break;
        case 'z': member = character == 0; break;
        default: return character == class;
    }
    return isupper(class) ? !member : member != 0;
}

// `set` is at '[' and `last` at the ']' that closes it.
static int in_set(int character, place set, place last) {
    int found = 1;
    place p = set + 1;
    if (*p == '^') {
        found = 0;
        p++;
    }
    while (p < last) {
        if (*p == '%') {
            if (in_class(character, (unsigned char)p[1])) return found;
            p += 2;
        } else if (p[1] == '-' && p + 2 < last) {
            if ((unsigned char)p[0] <= character && character <= (unsigned char)p[2]) return found;
            p += 3;
        } else {
            if ((unsigned char)*p == character) return found;
            p++;
        }
    }
    return !found;
}

// Where the single-character item at `p` ends.
static place item_end(klua_matcher *m, place p) {
    char first = *p++;
    if (first == '%') {
        if (p == m->pattern_end) luaL_error(m->L, "malformed pattern (ends with '%%')");
        return p + 1;
    }
    if (first != '[') return p;
    if (*p == '^') p++;
    do {  // a ']' in the first place is a member
        if (p == m->pattern_end) luaL_error(m->L, "malformed pattern (missing ']')");
        char member = *p++;
        if (member == '%' && p < m->pattern_end) p++;
    } while (*p != ']' || p == m->pattern_end);
    return p + 1;
}

static int item_matches(klua_matcher *m, place s, place item, place end) {
    count_steps(m, 1);
    if (s >= m->subject_end) return 0;
    int character = (unsigned char)*s;
    switch (*item) {
        case '.': return 1;
        case '%': return in_class(character, (unsigned char)item[1]);
        case '[':
            count_steps(m, (end - item) / 8);
            return in_set(character, item, end - 1);
        default: return (unsigned char)*item == character;
    }
}

// ---- Items that are more than a character

static int captured(klua_matcher *m, char digit) {
    int index = digit - '1';
    if (index < 0 || index >= m->level || m->captures[index].length == KLUA_CAPTURE_OPEN) {
        luaL_error(m->L, "invalid capture index %%%d", index + 1);
    }
    return index;
}

static place match_balanced(klua_matcher *m, place s, place p) {
    if (p >= m->pattern_end - 1) luaL_error(m->L, "malformed pattern (missing arguments to '%%b')");
    if (s >= m->subject_end || *s != p[0]) return NULL;
    int depth = 1;
    for (place t = s + 1; t < m->subject_end; t++) {
        count_steps(m, 1);
        if (*t == p[1]) {
            if (--depth == 0) return t + 1;
        } else if (*t == p[0]) {
            depth++;
        }
    }
    return NULL;
}

static place match_again(klua_matcher *m, place s, char digit) {
    int index = captured(m, digit);
    size_t length = (size_t)m->captures[index].length;
    count_steps(m, 1 + (int64_t)(length > KLUA_LARGEST_TEXT ? 0 : length / 16));
    if ((size_t)(m->subject_end - s) < length || memcmp(m->captures[index].start, s, length) != 0) return NULL;
    return s + length;
}

static int at_frontier(klua_matcher *m, place s, place set, place end) {
    count_steps(m, 1 + (end - set) / 4);
    int before = s == m->subject ? 0 : (unsigned char)s[-1];
    int after = s < m->subject_end ? (unsigned char)*s : 0;
    return !in_set(before, set, end - 1) && in_set(after, set, end - 1);
}

// ---- Repetition and captures: what has to try the rest of the pattern from several places

static place match_longest(klua_matcher *m, place s, place item, place end) {
    ptrdiff_t times = 0;
    while (item_matches(m, s + times, item, end)) times++;
    for (; times >= 0; times--) {
        place result = klua_match(m, s + times, end + 1);
        if (result) return result;
    }
    return NULL;
}

static place match_shortest(klua_matcher *m, place s, place item, place end) {
    for (;;) {
        place result = klua_match(m, s, end + 1);
        if (result) return result;
        if (!item_matches(m, s, item, end)) return NULL;
        s++;
    }
}

static place open_capture(klua_matcher *m, place s, place p, ptrdiff_t kind) {
    if (m->level >= KLUA_MOST_CAPTURES) luaL_error(m->L, "too many captures");
    m->captures[m->level].start = s;
    m->captures[m->level].length = kind;
    m->level++;
    place result = klua_match(m, s, p);
    if (!result) m->level--;
    return result;
}

static place close_capture(klua_matcher *m, place s, place p) {
    int index = m->level - 1;
    while (index >= 0 && m->captures[index].length != KLUA_CAPTURE_OPEN) index--;
    if (index < 0) luaL_error(m->L, "invalid pattern capture");
    m->captures[index].length = s - m->captures[index].start;
    place result = klua_match(m, s, p);
    if (!result) m->captures[index].length = KLUA_CAPTURE_OPEN;
    return result;
}

// ---- The pattern as a whole

// What one step of the pattern comes to: an answer, or a new place from which to go on.
typedef struct {
    int goes_on;
    place s, p;
} outcome;

static outcome answer(place result) { return (outcome){0, result, NULL}; }
static outcome go_on(place s, place p) { return (outcome){1, s, p}; }

static outcome match_item(klua_matcher *m, place s, place p) {
    place end = item_end(m, p);
    char suffix = end < m->pattern_end ? *end : 0;
    int matches = item_matches(m, s, p, end);
    switch (suffix) {
        case '?': {
            place result = matches ? klua_match(m, s + 1, end + 1) : NULL;
            return result ? answer(result) : go_on(s, end + 1);
        }
        case '*': return matches ? answer(match_longest(m, s, p, end)) : go_on(s, end + 1);
        case '+': return answer(matches ? match_longest(m, s + 1, p, end) : NULL);
        case '-': return matches ? answer(match_shortest(m, s, p, end)) : go_on(s, end + 1);
        default: return matches ? go_on(s + 1, end) : answer(NULL);
    }
}

static outcome match_escape(klua_matcher *m, place s, place p) {
    char kind = p + 1 < m->pattern_end ? p[1] : 0;
    place next;
    if (kind == 'b') {
        next = match_balanced(m, s, p + 2);
        return next ? go_on(next, p + 4) : answer(NULL);
    }
    if (kind == 'f') {
        if (p + 2 >= m->pattern_end || p[2] != '[') luaL_error(m->L, "missing '[' after '%%f' in pattern");
        place end = item_end(m, p + 2);
        return at_frontier(m, s, p + 2, end) ? go_on(s, end) : answer(NULL);
    }
    if (isdigit((unsigned char)kind)) {
        next = match_again(m, s, kind);
        return next ? go_on(next, p + 2) : answer(NULL);
    }
    return match_item(m, s, p);
}

static outcome match_step(klua_matcher *m, place s, place p) {
    switch (*p) {
        case '(':
            if (p[1] == ')') return answer(open_capture(m, s, p + 2, KLUA_CAPTURE_POSITION));
            return answer(open_capture(m, s, p + 1, KLUA_CAPTURE_OPEN));
        case ')': return answer(close_capture(m, s, p + 1));
        case '$':
            if (p + 1 == m->pattern_end) return answer(s == m->subject_end ? s : NULL);
            return match_item(m, s, p);
        case '%': return match_escape(m, s, p);
        default: return match_item(m, s, p);
    }
}

const char *klua_match(klua_matcher *m, const char *s, const char *p) {
    if (m->depth-- == 0) luaL_error(m->L, "pattern too complex");
    outcome now = go_on(s, p);
    while (now.goes_on && now.p != m->pattern_end) {
        count_steps(m, 1);
        now = match_step(m, now.s, now.p);
    }
    m->depth++;
    return now.s;
}
