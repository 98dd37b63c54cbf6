// SPDX-License-Identifier: Apache-2.0
//
// zlib's functions that are macros in its header, for raw deflate without a wrapper (RFC 1951).
#pragma once
#include <zlib.h>

static inline int kontor_inflate_start(z_stream *stream) { return inflateInit2(stream, -15); }

static inline int kontor_deflate_start(z_stream *stream) {
  return deflateInit2(stream, Z_DEFAULT_COMPRESSION, Z_DEFLATED, -15, 8, Z_DEFAULT_STRATEGY);
}
