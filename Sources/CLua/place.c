// The line of a script that called the host last.
#include <string.h>

#include "internal.h"

void klua_note_place(lua_State *L) {
    klua_place *place = &klua_of(L)->call;
    lua_Debug frame;
    place->line = 0;
    for (int level = 0; level < KLUA_TRACE_LINES && lua_getstack(L, level, &frame); level++) {
        lua_getinfo(L, "Sl", &frame);
        if (frame.currentline <= 0) continue;
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
        return;
    }
}

int32_t klua_call_place(const klua *K, const char **source) {
    *source = K->call.source;
    return K->call.line;
}
