// Exact decimals: a value of more digits than a number of Lua holds is one of these, and computes exactly.
//
// There is one form for each value: what has at most 15 digits is a plain number, so that comparing with literals works;
// what has more is a decimal. A result that does not fit is an error, never a nearby value.
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "internal.h"

typedef __int128 wide;

typedef struct {
    int64_t unscaled;
    int32_t scale;
} decimal;

enum { MOST_PLACES = 18 };
static const int64_t LARGEST = 999999999999999999;      // 18 nines, as the host's decimals have them
static const int64_t LARGEST_NUMBER = 999999999999999;  // 15 nines: any such decimal survives a double

static wide power_of_ten(int exponent) {
    wide result = 1;
    while (exponent-- > 0) result *= 10;
    return result;
}

static wide magnitude(wide value) { return value < 0 ? -value : value; }

// ---- Pushing: the one form of a value

static int shorten(wide *unscaled, int *scale) {
    while (*scale > 0 && *unscaled % 10 == 0) {
        *unscaled /= 10;
        (*scale)--;
    }
    return *scale <= MOST_PLACES && magnitude(*unscaled) <= LARGEST;
}

// A whole number stays an integer only where integers made it.
static void push(lua_State *L, wide unscaled, int scale) {
    if (!shorten(&unscaled, &scale)) {
        luaL_error(L, "the result has more than 18 digits: use math.round first");
    }
    if (magnitude(unscaled) <= LARGEST_NUMBER) {
        lua_pushnumber(L, (double)(int64_t)unscaled / (double)power_of_ten(scale));
        return;
    }
    decimal *value = lua_newuserdatauv(L, sizeof *value, 0);
    *value = (decimal){(int64_t)unscaled, scale};
    lua_rawgeti(L, LUA_REGISTRYINDEX, klua_of(L)->decimal_metatable);
    lua_setmetatable(L, -2);
}

void klua_push_decimal(lua_State *L, int64_t unscaled, int scale) { push(L, unscaled, scale); }

// ---- Reading

static decimal *pointer(lua_State *L, int index) {
    if (lua_type(L, index) != LUA_TUSERDATA || !lua_getmetatable(L, index)) return NULL;
    lua_rawgeti(L, LUA_REGISTRYINDEX, klua_of(L)->decimal_metatable);
    int is_ours = lua_rawequal(L, -1, -2);
    lua_pop(L, 2);
    return is_ours ? lua_touserdata(L, index) : NULL;
}

int klua_is_decimal(lua_State *L, int index) { return pointer(L, index) != NULL; }

int klua_emit_decimal(lua_State *L, int index, klua_node *node) {
    decimal *value = pointer(L, index);
    if (!value) return 0;
    *node = (klua_node){KLUA_DECIMAL, (uint32_t)value->scale, value->unscaled};
    return 1;
}

double klua_nearest_double(lua_State *L, int index) {
    decimal *value = pointer(L, index);
    return value ? (double)value->unscaled / (double)power_of_ten(value->scale) : 0;
}

// Reads `-12.50` and `1.25e+20`; whether it is a number of at most 18 digits.
static int parse(const char *text, decimal *result) {
    int negative = *text == '-', digits = 0, seen_point = 0;
    int64_t unscaled = 0;
    int scale = 0;
    if (*text == '-' || *text == '+') text++;
    for (; (*text >= '0' && *text <= '9') || *text == '.'; text++) {
        if (*text == '.') {
            if (seen_point++) return 0;
            continue;
        }
        if (unscaled > LARGEST / 10) return 0;
        unscaled = unscaled * 10 + (*text - '0');
        digits++;
        if (seen_point) scale++;
    }
    if (digits == 0) return 0;
    if (*text == 'e' || *text == 'E') {
        char *end;
        long exponent = strtol(text + 1, &end, 10);
        if (end == text + 1 || *end || exponent < -400 || exponent > 400) return 0;
        scale -= (int)exponent;
    } else if (*text) {
        return 0;
    }
    wide value = negative ? -(wide)unscaled : unscaled;
    for (; scale < 0; scale++) {
        value *= 10;
        if (magnitude(value) > LARGEST) return 0;
    }
    if (!shorten(&value, &scale)) return 0;
    *result = (decimal){(int64_t)value, scale};
    return 1;
}

// The decimal that a number stands for: the shortest text that reads back as it.
static int from_double(double number, decimal *result) {
    if (!isfinite(number)) return 0;
    char text[40];
    for (int digits = 15; digits <= 17; digits++) {
        snprintf(text, sizeof text, "%.*g", digits, number);
        if (strtod(text, NULL) == number) break;
    }
    return parse(text, result);
}

// Whether the value at `index` is a number or a decimal that can be computed with exactly.
static int read_value(lua_State *L, int index, decimal *result) {
    decimal *value = pointer(L, index);
    if (value) {
        *result = *value;
        return 1;
    }
    if (lua_type(L, index) != LUA_TNUMBER) return 0;
    if (!lua_isinteger(L, index)) return from_double(lua_tonumber(L, index), result);
    *result = (decimal){lua_tointeger(L, index), 0};
    return 1;
}

typedef struct {
    wide left, right;
    int scale;
} pair;

static pair operands(lua_State *L, const char *verb) {
    decimal left, right;
    klua_charge(L, 5);
    if (!read_value(L, 1, &left) || !read_value(L, 2, &right)) {
        int wrong = read_value(L, 1, &left) ? 2 : 1;
        if (lua_type(L, wrong) == LUA_TNUMBER) luaL_error(L, "this number is too large to %s with a decimal", verb);
        luaL_error(L, "attempt to %s a decimal and a %s value", verb, luaL_typename(L, wrong));
    }
    int scale = left.scale > right.scale ? left.scale : right.scale;
    return (pair){
        (wide)left.unscaled * power_of_ten(scale - left.scale), (wide)right.unscaled * power_of_ten(scale - right.scale),
        scale};
}

// ---- Arithmetic

static int add(lua_State *L) {
    pair p = operands(L, "add");
    push(L, p.left + p.right, p.scale);
    return 1;
}

static int subtract(lua_State *L) {
    pair p = operands(L, "subtract");
    push(L, p.left - p.right, p.scale);
    return 1;
}

static int multiply(lua_State *L) {
    decimal left, right;
    operands(L, "multiply");
    read_value(L, 1, &left);
    read_value(L, 2, &right);
    push(L, (wide)left.unscaled * right.unscaled, left.scale + right.scale);
    return 1;
}

// To as many digits as there is room for, the last one rounded.
static int divide(lua_State *L) {
    pair p = operands(L, "divide");
    if (p.right == 0) return luaL_error(L, "attempt to divide a decimal by zero");
    int negative = (p.left < 0) != (p.right < 0), scale = 0;
    wide divisor = magnitude(p.right), rest = magnitude(p.left) % divisor, result = magnitude(p.left) / divisor;
    while (rest != 0 && scale < MOST_PLACES && result <= LARGEST / 10) {
        rest *= 10;
        result = result * 10 + rest / divisor;
        rest %= divisor;
        scale++;
    }
    if (rest * 2 >= divisor) result++;
    push(L, negative ? -result : result, scale);
    return 1;
}

static wide floor_quotient(wide left, wide right) {
    wide quotient = left / right;
    return left % right != 0 && (left < 0) != (right < 0) ? quotient - 1 : quotient;
}

static int divide_whole(lua_State *L) {
    pair p = operands(L, "divide");
    if (p.right == 0) return luaL_error(L, "attempt to divide a decimal by zero");
    push(L, floor_quotient(p.left, p.right), 0);
    return 1;
}

static int modulo(lua_State *L) {
    pair p = operands(L, "divide");
    if (p.right == 0) return luaL_error(L, "attempt to divide a decimal by zero");
    push(L, p.left - floor_quotient(p.left, p.right) * p.right, p.scale);
    return 1;
}

static int negate(lua_State *L) {
    decimal *value = pointer(L, 1);
    push(L, -(wide)value->unscaled, value->scale);
    return 1;
}

// ---- Comparing: -1, 0 or 1; 2 where the other one is not a number at all

static int compare(lua_State *L) {
    decimal left, right;
    klua_charge(L, 5);
    int knows_left = read_value(L, 1, &left), knows_right = read_value(L, 2, &right);
    if (knows_left && knows_right) {
        pair p = operands(L, "compare");
        return p.left < p.right ? -1 : p.left > p.right;
    }
    if (lua_type(L, knows_left ? 2 : 1) != LUA_TNUMBER) {
        luaL_error(L, "attempt to compare a decimal with a %s value", luaL_typename(L, knows_left ? 2 : 1));
    }
    // A number of more digits than a decimal has: far above or below it, tiny, or none at all.
    double a = knows_left ? klua_nearest_double(L, 1) : lua_tonumber(L, 1);
    double b = knows_right ? klua_nearest_double(L, 2) : lua_tonumber(L, 2);
    return a < b ? -1 : a > b ? 1 : a == b ? 0 : 2;
}

static int is_equal(lua_State *L) {
    decimal *left = pointer(L, 1), *right = pointer(L, 2);
    // Both are in the one form that a value has.
    lua_pushboolean(L, left && right && left->unscaled == right->unscaled && left->scale == right->scale);
    return 1;
}

static int is_less(lua_State *L) {
    lua_pushboolean(L, compare(L) == -1);
    return 1;
}

static int is_less_or_equal(lua_State *L) {
    int order = compare(L);
    lua_pushboolean(L, order == -1 || order == 0);
    return 1;
}

// ---- Texts

static int to_text(lua_State *L) {
    decimal *value = pointer(L, 1);
    char digits[32], text[48];
    uint64_t size = (uint64_t)(value->unscaled < 0 ? -value->unscaled : value->unscaled);
    int length = snprintf(digits, sizeof digits, "%0*llu", value->scale + 1, (unsigned long long)size);
    const char *sign = value->unscaled < 0 ? "-" : "";
    int whole = length - value->scale;
    if (value->scale == 0) snprintf(text, sizeof text, "%s%s", sign, digits);
    else snprintf(text, sizeof text, "%s%.*s.%s", sign, whole, digits, digits + whole);
    lua_pushstring(L, text);
    return 1;
}

static int concatenate(lua_State *L) {
    for (int i = 1; i <= 2; i++) {
        if (!pointer(L, i)) {
            if (!lua_isstring(L, i)) return luaL_error(L, "attempt to concatenate a %s value", luaL_typename(L, i));
            continue;
        }
        lua_pushcfunction(L, klua_tostring);
        lua_pushvalue(L, i);
        lua_call(L, 1, 1);
        lua_replace(L, i);
    }
    lua_settop(L, 2);
    lua_concat(L, 2);
    return 1;
}

void klua_make_decimals(lua_State *L) {
    static const luaL_Reg events[] = {
        {"__add", add},           {"__sub", subtract},    {"__mul", multiply},        {"__div", divide},
        {"__idiv", divide_whole}, {"__mod", modulo},      {"__unm", negate},          {"__eq", is_equal},
        {"__lt", is_less},        {"__le", is_less_or_equal}, {"__tostring", to_text}, {"__concat", concatenate},
        {NULL, NULL},
    };
    lua_createtable(L, 0, 16);
    luaL_setfuncs(L, events, 0);
    lua_pushliteral(L, "decimal");
    lua_setfield(L, -2, "__name");
    lua_pushboolean(L, 0);
    lua_setfield(L, -2, "__metatable");
    klua_of(L)->decimal_metatable = luaL_ref(L, LUA_REGISTRYINDEX);
}

// ---- math

// math.decimal(text): exactly what is written, whatever number of digits it has.
static int make_decimal(lua_State *L) {
    decimal value;
    if (lua_type(L, 1) == LUA_TSTRING ? !parse(lua_tostring(L, 1), &value) : !read_value(L, 1, &value)) {
        return luaL_error(L, "math.decimal takes a number of at most 18 digits, such as \"1234.50\"");
    }
    push(L, value.unscaled, value.scale);
    return 1;
}

// math.round(value [, places]): halves go away from zero, as on an invoice.
static int round_value(lua_State *L) {
    decimal value;
    lua_Integer places = luaL_optinteger(L, 2, 0);
    luaL_argcheck(L, places >= 0 && places <= MOST_PLACES, 2, "0 to 18 places");
    if (lua_isinteger(L, 1)) {
        lua_settop(L, 1);
        return 1;
    }
    if (!read_value(L, 1, &value)) {
        // Too large to have places that could be rounded, or too small to leave anything.
        lua_Number number = luaL_checknumber(L, 1);
        lua_pushnumber(L, fabs(number) < 1e-18 ? 0 : number);
        return 1;
    }
    if (value.scale > places) {
        wide unit = power_of_ten(value.scale - (int)places), half = unit / 2;
        wide rounded = (value.unscaled + (value.unscaled < 0 ? -half : half)) / unit;
        push(L, rounded, (int)places);
    } else {
        push(L, value.unscaled, value.scale);
    }
    return 1;
}

// The functions of `math` that make sense of a decimal; all others take numbers.
static int exact_floor(lua_State *L) {
    decimal *value = pointer(L, 1);
    if (!value) return klua_forward(L);
    push(L, floor_quotient(value->unscaled, power_of_ten(value->scale)), 0);
    return 1;
}

static int exact_ceil(lua_State *L) {
    decimal *value = pointer(L, 1);
    if (!value) return klua_forward(L);
    push(L, -floor_quotient(-(wide)value->unscaled, power_of_ten(value->scale)), 0);
    return 1;
}

static int exact_abs(lua_State *L) {
    decimal *value = pointer(L, 1);
    if (!value) return klua_forward(L);
    push(L, magnitude(value->unscaled), value->scale);
    return 1;
}

// The first of the arguments that is beyond all others in the direction.
static int outermost(lua_State *L, int greatest) {
    int count = lua_gettop(L), has_decimal = 0;
    for (int i = 1; i <= count; i++) has_decimal |= klua_is_decimal(L, i);
    if (!has_decimal) return klua_forward(L);
    klua_charge(L, count);
    int best = 1;
    for (int i = 2; i <= count; i++) {
        lua_pushvalue(L, greatest ? best : i);
        lua_pushvalue(L, greatest ? i : best);
        if (lua_compare(L, -2, -1, LUA_OPLT)) best = i;
        lua_pop(L, 2);
    }
    lua_pushvalue(L, best);
    return 1;
}

static int exact_max(lua_State *L) { return outermost(L, 1); }
static int exact_min(lua_State *L) { return outermost(L, 0); }

void klua_guard_decimal_math(lua_State *L) {
    klua_wrap(L, "floor", exact_floor);
    klua_wrap(L, "ceil", exact_ceil);
    klua_wrap(L, "abs", exact_abs);
    klua_wrap(L, "max", exact_max);
    klua_wrap(L, "min", exact_min);
    lua_pushcfunction(L, make_decimal);
    lua_setfield(L, -2, "decimal");
    lua_pushcfunction(L, round_value);
    lua_setfield(L, -2, "round");
}
