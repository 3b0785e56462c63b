// What is kept of an error: a bounded message, the lines it passed through, and where it was raised.
#include <stdio.h>
#include <string.h>

#include "internal.h"

void klua_fail_text(klua *K, const char *message) {
    size_t length = strlen(message);
    if (length >= KLUA_MESSAGE_SIZE) length = KLUA_MESSAGE_SIZE - 1;
    memcpy(K->failure.message, message, length);
    K->failure.message[length] = 0;
    K->failure.length = length;
}

static void keep_message(klua *K, lua_State *L, int index) {
    size_t length = 0;
    const char *text = NULL;
    char number[64];
    int type = lua_type(L, index);
    if (type == LUA_TSTRING) {
        text = lua_tolstring(L, index, &length);
    } else if (type == LUA_TNUMBER) {
        if (lua_isinteger(L, index)) snprintf(number, sizeof number, LUA_INTEGER_FMT, lua_tointeger(L, index));
        else snprintf(number, sizeof number, "%.14g", lua_tonumber(L, index));
        text = number;
        length = strlen(number);
    } else if (type == LUA_TTABLE) {
        // Raw, and without making a string for the key: this may run when there is no memory left.
        lua_pushnil(L);
        while (lua_next(L, index)) {
            if (lua_type(L, -2) == LUA_TSTRING && lua_type(L, -1) == LUA_TSTRING
                && strcmp(lua_tostring(L, -2), "message") == 0) {
                text = lua_tolstring(L, -1, &length);
                lua_pop(L, 2);
                break;
            }
            lua_pop(L, 1);
        }
    }
    if (!text) {
        klua_fail_text(K, "(the error is a ");
        strncat(K->failure.message, lua_typename(L, type), 32);
        strcat(K->failure.message, type == LUA_TNIL ? " value)" : ")");
        K->failure.length = strlen(K->failure.message);
        return;
    }
    if (length >= KLUA_MESSAGE_SIZE) length = KLUA_MESSAGE_SIZE - 1;
    memcpy(K->failure.message, text, length);
    K->failure.message[length] = 0;
    K->failure.length = length;
}

// Drops a leading `source:line: ` that speaks of this frame; whether it did.
static int strip_position(klua_failure *failure, const char *short_source, int line) {
    char prefix[LUA_IDSIZE + 24];
    int length = snprintf(prefix, sizeof prefix, "%s:%d: ", short_source, line);
    if (length <= 0 || (size_t)length > failure->length) return 0;
    if (memcmp(failure->message, prefix, (size_t)length) != 0) return 0;
    failure->length -= (size_t)length;
    memmove(failure->message, failure->message + length, failure->length + 1);
    return 1;
}

static void keep_trace(klua *K, lua_State *L) {
    klua_failure *failure = &K->failure;
    lua_Debug frame;
    for (int level = 0; failure->places < KLUA_TRACE_LINES && lua_getstack(L, level, &frame); level++) {
        lua_getinfo(L, "Sl", &frame);
        if (frame.currentline <= 0) continue;
        klua_place *place = &failure->trace[failure->places];
        size_t length = frame.srclen;
        const char *source = frame.source;
        if (length > 0 && (*source == '@' || *source == '=')) {
            source++;
            length--;
        }
        if (length >= KLUA_SOURCE_SIZE) length = KLUA_SOURCE_SIZE - 1;
        memcpy(place->source, source, length);
        place->source[length] = 0;
        place->line = frame.currentline;
        if (failure->origin < 0 && strip_position(failure, frame.short_src, frame.currentline)) {
            failure->origin = failure->places;
        }
        failure->places++;
    }
    if (failure->origin < 0 && failure->places > 0) failure->origin = 0;
}

// Whether the error on top is the one that a host function threw last.
int klua_is_host_error(lua_State *L) {
    lua_rawgeti(L, LUA_REGISTRYINDEX, klua_of(L)->host_error);
    int same = lua_type(L, -2) == LUA_TSTRING && lua_rawequal(L, -2, -1);
    lua_pop(L, 1);
    return same;
}

int klua_message_handler(lua_State *L) {
    klua *K = klua_of(L);
    if (K->is_placed) return 1;
    K->failure.places = 0;
    K->failure.origin = -1;
    K->failure.from_host = 0;
    keep_message(K, L, 1);
    if (lua_checkstack(L, 4)) K->failure.from_host = klua_is_host_error(L);
    keep_trace(K, L);
    lua_settop(L, 1);
    return 1;
}

// Notes where the verdict was given. What is raised again further out, below a pcall or a coroutine, is its echo.
void klua_place_verdict(lua_State *L) {
    klua *K = klua_of(L);
    if (K->is_placed) return;
    K->is_placed = 1;
    K->failure.length = 0;
    K->failure.places = 0;
    K->failure.origin = -1;
    K->failure.from_host = 0;
    keep_trace(K, L);
}

void klua_record_failure(klua *K, int lua_status) {
    if (lua_status == LUA_ERRMEM && K->verdict == KLUA_OK) K->verdict = KLUA_LIMIT_MEMORY;
    // Memory errors and errors in the handler do not pass through it.
    if (!K->is_placed && (lua_status != LUA_ERRRUN || K->verdict == KLUA_LIMIT_MEMORY)) {
        if (lua_status != LUA_ERRRUN) {
            K->failure.places = 0;
            K->failure.origin = -1;
        }
        K->failure.from_host = 0;
        if (lua_status == LUA_ERRERR) klua_fail_text(K, "stack overflow");
    }
    K->failure.call_kind = K->call_kind;
    K->last_status = K->verdict == KLUA_OK ? KLUA_FAILED : K->verdict;
}

const char *klua_failure_message(const klua *K, size_t *length) {
    *length = K->failure.length;
    return K->failure.message;
}

int32_t klua_failure_place(const klua *K, int32_t index, const char **source) {
    if (index < 0 || index >= K->failure.places) return 0;
    *source = K->failure.trace[index].source;
    return K->failure.trace[index].line;
}

int32_t klua_failure_origin(const klua *K) { return K->failure.origin; }
int32_t klua_failure_call_kind(const klua *K) { return K->failure.call_kind; }
int klua_failure_is_from_host(const klua *K) { return K->failure.from_host; }
