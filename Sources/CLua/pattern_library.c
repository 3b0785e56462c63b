// string.find, match, gmatch and gsub over the budgeted matcher.
#include <ctype.h>
#include <string.h>

#include "pattern.h"

static klua_matcher prepare(
    lua_State *L, const char *subject, size_t subject_length, const char *pattern, size_t length) {
    return (klua_matcher){
        .L = L, .subject = subject, .subject_end = subject + subject_length, .pattern_end = pattern + length};
}

static const char *match_at(klua_matcher *m, const char *s, const char *pattern) {
    m->level = 0;
    m->depth = KLUA_DEEPEST_MATCH;
    return klua_match(m, s, pattern);
}

// ---- Captures

static void push_capture(klua_matcher *m, int index, const char *start, const char *end) {
    if (index >= m->level) {
        if (index != 0) luaL_error(m->L, "invalid capture index %%%d", index + 1);
        lua_pushlstring(m->L, start, (size_t)(end - start));
        return;
    }
    ptrdiff_t length = m->captures[index].length;
    if (length == KLUA_CAPTURE_OPEN) luaL_error(m->L, "unfinished capture");
    if (length == KLUA_CAPTURE_POSITION) lua_pushinteger(m->L, m->captures[index].start - m->subject + 1);
    else lua_pushlstring(m->L, m->captures[index].start, (size_t)length);
}

// All captures, or the whole match where the pattern has none and `start` is given.
static int push_captures(klua_matcher *m, const char *start, const char *end) {
    int count = m->level == 0 && start ? 1 : m->level;
    luaL_checkstack(m->L, count, "too many captures");
    for (int i = 0; i < count; i++) push_capture(m, i, start, end);
    return count;
}

// ---- find and match

// An initial position as a length skipped; larger than the subject where it lies behind its end.
static size_t skipped(lua_Integer position, size_t length) {
    if (position > 0) return (size_t)position - 1;
    if (position == 0 || position < -(lua_Integer)length) return 0;
    return length + (size_t)position;
}

static int is_plain(const char *pattern, size_t length) {
    for (size_t i = 0; i < length; i++) {
        if (pattern[i] && strchr("^$*+?.([%-", pattern[i])) return 0;
    }
    return 1;
}

static const char *find_plain(klua_matcher *m, const char *s, const char *text, size_t length) {
    if (length == 0) return s;
    while ((size_t)(m->subject_end - s) >= length) {
        const char *last = m->subject_end - length;
        const char *found = memchr(s, *text, (size_t)(last - s) + 1);
        m->steps += ((found ? found : last) - s) / 16 + 1 + (int64_t)(found ? length / 16 : 0);
        if (m->steps > 512) klua_settle_steps(m);
        if (!found) return NULL;
        if (memcmp(found, text, length) == 0) return found;
        s = found + 1;
    }
    return NULL;
}

static int find_or_match(lua_State *L, int find) {
    size_t length, pattern_length;
    const char *subject = luaL_checklstring(L, 1, &length);
    const char *pattern = luaL_checklstring(L, 2, &pattern_length);
    size_t skip = skipped(luaL_optinteger(L, 3, 1), length);
    if (skip > length) {
        luaL_pushfail(L);
        return 1;
    }
    klua_check(L);
    klua_matcher m = prepare(L, subject, length, pattern, pattern_length);
    const char *s = subject + skip;
    if (find && (lua_toboolean(L, 4) || is_plain(pattern, pattern_length))) {
        const char *found = find_plain(&m, s, pattern, pattern_length);
        klua_settle_steps(&m);
        if (!found) {
            luaL_pushfail(L);
            return 1;
        }
        lua_pushinteger(L, found - subject + 1);
        lua_pushinteger(L, found - subject + (lua_Integer)pattern_length);
        return 2;
    }
    int anchored = *pattern == '^';
    if (anchored) pattern++;
    do {
        const char *end = match_at(&m, s, pattern);
        if (!end) continue;
        klua_settle_steps(&m);
        if (!find) return push_captures(&m, s, end);
        lua_pushinteger(L, s - subject + 1);
        lua_pushinteger(L, end - subject);
        return push_captures(&m, NULL, NULL) + 2;
    } while (s++ < m.subject_end && !anchored);
    klua_settle_steps(&m);
    luaL_pushfail(L);
    return 1;
}

static int find(lua_State *L) { return find_or_match(L, 1); }
static int match(lua_State *L) { return find_or_match(L, 0); }

// ---- gmatch. Upvalues: subject, pattern, where to go on, where the last match ended (-1: none yet)

static int next_match(lua_State *L) {
    size_t length, pattern_length;
    const char *subject = lua_tolstring(L, lua_upvalueindex(1), &length);
    const char *pattern = lua_tolstring(L, lua_upvalueindex(2), &pattern_length);
    lua_Integer last = lua_tointeger(L, lua_upvalueindex(4));
    klua_check(L);
    klua_matcher m = prepare(L, subject, length, pattern, pattern_length);
    for (const char *s = subject + lua_tointeger(L, lua_upvalueindex(3)); s <= m.subject_end; s++) {
        const char *end = match_at(&m, s, pattern);
        if (!end || end - subject == last) continue;
        klua_settle_steps(&m);
        lua_pushinteger(L, end - subject);
        lua_copy(L, -1, lua_upvalueindex(3));
        lua_replace(L, lua_upvalueindex(4));
        return push_captures(&m, s, end);
    }
    klua_settle_steps(&m);
    return 0;
}

static int gmatch(lua_State *L) {
    size_t length;
    luaL_checklstring(L, 1, &length);
    luaL_checkstring(L, 2);
    size_t skip = skipped(luaL_optinteger(L, 3, 1), length);
    if (skip > length) skip = length + 1;
    lua_settop(L, 2);
    lua_pushinteger(L, (lua_Integer)skip);
    lua_pushinteger(L, -1);
    lua_pushcclosure(L, next_match, 4);
    return 1;
}

// ---- gsub

// Adds the replacement text of argument 3, with its %0…%9 filled in.
static void add_text(klua_matcher *m, luaL_Buffer *buffer, const char *start, const char *end) {
    size_t length;
    const char *text = lua_tolstring(m->L, 3, &length);
    m->steps += (int64_t)length / 16 + 1;
    const char *stop = text + length;
    for (const char *percent; (percent = memchr(text, '%', (size_t)(stop - text))) != NULL; text = percent + 2) {
        luaL_addlstring(buffer, text, (size_t)(percent - text));
        char code = percent + 1 < stop ? percent[1] : 0;
        if (code == '%') luaL_addchar(buffer, '%');
        else if (code == '0') luaL_addlstring(buffer, start, (size_t)(end - start));
        else if (isdigit((unsigned char)code)) {
            push_capture(m, code - '1', start, end);
            luaL_tolstring(m->L, -1, NULL);  // a position is a number
            lua_remove(m->L, -2);
            luaL_addvalue(buffer);
        } else luaL_error(m->L, "invalid use of '%%' in replacement string");
    }
    luaL_addlstring(buffer, text, (size_t)(stop - text));
}

// Adds what stands for one match; whether that differs from leaving it as it is.
static int add_replacement(klua_matcher *m, luaL_Buffer *buffer, const char *start, const char *end, int kind) {
    lua_State *L = m->L;
    if (kind == LUA_TFUNCTION) {
        lua_pushvalue(L, 3);
        lua_call(L, push_captures(m, start, end), 1);
    } else if (kind == LUA_TTABLE) {
        push_capture(m, 0, start, end);
        lua_gettable(L, 3);
    } else {
        add_text(m, buffer, start, end);
        return 1;
    }
    if (!lua_toboolean(L, -1)) {
        lua_pop(L, 1);
        luaL_addlstring(buffer, start, (size_t)(end - start));
        return 0;
    }
    if (!lua_isstring(L, -1)) luaL_error(L, "invalid replacement value (a %s)", luaL_typename(L, -1));
    luaL_addvalue(buffer);
    return 1;
}

static int gsub(lua_State *L) {
    size_t length, pattern_length;
    const char *s = luaL_checklstring(L, 1, &length);
    const char *pattern = luaL_checklstring(L, 2, &pattern_length);
    int kind = lua_type(L, 3);
    lua_Integer most = luaL_optinteger(L, 4, (lua_Integer)length + 1), count = 0;
    luaL_argexpected(
        L, kind == LUA_TNUMBER || kind == LUA_TSTRING || kind == LUA_TFUNCTION || kind == LUA_TTABLE, 3,
        "string/function/table");
    klua_check(L);
    klua_matcher m = prepare(L, s, length, pattern, pattern_length);
    const char *last = NULL;
    int anchored = *pattern == '^', changed = 0;
    if (anchored) pattern++;
    luaL_Buffer buffer;
    luaL_buffinit(L, &buffer);
    while (count < most) {
        const char *end = match_at(&m, s, pattern);
        if (end && end != last) {
            count++;
            changed |= add_replacement(&m, &buffer, s, end, kind);
            s = last = end;
        } else if (s < m.subject_end) {
            luaL_addchar(&buffer, *s++);
        } else {
            break;
        }
        if (anchored) break;
    }
    klua_settle_steps(&m);
    if (!changed) {
        lua_pushvalue(L, 1);
    } else {
        luaL_addlstring(&buffer, s, (size_t)(m.subject_end - s));
        luaL_pushresult(&buffer);
    }
    lua_pushinteger(L, count);
    return 2;
}

const luaL_Reg klua_pattern_functions[] = {
    {"find", find}, {"match", match}, {"gmatch", gmatch}, {"gsub", gsub}, {NULL, NULL},
};
