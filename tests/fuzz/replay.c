/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Runs a fuzz target over its seeds and a fixed count of mutations of each, the same every time. */
#include "config.h"

#include <gio/gio.h>
#include <stdint.h>

#define MUTATIONS 400
#define MAX_FLIPS 8

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t length);

static void
mutate (GRand *random, guint8 *data, gsize *length)
{
  gint flips = g_rand_int_range (random, 1, MAX_FLIPS + 1);

  for (gint i = 0; i<flips && * length> 1; i++) {
    gsize at = (gsize) g_rand_int_range (random, 0, (gint32) *length);
    switch (g_rand_int_range (random, 0, 4)) {
    case 0:
      data[at] = (guint8) g_rand_int (random);
      break;
    case 1:
      data[at] ^= (guint8) (1U << g_rand_int_range (random, 0, 8));
      break;
    case 2:
      *length = at;
      break;
    default:
      data[at] = (guint8) "0123456789<>[]()/ "[g_rand_int_range (random, 0, 18)];
      break;
    }
  }
}

static void
replay (const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *seed = NULL;
  gsize size = 0;

  if (!g_file_get_contents (path, &seed, &size, &error))
    g_error ("%s", error->message);
  LLVMFuzzerTestOneInput ((const uint8_t *) seed, size);

  g_autoptr (GRand) random = g_rand_new_with_seed (20260905);
  for (guint i = 0; i < MUTATIONS && size > 1; i++) {
    g_autofree guint8 *changed = g_memdup2 (seed, size);
    gsize length = size;
    mutate (random, changed, &length);
    /* a copy of the exact length lets the sanitizer see one byte too far */
    g_autofree guint8 *exact = g_memdup2 (changed, MAX (length, 1));
    LLVMFuzzerTestOneInput (exact, length);
  }
}

int
main (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GDir) seeds = argc == 2 ? g_dir_open (argv[1], 0, &error) : NULL;
  guint count = 0;

  if (seeds == NULL) {
    g_printerr ("usage: %s FOLDER-OF-SEEDS\n", argv[0]);
    return 2;
  }
  for (const char *name = g_dir_read_name (seeds); name; name = g_dir_read_name (seeds)) {
    g_autofree char *path = g_build_filename (argv[1], name, NULL);
    replay (path);
    count++;
  }
  g_print ("%u seeds, %u mutations of each\n", count, MUTATIONS);
  return count > 0 ? 0 : 1;
}
