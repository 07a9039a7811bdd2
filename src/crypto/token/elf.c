/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "crypto/token/image.h"

#define ELF_LIBRARY 3
#define SEGMENT_LOAD 1
#define SEGMENT_DYNAMIC 2
#define TAG_END 0
#define TAG_HASH 4
#define TAG_STRINGS 5
#define TAG_SYMBOLS 6
#define TAG_GNU_HASH 0x6ffffef5
#define MAX_TAGS 4096
#define MAX_SEGMENTS 256

#if defined(__x86_64__)
#define ELF_MACHINE 62
#elif defined(__i386__)
#define ELF_MACHINE 3
#elif defined(__aarch64__)
#define ELF_MACHINE 183
#elif defined(__arm__)
#define ELF_MACHINE 40
#elif defined(__riscv)
#define ELF_MACHINE 243
#elif defined(__powerpc64__)
#define ELF_MACHINE 21
#elif defined(__s390x__)
#define ELF_MACHINE 22
#elif defined(__loongarch__)
#define ELF_MACHINE 258
#else
#error "which machine's drivers can this one load?"
#endif

/* Where the fields lie in files of this machine's word size. */
#if GLIB_SIZEOF_VOID_P == 8
enum { CLASS = 2, PHOFF = 32, PHENTSIZE = 54, P_OFFSET = 8, P_VADDR = 16, P_FILESZ = 32 };
enum { SYMBOL_SIZE = 24, SYMBOL_SECTION = 6 };
#else
enum { CLASS = 1, PHOFF = 28, PHENTSIZE = 42, P_OFFSET = 4, P_VADDR = 8, P_FILESZ = 16 };
enum { SYMBOL_SIZE = 16, SYMBOL_SECTION = 14 };
#endif
#define WORD GLIB_SIZEOF_VOID_P

/* Offsets in the file of what the loader uses; 0 when the file does not have it. */
typedef struct {
  SokyImageView view;
  guint64 segments;
  guint segment_size;
  guint segment_count;
  guint64 strings;
  guint64 symbols;
  guint64 hash;
  guint64 gnu_hash;
} Elf;

/* The offset of the segment header of @type number @index, or 0. */
static guint64
find_segment (Elf *elf, guint type, guint *index)
{
  for (; *index < elf->segment_count && !elf->view.bad; (*index)++) {
    guint64 at = elf->segments + (guint64) *index * elf->segment_size;
    if (soky_image_number (&elf->view, at, 4) == type)
      return at;
  }
  return 0;
}

static guint64
offset_of_address (Elf *elf, guint64 address)
{
  for (guint i = 0;; i++) {
    guint64 at = find_segment (elf, SEGMENT_LOAD, &i);
    if (at == 0)
      return 0;
    guint64 start = soky_image_number (&elf->view, at + P_VADDR, WORD);
    guint64 size = soky_image_number (&elf->view, at + P_FILESZ, WORD);
    guint64 offset = soky_image_number (&elf->view, at + P_OFFSET, WORD);
    if (address >= start && address - start < size && offset < elf->view.length)
      return offset + (address - start);
  }
}

static void
read_dynamic (Elf *elf)
{
  guint index = 0;
  guint64 segment = find_segment (elf, SEGMENT_DYNAMIC, &index);
  if (segment == 0)
    return;

  guint64 at = soky_image_number (&elf->view, segment + P_OFFSET, WORD);
  for (guint i = 0; i < MAX_TAGS && !elf->view.bad; i++, at += 2 * WORD) {
    guint64 tag = soky_image_number (&elf->view, at, WORD);
    guint64 address = soky_image_number (&elf->view, at + WORD, WORD);
    if (tag == TAG_END)
      return;
    if (tag == TAG_STRINGS)
      elf->strings = offset_of_address (elf, address);
    else if (tag == TAG_SYMBOLS)
      elf->symbols = offset_of_address (elf, address);
    else if (tag == TAG_HASH)
      elf->hash = offset_of_address (elf, address);
    else if (tag == TAG_GNU_HASH)
      elf->gnu_hash = offset_of_address (elf, address);
  }
}

/* Whether the symbol number @index has this name and is defined here. */
static gboolean
symbol_is (Elf *elf, guint64 index, const char *name)
{
  guint64 at = elf->symbols + index * SYMBOL_SIZE;
  guint64 text = soky_image_number (&elf->view, at, 4);
  guint64 section = soky_image_number (&elf->view, at + SYMBOL_SECTION, 2);
  return section != 0 && soky_image_text_is (&elf->view, elf->strings + text, name);
}

static gboolean
find_in_gnu_hash (Elf *elf, const char *name)
{
  guint32 hash = 5381;
  for (const char *p = name; *p != '\0'; p++)
    hash = hash * 33 + (guint8) *p;

  SokyImageView *view = &elf->view;
  guint64 buckets = soky_image_number (view, elf->gnu_hash, 4);
  guint64 first = soky_image_number (view, elf->gnu_hash + 4, 4);
  guint64 filters = soky_image_number (view, elf->gnu_hash + 8, 4);
  guint64 bucket_table = elf->gnu_hash + 16 + filters * WORD;
  guint64 chain_table = bucket_table + buckets * 4;
  if (buckets == 0)
    return FALSE;

  guint64 index = soky_image_number (view, bucket_table + hash % buckets * 4, 4);
  for (; index >= first && !view->bad; index++) {
    guint64 link = soky_image_number (view, chain_table + (index - first) * 4, 4);
    if ((link | 1) == (hash | 1) && symbol_is (elf, index, name))
      return TRUE;
    if ((link & 1) != 0)
      break;
  }
  return FALSE;
}

static gboolean
find_in_hash (Elf *elf, const char *name)
{
  guint32 hash = 0;
  for (const char *p = name; *p != '\0'; p++) {
    hash = (hash << 4) + (guint8) *p;
    guint32 high = hash & 0xf0000000;
    hash = (hash ^ high >> 24) & ~high;
  }

  SokyImageView *view = &elf->view;
  guint64 buckets = soky_image_number (view, elf->hash, 4);
  guint64 chains = soky_image_number (view, elf->hash + 4, 4);
  guint64 chain_table = elf->hash + 8 + buckets * 4;
  if (buckets == 0 || chains > view->length / 4)
    return FALSE;

  guint64 index = soky_image_number (view, elf->hash + 8 + hash % buckets * 4, 4);
  for (guint64 steps = 0; index != 0 && steps < chains && !view->bad; steps++) {
    if (symbol_is (elf, index, name))
      return TRUE;
    index = soky_image_number (view, chain_table + index * 4, 4);
  }
  return FALSE;
}

SokyImageVerdict
soky_elf_examine (const guint8 *data, gsize length, const char *symbol)
{
  Elf elf = {.view = {data, length, G_BYTE_ORDER == G_BIG_ENDIAN, FALSE}};
  SokyImageView *view = &elf.view;

  if (length < 20 || data[0] != 0x7f || data[1] != 'E' || data[2] != 'L' || data[3] != 'F')
    return SOKY_IMAGE_UNKNOWN;
  if (data[4] != CLASS || data[5] != (view->big_endian ? 2 : 1) ||
      soky_image_number (view, 18, 2) != ELF_MACHINE)
    return SOKY_IMAGE_OTHER_MACHINE;
  if (soky_image_number (view, 16, 2) != ELF_LIBRARY)
    return SOKY_IMAGE_NO_LIBRARY;

  elf.segments = soky_image_number (view, PHOFF, WORD);
  elf.segment_size = (guint) soky_image_number (view, PHENTSIZE, 2);
  elf.segment_count = (guint) MIN (soky_image_number (view, PHENTSIZE + 2, 2), MAX_SEGMENTS);
  read_dynamic (&elf);
  if (view->bad || elf.strings == 0 || elf.symbols == 0)
    return SOKY_IMAGE_UNKNOWN;

  gboolean found = elf.gnu_hash != 0 ? find_in_gnu_hash (&elf, symbol)
                                     : elf.hash != 0 && find_in_hash (&elf, symbol);
  return found ? SOKY_IMAGE_GOOD : SOKY_IMAGE_NO_SYMBOL;
}
