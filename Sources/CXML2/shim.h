// SPDX-License-Identifier: Apache-2.0
#pragma once
// Debian's libxml2 knows ICU, whose headers clash with Foundation's own ICU in one Swift file. Nothing but
// the end of an encoding handler, which we don't touch, is declared differently without.
#include <libxml/xmlversion.h>
#undef LIBXML_ICU_ENABLED
#include <libxml/HTMLparser.h>
#include <libxml/dict.h>
#include <libxml/entities.h>
#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <string.h>

// The option sets, which Swift would have to spell with casts from three enumerations.
enum {
  KONTOR_HTML_OPTIONS = HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING | HTML_PARSE_NONET |
                        HTML_PARSE_IGNORE_ENC | HTML_PARSE_NOIMPLIED | HTML_PARSE_NODEFDTD,
  KONTOR_XML_OPTIONS = XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING,
};

// A SAX handler without any of libxml2's own callbacks: no tree, no entities, no output of errors.
static inline void kontor_xml_clear_handler(xmlSAXHandler *handler) {
  memset(handler, 0, sizeof *handler);
  handler->initialized = XML_SAX2_MAGIC;
}
