// Lua 5.4. Swift never calls what may raise: everything passes through CLua's protected trampolines.
#pragma once
#include <lua.h>
#include <lauxlib.h>
#include <lualib.h>
