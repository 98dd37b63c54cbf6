// SPDX-License-Identifier: Apache-2.0

import CGMime

/// The library, set up once in a process before any of its functions: it keeps tables of charsets.
enum GMime {
  /// Sets it up on first use.
  static let start: Void = g_mime_init()
}
