// SPDX-License-Identifier: Apache-2.0
// PCRE2 chooses its code unit width by a macro, and its functions are macros that Swift can't see.
#pragma once
#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>
