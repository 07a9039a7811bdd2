/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "school.h"

#include "base/clock.h"
#include "fixture.h"
#include "server/demo/demo.h"
#include "server/enrol.h"
#include "server/password.h"
#include "server/setup.h"
#include "server/store/accounts.h"
#include "server/store/directory.h"
#include "sign/sign.h"

#include <string.h>

#define DAY_US ((gint64) 24 * 3600 * G_USEC_PER_SEC)

SokyService *
school_open (School *self)
{
  g_autofree char *program =
      g_test_build_filename (G_TEST_BUILT, "..", "src", "server", "soky-server", NULL);
  g_autoptr (GError) error = NULL;
  SokyService *service = soky_service_open (self->folder, program, &error);
  g_assert_no_error (error);
  return service;
}

void
school_set (School *self, const char *group, const char *key, const char *value)
{
  g_autofree char *path = g_build_filename (self->folder, SOKY_SETTINGS_FILE, NULL);
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autoptr (GError) error = NULL;

  g_key_file_load_from_file (file, path, G_KEY_FILE_KEEP_COMMENTS, &error);
  g_assert_no_error (error);
  g_key_file_set_value (file, group, key, value);
  g_key_file_save_to_file (file, path, &error);
  g_assert_no_error (error);
}

SokyIssued *
school_issue (School *self, const char *holder, gint64 not_after_us)
{
  gint64 now_us = soky_clock_now_us ();
  gint64 end_us = not_after_us ? not_after_us : now_us + 365 * DAY_US;
  const SokyLeafRequest request = {
      .kind = SOKY_LEAF_PERSON,
      .key = SOKY_NEW_KEY_EC_P256,
      .common_name = holder,
      .not_before_us = MIN (now_us, end_us) - DAY_US,
      .not_after_us = end_us,
  };
  g_autoptr (GError) error = NULL;
  SokyIssued *issued = soky_authority_issue (self->authority, &request, &error);
  g_assert_no_error (error);
  return issued;
}

static void
enrol_all (School *self, SokyService *service)
{
  const SokyOrigin origin = {.address = "", .now_us = soky_clock_now_us ()};
  g_autoptr (GError) error = NULL;
  g_autoptr (SokyTransaction) tx = soky_store_begin (service->store, SOKY_STORE_WRITE, &error);

  g_assert_no_error (error);
  for (const SokyDemoPerson *one = soky_demo_people; one->login != NULL; one++) {
    g_autoptr (SokyPerson) person = soky_store_find_person (tx, one->login, &error);
    SokyIssued *issued = school_issue (self, one->holder ? one->holder : one->name, 0);
    g_hash_table_insert (self->issued, (gpointer) one->login, issued);
    soky_enrol_at_once (tx, &origin, person, soky_issued_get_certificate (issued),
                        one->organisation, &error);
    g_assert_no_error (error);
  }
  soky_transaction_commit (tx, &error);
  g_assert_no_error (error);
}

/* A teacher of another school of the same province, who is a principal there as well. */
static void
add_stranger (SokyService *service)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SokyTransaction) tx = soky_store_begin (service->store, SOKY_STORE_WRITE, &error);
  g_autoptr (SokyUnit) unit =
      soky_unit_new ("thcs-khac", "phong-hoa-sen", SOKY_UNIT_SCHOOL, "Trường", "Trường THCS Khác");
  g_autoptr (SokyPerson) person = soky_person_new ("gv-la", SCHOOL_STRANGER, "Võ Thị Lạ");
  g_autoptr (SokySecret) password = soky_secret_new (SOKY_DEMO_PASSWORD, -1);
  g_autofree char *hash = soky_password_hash (password);

  soky_person_set_unit (person, "thcs-khac", "");
  soky_person_add_position (person, SOKY_ROLE_PRINCIPAL, "thcs-khac", "Hiệu trưởng");
  soky_person_add_position (person, SOKY_ROLE_TEACHER, "thcs-khac", "Giáo viên");
  g_assert_true (soky_store_add_unit (tx, unit, &error));
  g_assert_true (soky_store_add_person (tx, person, &error));
  g_assert_true (soky_store_set_password (tx, "gv-la", hash, 1, &error));
  g_assert_true (soky_transaction_commit (tx, &error));
}

School *
school_new (void)
{
  School *self = g_new0 (School, 1);
  g_autoptr (GError) error = NULL;

  self->folder = fixture_make_folder ();
  self->issued =
      g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) soky_issued_free);
  soky_setup_folder (self->folder, NULL, &error);
  g_assert_no_error (error);
  self->authority = soky_setup_authority (self->folder, "SoKy test authority", "test-ca-key.pem",
                                          "trust/test-ca.pem", &error);
  g_assert_no_error (error);
  g_autoptr (SokyService) service = school_open (self);
  soky_demo_add_school (service, &error);
  g_assert_no_error (error);
  enrol_all (self, service);
  add_stranger (service);
  return self;
}

void
school_free (School *self)
{
  if (self == NULL)
    return;
  g_hash_table_unref (self->issued);
  soky_authority_free (self->authority);
  fixture_remove_folder (self->folder);
  g_free (self);
}

GBytes *
school_sign_with (School *self, SokyIssued *issued, GBytes *base)
{
  const SokySignOptions options = {.placement = {.visible = FALSE}};
  g_autofree char *from = g_build_filename (self->folder, "to-sign.pdf", NULL);
  g_autofree char *to = g_build_filename (self->folder, "signed.pdf", NULL);
  g_autoptr (SokySigner) signer = soky_issued_create_signer (issued);
  g_autoptr (GError) error = NULL;

  fixture_write (from, g_bytes_get_data (base, NULL), g_bytes_get_size (base));
  soky_sign_file (from, to, &options, signer, NULL, &error);
  g_assert_no_error (error);
  return fixture_read (to);
}

GBytes *
school_sign (School *self, const char *login, GBytes *base)
{
  return school_sign_with (self, g_hash_table_lookup (self->issued, login), base);
}
