/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/clock.h"
#include "server/audit.h"
#include "server/demo/demo.h"
#include "server/looks.h"
#include "server/password.h"
#include "server/setup.h"
#include "server/store/accounts.h"
#include "server/store/directory.h"

#define SCHOOL_ID "thcs-hoa-sen"
#define MATHS_ID "to-toan-tin"
#define LITERATURE_ID "to-ngu-van"
#define TYPE_WITH_CODE "homeroom_book"

const SokyDemoPerson soky_demo_people[] = {
    {"gv.lan", "Nguyễn Thị Lan", "Nguyễn Thị Lan", FALSE},
    {"tt.minh", "Trần Văn Minh", "Trần Văn Minh", FALSE},
    {"ht.hanh", "Lê Thị Hồng Hạnh", "Lê Thị Hồng Hạnh", FALSE},
    {"ph.thu", "Trần Thị Thu", "Trần Thị Thu", FALSE},
    {"vt.ha", "Phạm Thu Hà", SOKY_DEMO_SCHOOL, TRUE},
    {"qt.huy", "Đỗ Quang Huy", NULL, FALSE},
    {NULL, NULL, NULL, FALSE},
};

static const struct {
  const char *id, *parent_id;
  SokyUnitLevel level;
  const char *label, *name;
} units[] = {
    {"so-binh-minh", NULL, SOKY_UNIT_PROVINCE, "Sở Giáo dục và Đào tạo", "Sở GD&ĐT tỉnh Bình Minh"},
    {"phong-hoa-sen", "so-binh-minh", SOKY_UNIT_DISTRICT, "Phòng Giáo dục và Đào tạo",
     "Phòng GD&ĐT Hoa Sen (cũ)"},
    {SCHOOL_ID, "phong-hoa-sen", SOKY_UNIT_SCHOOL, "Trường", SOKY_DEMO_SCHOOL},
    {MATHS_ID, SCHOOL_ID, SOKY_UNIT_GROUP, "Tổ chuyên môn", "Tổ Toán – Tin"},
    {LITERATURE_ID, SCHOOL_ID, SOKY_UNIT_GROUP, "Tổ chuyên môn", "Tổ Ngữ văn"},
};

static const struct {
  const char *login;
  SokyRole role;
  const char *unit_id, *title, *class_name, *subject;
} positions[] = {
    {"gv.lan", SOKY_ROLE_SUBJECT_TEACHER, MATHS_ID, "Giáo viên bộ môn", "6A", "Tin học"},
    {"gv.lan", SOKY_ROLE_SUBJECT_TEACHER, MATHS_ID, "Giáo viên bộ môn", "6B", "Tin học"},
    {"gv.lan", SOKY_ROLE_HOMEROOM_TEACHER, SCHOOL_ID, "Giáo viên chủ nhiệm", "6A", NULL},
    {"tt.minh", SOKY_ROLE_GROUP_HEAD, MATHS_ID, "Tổ trưởng", NULL, NULL},
    {"tt.minh", SOKY_ROLE_SUBJECT_TEACHER, MATHS_ID, "Giáo viên bộ môn", "8A", "Toán"},
    {"ht.hanh", SOKY_ROLE_PRINCIPAL, SCHOOL_ID, "Hiệu trưởng", NULL, NULL},
    {"ph.thu", SOKY_ROLE_VICE_PRINCIPAL, SCHOOL_ID, "Phó Hiệu trưởng", NULL, NULL},
    {"vt.ha", SOKY_ROLE_CLERK, SCHOOL_ID, "Văn thư", NULL, NULL},
    {"qt.huy", SOKY_ROLE_SCHOOL_ADMIN, SCHOOL_ID, "Quản trị trường", NULL, NULL},
};

static const char *const classes[] = {"6A", "6B", "7A", "7B", "8A", "8B", "9A", "9B", NULL};
static const char *const subjects[] = {
    "Toán",
    "Tin học",
    "Ngữ văn",
    "Ngoại ngữ 1",
    "Khoa học tự nhiên",
    "Lịch sử và Địa lí",
    "Giáo dục công dân",
    "Công nghệ",
    "Giáo dục thể chất",
    "Nghệ thuật",
    "Hoạt động trải nghiệm, hướng nghiệp",
    "Nội dung giáo dục của địa phương",
    NULL,
};

static gboolean
add_units (SokyTransaction *tx, GError **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (units); i++) {
    g_autoptr (SokyUnit) unit = soky_unit_new (units[i].id, units[i].parent_id, units[i].level,
                                               units[i].label, units[i].name);
    if (!soky_store_add_unit (tx, unit, error))
      return FALSE;
  }
  return TRUE;
}

/* The first position tells the home unit. */
static SokyPerson *
make_person (const SokyDemoPerson *demo)
{
  g_autofree char *id = g_strdelimit (g_strdup (demo->login), ".", '-');
  SokyPerson *person = soky_person_new (id, demo->login, demo->name);

  for (guint i = 0; i < G_N_ELEMENTS (positions); i++) {
    if (!g_str_equal (positions[i].login, demo->login))
      continue;
    if (person->positions->len == 0)
      soky_person_set_unit (person, positions[i].unit_id, "");
    SokyPosition *position = soky_person_add_position (person, positions[i].role,
                                                       positions[i].unit_id, positions[i].title);
    position->class_name = g_strdup (positions[i].class_name);
    position->subject = g_strdup (positions[i].subject);
  }
  return person;
}

static gboolean
add_people (SokyTransaction *tx, const SokyOrigin *origin, GError **error)
{
  g_autoptr (SokySecret) password = soky_secret_new (SOKY_DEMO_PASSWORD, -1);

  for (const SokyDemoPerson *demo = soky_demo_people; demo->login != NULL; demo++) {
    g_autoptr (SokyPerson) person = make_person (demo);
    g_autofree char *hash = soky_password_hash (password);
    if (!soky_store_add_person (tx, person, error) ||
        !soky_store_set_password (tx, person->id, hash, origin->now_us, error) ||
        !soky_audit_add (tx, origin, "person-added", person->id, NULL, error))
      return FALSE;
  }
  return TRUE;
}

/* The principal's signature, which is the last, leads to the check page. */
static gboolean
add_code (SokyTransaction *tx, const SokyOrigin *origin, GError **error)
{
  g_autoptr (SokyBookType) type = soky_looks_find_type (tx, SCHOOL_ID, TYPE_WITH_CODE, error);

  if (type == NULL)
    return FALSE;
  g_autoptr (GPtrArray) looks = soky_book_type_get_looks (type);
  for (guint i = 0; i < looks->len; i++) {
    SokyRowLook *look = g_ptr_array_index (looks, i);
    look->code = look->role == SOKY_ROLE_PRINCIPAL;
  }
  g_autoptr (SokyBookType) changed =
      soky_looks_set (tx, origin, SCHOOL_ID, TYPE_WITH_CODE, looks, error);
  return changed != NULL;
}

gboolean
soky_demo_add_school (SokyService *service, GError **error)
{
  const SokyOrigin origin = {.address = "", .now_us = soky_clock_now_us ()};
  g_autoptr (SokyTransaction) tx = soky_store_begin (service->store, SOKY_STORE_WRITE, error);
  g_autoptr (SokyUnit) known = tx ? soky_store_get_unit (tx, SCHOOL_ID, NULL) : NULL;

  if (tx == NULL || known != NULL)
    return tx != NULL;
  return add_units (tx, error) && add_people (tx, &origin, error) &&
         soky_setup_add_year (tx, SCHOOL_ID, error) &&
         soky_store_set_classes (tx, SCHOOL_ID, classes, error) &&
         soky_store_set_subjects (tx, SCHOOL_ID, subjects, error) &&
         add_code (tx, &origin, error) && soky_transaction_commit (tx, error);
}
