/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store-fixture.h"

#include "fixture.h"
#include "server/store/store-sqlite.h"

SokyStore *
store_fixture_make_sqlite (const char *folder)
{
  g_autofree char *path = g_build_filename (folder, "soky.sqlite", NULL);
  g_autoptr (GError) error = NULL;
  SokyStore *store = soky_sqlite_store_open (path, TRUE, &error);
  g_assert_no_error (error);
  return store;
}

SokyTransaction *
store_fixture_begin (StoreFixture *fixture, SokyStoreMode mode)
{
  g_autoptr (GError) error = NULL;
  SokyTransaction *tx = soky_store_begin (fixture->store, mode, &error);
  g_assert_no_error (error);
  return tx;
}

void
store_fixture_commit (SokyTransaction *tx)
{
  g_autoptr (GError) error = NULL;
  g_assert_true (soky_transaction_commit (tx, &error));
  g_assert_no_error (error);
}

void
store_fixture_add_unit (SokyTransaction *tx, const char *id, const char *parent,
                        SokyUnitLevel level)
{
  g_autoptr (SokyUnit) unit = soky_unit_new (id, parent, level, "Nhãn", id);
  g_autoptr (GError) error = NULL;
  g_assert_true (soky_store_add_unit (tx, unit, &error));
}

static void
add_person (SokyTransaction *tx, const char *id, const char *name, const char *unit_id,
            SokyRole role)
{
  g_autofree char *login = g_strconcat (id, ".login", NULL);
  g_autoptr (SokyPerson) person = soky_person_new (id, login, name);
  g_autoptr (GError) error = NULL;

  soky_person_set_unit (person, unit_id, "");
  SokyPosition *position = soky_person_add_position (person, role, unit_id, "Chức danh");
  position->class_name = g_strdup ("6A");
  g_assert_true (soky_store_add_person (tx, person, &error));
}

void
store_fixture_set_up (StoreFixture *fixture, gconstpointer data)
{
  fixture->folder = fixture_make_folder ();
  fixture->store = ((MakeStore) data) (fixture->folder);

  g_autoptr (SokyTransaction) tx = store_fixture_begin (fixture, SOKY_STORE_WRITE);
  store_fixture_add_unit (tx, "so", NULL, SOKY_UNIT_PROVINCE);
  store_fixture_add_unit (tx, "truong", "so", SOKY_UNIT_SCHOOL);
  store_fixture_add_unit (tx, "to", "truong", SOKY_UNIT_GROUP);
  store_fixture_add_unit (tx, "khac", "so", SOKY_UNIT_SCHOOL);
  add_person (tx, "lan", "Nguyễn Thị Lan", "to", SOKY_ROLE_SUBJECT_TEACHER);
  add_person (tx, "minh", "Trần Văn Minh", "to", SOKY_ROLE_GROUP_HEAD);
  add_person (tx, "so-ha", "Đỗ Hà", "so", SOKY_ROLE_INSPECTOR);
  add_person (tx, "la", "Võ Lạ", "khac", SOKY_ROLE_TEACHER);
  g_autoptr (SokyBookType) type = soky_book_type_new ("giao_an", "lesson_plan", "Giáo án");
  type->submitters = SOKY_ROLE_BIT (SOKY_ROLE_TEACHER);
  g_autoptr (GError) error = NULL;
  g_assert_true (soky_store_add_book_type (tx, type, &error));
  store_fixture_commit (tx);
}

void
store_fixture_tear_down (StoreFixture *fixture, gconstpointer data)
{
  g_object_unref (fixture->store);
  fixture_remove_folder (fixture->folder);
}
