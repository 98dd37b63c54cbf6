// SPDX-License-Identifier: Apache-2.0
//
// What Swift can't reach in GMime by itself: iconv's pointers to pointers, states kept by value, object casts.
#pragma once
#include <errno.h>
#include <gmime/gmime.h>
#include <iconv.h>
#include <stdint.h>

// Encodes a content transfer encoding. `out` must hold `kontor_mime_encoded_bound(encoding, length)` bytes.
static inline size_t kontor_mime_encode(
    GMimeContentEncoding encoding, const char *in, size_t length, char *out) {
  GMimeEncoding state;
  g_mime_encoding_init_encode(&state, encoding);
  return g_mime_encoding_flush(&state, in, length, out);
}

// The largest size that encoding `length` bytes can give.
static inline size_t kontor_mime_encoded_bound(GMimeContentEncoding encoding, size_t length) {
  GMimeEncoding state;
  g_mime_encoding_init_encode(&state, encoding);
  return g_mime_encoding_outlen(&state, length) + 4;
}

// Writes the text of a Date header in UTC; `out` must hold 64 bytes. Gives 0 when the year is out of range.
static inline int kontor_mime_format_date(int64_t seconds, char *out) {
  GDateTime *date = g_date_time_new_from_unix_utc(seconds);
  if (date == NULL) return 0;
  char *text = g_mime_utils_header_format_date(date);
  g_strlcpy(out, text, 64);
  g_free(text);
  g_date_time_unref(date);
  return 1;
}

// iconv_t is a pointer whose failure value is (iconv_t)-1: here it is NULL.
static inline void *kontor_iconv_open(const char *to, const char *from) {
  iconv_t converter = g_mime_iconv_open(to, from);
  return converter == (iconv_t)-1 ? NULL : (void *)converter;
}

// One iconv step over buffers given by base and size: moves `consumed` and `produced`, gives 0 or errno.
static inline int kontor_iconv(
    void *converter, const char *in, size_t in_size, size_t *consumed, char *out, size_t out_size, size_t *produced) {
  char *from = (char *)in + *consumed, *to = out + *produced;
  size_t in_left = in_size - *consumed, out_left = out_size - *produced;
  size_t result = iconv((iconv_t)converter, &from, &in_left, &to, &out_left);
  int failure = result == (size_t)-1 ? errno : 0;
  *consumed = in_size - in_left;
  *produced = out_size - out_left;
  return failure;
}

static inline void kontor_iconv_close(void *converter) { g_mime_iconv_close((iconv_t)converter); }
