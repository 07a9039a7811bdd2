/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Token drivers (PKCS#11 modules) that are installed on this computer. They are found by name and
 * by reading their headers; nothing is ever loaded here. */

typedef struct {
  char *path;   /* absolute */
  char *vendor; /* "Viettel-CA"; NULL when only the system's configuration names it */
  char *hint;   /* (nullable): what a user of this vendor should know, in the user's language */
  char *help;   /* (nullable): the address of a page with the driver */
} SokyModule;

SokyModule *soky_module_copy (const SokyModule *self);
void soky_module_free (SokyModule *self);

/* Where to look. */
typedef struct {
  char *drivers_file;   /* drivers.ini */
  GStrv config_folders; /* p11-kit's *.module files */
  char *module_folder;  /* where p11-kit looks for modules without a folder */
} SokyModulePlaces;

/* p11-kit's folders of this system and of the user, and drivers.ini of this program. */
void soky_module_places_init (SokyModulePlaces *self);
void soky_module_places_clear (SokyModulePlaces *self);

/* Returns: (transfer full) (element-type SokyModule): each file once, those of drivers.ini first */
GPtrArray *soky_module_find (const SokyModulePlaces *places);

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
