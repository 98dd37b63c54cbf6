// SPDX-License-Identifier: Apache-2.0
// libarchive; its file types are macros with a cast, which Swift can't see.
#pragma once
#include <archive.h>
#include <archive_entry.h>

static inline int kontor_entry_is_file(struct archive_entry *entry) {
  return archive_entry_filetype(entry) == AE_IFREG && archive_entry_symlink(entry) == 0 &&
         archive_entry_hardlink(entry) == 0;
}
