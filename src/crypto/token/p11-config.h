/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * soky_p11_config_list_modules:
 * @folders: folders of *.module files (p11-kit's pkcs11.conf(5)); a file of the same name in a
 *   later folder overrides the settings of the earlier one
 * @module_folder: where modules lie that are named without a folder
 *
 * The configuration is read without p11-kit, whose own calls load every module at once.
 *
 * Returns: (transfer full): the paths of the modules that programs shall use; stores of trusted
 *   authorities and modules that are closed to this program are left out
 */
GStrv soky_p11_config_list_modules (const char *const *folders, const char *module_folder);

G_END_DECLS
