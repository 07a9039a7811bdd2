/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Files that may be token drivers, of both systems. */
#include "config.h"

#include "crypto/token/image.h"

#include <stdint.h>

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t length);

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t length)
{
  soky_elf_examine (data, length, "C_GetFunctionList");
  soky_pe_examine (data, length, "C_GetFunctionList");
  return 0;
}
