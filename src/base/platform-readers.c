/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The readers that PC/SC knows (PC/SC Workgroup, part 5). Its library is there only where somebody
 * uses smart cards, so it is looked for when it is asked. */
#include "config.h"

#include "base/platform.h"

#include <gmodule.h>
#include <string.h>

#ifdef G_OS_WIN32
#define LIBRARY "winscard.dll"
#define LIST_READERS "SCardListReadersA"
typedef gint32 Result;
typedef guint32 Count;
typedef guintptr Context;
#else
#define LIBRARY "libpcsclite.so.1"
#define LIST_READERS "SCardListReaders"
typedef long Result;
typedef unsigned long Count;
typedef long Context;
#endif

#define SCOPE_USER 0
#define DONE 0
#define NO_READERS 0x8010002E /* SCARD_E_NO_READERS_AVAILABLE */
#define MOST_BYTES 65536

typedef struct {
  Result (*establish) (Count scope, const void *reserved, const void *reserved_too, Context *);
  Result (*release) (Context);
  Result (*list) (Context, const char *groups, char *names, Count *length);
} Library;

static gboolean
load (GModule *module, Library *self)
{
  return g_module_symbol (module, "SCardEstablishContext", (gpointer *) &self->establish) &&
         g_module_symbol (module, "SCardReleaseContext", (gpointer *) &self->release) &&
         g_module_symbol (module, LIST_READERS, (gpointer *) &self->list);
}

/* Names that end with a zero each, and one more at the end of all. */
static GStrv
split (const char *names, gsize length)
{
  g_autoptr (GStrvBuilder) list = g_strv_builder_new ();

  for (const char *name = names; name < names + length && *name != '\0';) {
    gsize bytes = strnlen (name, (gsize) (names + length - name));
    g_autofree char *copy = g_strndup (name, bytes);
    g_autofree char *text = g_utf8_make_valid (copy, -1);
    g_strv_builder_add (list, text);
    name += bytes + 1;
  }
  return g_strv_builder_end (list);
}

static GStrv
ask (const Library *library, Context context)
{
  Count length = 0;
  Result result = library->list (context, NULL, NULL, &length);

  if ((guint32) result == NO_READERS)
    return g_new0 (char *, 1);
  if (result != DONE || length > MOST_BYTES)
    return NULL;
  g_autofree char *names = g_malloc0 (length + 1);
  result = library->list (context, NULL, names, &length);
  return result == DONE ? split (names, length) : NULL;
}

static GStrv
ask_service (GModule *module)
{
  Library library;
  Context context;

  if (!load (module, &library) || library.establish (SCOPE_USER, NULL, NULL, &context) != DONE)
    return NULL;
  GStrv names = ask (&library, context);
  library.release (context);
  return names;
}

GStrv
soky_platform_list_readers (void)
{
  GModule *module = g_module_open (LIBRARY, G_MODULE_BIND_LAZY | G_MODULE_BIND_LOCAL);
  GStrv names = module != NULL ? ask_service (module) : NULL;

  if (module != NULL)
    g_module_close (module);
  return names;
}
