/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Token drivers (PKCS#11 modules) that are installed on this computer. They are found by name and
 * by reading their headers; nothing is ever loaded here. */

typedef struct {
  char *path;    /* absolute */
  char *vendor;  /* "Viettel-CA"; NULL when only the system's configuration names it */
  char *hint;    /* (nullable): what a user of this vendor should know, in the user's language */
  char *help;    /* (nullable): the address of a page with the driver */
  gboolean own;  /* the person named the file */
  guint64 stamp; /* another number when the file is another one; 0 when it is not there */
  guint failure; /* remembered: SOKY_TOKEN_ERROR_DRIVER_DIED or _HUNG; 0 when it may be asked */
} SokyModule;

SokyModule *soky_module_copy (const SokyModule *self);
void soky_module_free (SokyModule *self);

/* Where to look. */
typedef struct {
  char *drivers_file;   /* drivers.ini */
  GStrv config_folders; /* p11-kit's *.module files */
  char *module_folder;  /* where p11-kit looks for modules without a folder */
  char *own_file;       /* (nullable): the list of files that the person named */
} SokyModulePlaces;

/* p11-kit's folders of this system and of the user, and drivers.ini of this program. */
void soky_module_places_init (SokyModulePlaces *self);
void soky_module_places_clear (SokyModulePlaces *self);

/* Returns: (transfer full) (element-type SokyModule): each file once, the person's own first, then
 * those of drivers.ini. Own ones that are gone are in it too. */
GPtrArray *soky_module_find (const SokyModulePlaces *places);

/* Returns: (transfer full): the folders where a driver may appear, there or not */
GStrv soky_module_list_folders (const SokyModulePlaces *places);
/* (transfer full): a driver at @path that is looked for nowhere */
SokyModule *soky_module_new (const char *path);

/**
 * soky_module_find_missing:
 * @modules: (element-type SokyModule): the drivers that are installed
 * @usb: what is plugged in (soky_platform_list_usb())
 *
 * Returns: (transfer full) (nullable): the vendor of a token that is plugged in though no driver of
 *   theirs is installed, with hint and help; its path is %NULL
 */
SokyModule *soky_module_find_missing (const SokyModulePlaces *places, GPtrArray *modules,
                                      const char *const *usb);

/* The person's own list, by default the one in the user's configuration. */
char *soky_module_own_file (void);
/* Returns: (transfer full): empty when there is none */
GStrv soky_module_list_own (const char *file);
/* Puts @path first; %SOKY_TOKEN_ERROR_NOT_A_DRIVER when it is none. */
gboolean soky_module_add_own (const char *file, const char *path, GError **error);
gboolean soky_module_remove_own (const char *file, const char *path, GError **error);

/**
 * soky_module_check:
 * @path: (type filename): a file
 *
 * Returns: whether it is a module for this machine; if not, %SOKY_TOKEN_ERROR_NOT_A_DRIVER says why
 */
gboolean soky_module_check (const char *path, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SokyModule, soky_module_free)
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SokyModulePlaces, soky_module_places_clear)

G_END_DECLS
