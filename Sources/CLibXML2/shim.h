// libxml2: parsing with positions and RELAX NG validation. Only what XMLDocuments needs is included.
#pragma once
#include <libxml/xmlversion.h>
// Debian builds libxml2 with ICU, whose headers collide with the copy of ICU inside Foundation as soon as one module
// sees both. Without this the last two fields of xmlCharEncodingHandler disappear; we never touch that structure.
#undef LIBXML_ICU_ENABLED
#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <libxml/SAX2.h>
#include <libxml/tree.h>
#include <libxml/relaxng.h>
#include <libxml/xmlerror.h>
