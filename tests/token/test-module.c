/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/platform.h"
#include "crypto/token/module.h"
#include "crypto/token/p11-config.h"
#include "crypto/token/token.h"
#include "fixture.h"

#include <glib/gstdio.h>
#include <string.h>

/* Folders with drivers as they may lie on a computer. */
typedef struct {
  char *folder;
  char *library; /* a real module, which the others are copies of */
  SokyModulePlaces places;
} Fixture;

static char *
in_folder (Fixture *fixture, const char *relative)
{
  char *path = g_build_filename (fixture->folder, relative, NULL);
  g_autofree char *folder = g_path_get_dirname (path);
  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  return path;
}

static void
write_text (Fixture *fixture, const char *relative, const char *text)
{
  g_autofree char *path = in_folder (fixture, relative);
  fixture_write (path, text, strlen (text));
}

static void
copy_library (Fixture *fixture, const char *relative)
{
  g_autofree char *path = in_folder (fixture, relative);
  g_autoptr (GBytes) bytes = fixture_read (fixture->library);
  fixture_write (path, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->folder = fixture_make_folder ();
  fixture->library = g_test_build_filename (G_TEST_BUILT, "token", "bad-module.so", NULL);
  fixture->places.drivers_file = in_folder (fixture, "drivers.ini");
  fixture->places.module_folder = in_folder (fixture, "p11");
  g_autofree char *system = in_folder (fixture, "system");
  g_autofree char *user = in_folder (fixture, "user");
  const char *folders[] = {system, user, "/nowhere", NULL};
  fixture->places.config_folders = g_strdupv ((GStrv) folders);
  write_text (fixture, "drivers.ini", "");
  g_setenv ("TEST_VENDOR", fixture->folder, TRUE);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  soky_module_places_clear (&fixture->places);
  fixture_remove_folder (fixture->folder);
  g_free (fixture->library);
}

static void
assert_found (Fixture *fixture, GPtrArray *found, guint index, const char *relative)
{
  g_autofree char *path = in_folder (fixture, relative);
  g_assert_cmpuint (index, <, found->len);
  g_assert_cmpstr (((SokyModule *) found->pdata[index])->path, ==, path);
}

static void
test_known_drivers (Fixture *fixture, gconstpointer data)
{
  write_text (fixture, "drivers.ini",
              "[folders]\nLinux=%TEST_VENDOR%/usr;%TEST_VENDOR%/absent;%NO_SUCH_VARIABLE%/x\n"
              "[one]\nName=Viettel-CA\nHint=Install it\nHint[vi]=Cài đặt\nHelp=https://x.vn\n"
              "Linux=libviettel;liblonger.so.3\n"
              "[two]\nName=Two\nLinux=lib*_csp11_v?\nLinuxFolders=%TEST_VENDOR%/opt/two\n"
              "[other system]\nName=Three\nWindows=libthree\n");
  copy_library (fixture, "usr/libviettel.so");
  copy_library (fixture, "usr/liblonger.so.3");
  copy_library (fixture, "opt/two/libeasy_csp11_v1.so");
  copy_library (fixture, "opt/two/libeasy_csp11_v10.so");
  copy_library (fixture, "usr/libthree.so");

  g_autoptr (GPtrArray) found = soky_module_find (&fixture->places);
  g_assert_cmpuint (found->len, ==, 3);
  assert_found (fixture, found, 0, "usr/libviettel.so");
  assert_found (fixture, found, 1, "usr/liblonger.so.3");
  assert_found (fixture, found, 2, "opt/two/libeasy_csp11_v1.so");
  SokyModule *module = found->pdata[0];
  g_assert_cmpstr (module->vendor, ==, "Viettel-CA");
  g_assert_cmpstr (module->hint, ==, "Install it");
  g_assert_cmpstr (module->help, ==, "https://x.vn");
}

static void
test_no_drivers (Fixture *fixture, gconstpointer data)
{
  g_autofree char *link = in_folder (fixture, "usr/libdangling.so");
  g_autofree char *folder = in_folder (fixture, "usr/libfolder.so/x");
  write_text (fixture, "drivers.ini",
              "[folders]\nLinux=%TEST_VENDOR%/usr\n"
              "[a]\nName=A\nLinux=libtext;libempty;libdangling;libfolder\n");
  write_text (fixture, "usr/libtext.so", "#!/bin/sh\n# C_GetFunctionList\n");
  write_text (fixture, "usr/libempty.so", "");
  g_autoptr (GFile) file = g_file_new_for_path (link);
  g_assert_true (g_file_make_symbolic_link (file, "/nowhere/at/all", NULL, NULL));

  g_autoptr (GPtrArray) found = soky_module_find (&fixture->places);
  g_assert_cmpuint (found->len, ==, 0);
}

static void
test_same_file_once (Fixture *fixture, gconstpointer data)
{
  g_autofree char *link = in_folder (fixture, "p11/module.so");
  g_autofree char *target = in_folder (fixture, "usr/libreal.so");
  write_text (fixture, "drivers.ini",
              "[folders]\nLinux=%TEST_VENDOR%/usr;%TEST_VENDOR%/p11\n"
              "[a]\nName=A\nLinux=libreal;module\n");
  copy_library (fixture, "usr/libreal.so");
  write_text (fixture, "system/a.module", "module: module.so\n");
  g_autoptr (GFile) file = g_file_new_for_path (link);
  g_assert_true (g_file_make_symbolic_link (file, target, NULL, NULL));

  g_autoptr (GPtrArray) found = soky_module_find (&fixture->places);
  g_assert_cmpuint (found->len, ==, 1);
  assert_found (fixture, found, 0, "usr/libreal.so");
}

static void
test_configuration (Fixture *fixture, gconstpointer data)
{
  write_text (fixture, "system/relative.module", "# comment\n\n module : one.so \npriority: 1\n");
  write_text (fixture, "system/absolute.module", "module: /opt/two.so\nmanaged: no\n");
  write_text (fixture, "system/trust.module", "module: trust.so\ntrust-policy: yes\n");
  write_text (fixture, "system/others.module", "module: others.so\nenable-in: firefox, seahorse\n");
  write_text (fixture, "system/ours.module", "module: ours.so\nenable-in: firefox, soky\n");
  write_text (fixture, "system/closed.module", "module: closed.so\ndisable-in: soky\n");
  write_text (fixture, "system/remote.module", "remote: |bwrap p11-kit server\n");
  write_text (fixture, "system/changed.module", "module: old.so\n");
  write_text (fixture, "user/changed.module", "module: new.so\n");
  write_text (fixture, "user/off.module", "disable-in: soky\n");
  write_text (fixture, "system/off.module", "module: off.so\n");
  write_text (fixture, "system/readme.txt", "module: no.so\n");

  g_auto (GStrv) paths =
      soky_p11_config_list_modules ((const char *const *) fixture->places.config_folders, "/p11");
  g_autofree char *all = g_strjoinv (" ", paths);
  g_assert_cmpstr (all, ==, "/opt/two.so /p11/new.so /p11/ours.so /p11/one.so");
}

static void
test_check (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *text = in_folder (fixture, "usr/libtext.so");

  g_assert_true (soky_module_check (fixture->library, &error));
  g_assert_no_error (error);
  write_text (fixture, "usr/libtext.so", "text");
  g_assert_false (soky_module_check (text, &error));
  g_assert_error (error, SOKY_TOKEN_ERROR, SOKY_TOKEN_ERROR_NOT_A_DRIVER);
  g_assert_nonnull (strstr (error->message, "libtext.so"));
  g_clear_error (&error);
  g_assert_false (soky_module_check ("/nowhere/driver.so", &error));
  g_assert_error (error, SOKY_TOKEN_ERROR, SOKY_TOKEN_ERROR_NOT_A_DRIVER);
}

/* The list that is shipped names every vendor, and SoftHSM is found by it where it is installed. */
static void
test_shipped_list (void)
{
  g_auto (SokyModulePlaces) places = {0};
  soky_module_places_init (&places);
  g_autoptr (GKeyFile) drivers = g_key_file_new ();
  g_autoptr (GError) error = NULL;
  static const char *const vendors[] = {"vgca-bit4id", "viettel-ca", "vnpt-ca", "bkav-ca",
                                        "fpt-ca",      "ca2",        "misa-ca", "smartsign"};

  g_key_file_load_from_file (drivers, places.drivers_file, G_KEY_FILE_NONE, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < G_N_ELEMENTS (vendors); i++) {
    g_autofree char *name = g_key_file_get_string (drivers, vendors[i], "Name", NULL);
    g_assert_nonnull (name);
  }
  g_autoptr (GPtrArray) found = soky_module_find (&places);
  for (guint i = 0; i < found->len; i++)
    g_test_message ("%s", ((SokyModule *) found->pdata[i])->path);
}

static void
add (const char *path, void (*test) (Fixture *, gconstpointer))
{
  g_test_add (path, Fixture, NULL, set_up, test, tear_down);
}

static void
add_usb (const char *folder, const char *device, const char *vendor, const char *product)
{
  g_autofree char *place = g_build_filename (folder, device, NULL);
  g_autofree char *vendor_file = g_build_filename (place, "idVendor", NULL);
  g_autofree char *product_file = g_build_filename (place, "idProduct", NULL);

  g_assert_cmpint (g_mkdir_with_parents (place, 0700), ==, 0);
  if (vendor != NULL)
    fixture_write (vendor_file, vendor, strlen (vendor));
  if (product != NULL)
    fixture_write (product_file, product, strlen (product));
}

/* A token without its driver is known by its USB id. */
static void
test_missing_driver (void)
{
  char *folder = fixture_make_folder ();
  g_auto (SokyModulePlaces) places = {0};
  g_autoptr (GPtrArray) modules = g_ptr_array_new ();
  soky_module_places_init (&places);

  add_usb (folder, "usb1", "1d6b\n", "0002\n");
  add_usb (folder, "1-1", "25DD\n", "3111\n");
  add_usb (folder, "1-1:1.0", NULL, NULL);
  add_usb (folder, "1-2", "xy", "0002\n");
  g_auto (GStrv) usb = soky_platform_list_usb (folder);
  g_assert_cmpuint (g_strv_length (usb), ==, 2);
  g_assert_true (g_strv_contains ((const char *const *) usb, "25dd:3111"));
  g_autoptr (SokyModule) missing =
      soky_module_find_missing (&places, modules, (const char *const *) usb);
  g_assert_nonnull (missing);
  g_assert_nonnull (strstr (missing->vendor, "Bit4id"));
  g_assert_nonnull (missing->hint);

  SokyModule installed = {.vendor = missing->vendor};
  g_ptr_array_add (modules, &installed);
  g_assert_null (soky_module_find_missing (&places, modules, (const char *const *) usb));
  fixture_remove_folder (folder);
  g_auto (GStrv) none = soky_platform_list_usb ("/nowhere");
  g_assert_cmpuint (g_strv_length (none), ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add ("/token/module/known", test_known_drivers);
  add ("/token/module/none", test_no_drivers);
  add ("/token/module/once", test_same_file_once);
  add ("/token/module/configuration", test_configuration);
  add ("/token/module/check", test_check);
  g_test_add_func ("/token/module/shipped", test_shipped_list);
  g_test_add_func ("/token/module/missing-driver", test_missing_driver);
  return g_test_run ();
}
