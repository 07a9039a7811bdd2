/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "server/demo/grow.h"

#include "base/clock.h"
#include "base/text.h"
#include "server/audit.h"
#include "server/demo/demo.h"
#include "server/enrol.h"
#include "server/password.h"
#include "server/store/accounts.h"
#include "server/store/directory.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define SCHOOL_ID "thcs-hoa-sen"
#define DAY_US ((gint64) 24 * 3600 * G_USEC_PER_SEC)
#define CERTIFICATE_DAYS 1825
#define SINCE_DAYS 400 /* certificates are older than the school year */
#define PEOPLE_PER_CLASS 10
#define GRADES 4
#define FIRST_GRADE 6
#define TEACHERS_CLASSES 3

static const char *const families[] = {"Nguyễn", "Trần", "Lê",   "Phạm", "Hoàng", "Huỳnh", "Phan",
                                       "Vũ",     "Võ",   "Đặng", "Bùi",  "Đỗ",    "Hồ",    "Ngô",
                                       "Dương",  "Lý",   "Nông", "Hà",   "Lương", "Đinh"};
static const char *const women_middle[] = {"Thị",  "Thu",      "Thanh",    "Ngọc",
                                           "Bích", "Thị Hồng", "Thị Minh", "Kim"};
static const char *const women[] = {"Lan",   "Hương", "Hoa",  "Mai",  "Hạnh", "Thảo", "Trang",
                                    "Yến",   "Nhung", "Dung", "Hiền", "Nga",  "Oanh", "Phượng",
                                    "Quyên", "Tuyết", "Vân",  "Xuân", "Ánh",  "Hằng"};
static const char *const men_middle[] = {"Văn",  "Hữu",  "Đức",  "Quang",
                                         "Minh", "Công", "Xuân", "Đình"};
static const char *const men[] = {"An",    "Bình", "Cường", "Dũng", "Đạt",  "Hải",  "Hùng",
                                  "Khôi",  "Long", "Nam",   "Phúc", "Quân", "Sơn",  "Tùng",
                                  "Thắng", "Tuấn", "Việt",  "Vinh", "Toàn", "Trung"};

static const struct {
  const char *id, *name;
  const char *subjects[3];
} groups[] = {
    {"to-toan", "Tổ Toán", {"Toán"}},
    {"to-tin-cong-nghe", "Tổ Tin – Công nghệ", {"Tin học", "Công nghệ"}},
    {"to-van", "Tổ Văn – GDCD", {"Ngữ văn", "Giáo dục công dân"}},
    {"to-ngoai-ngu", "Tổ Ngoại ngữ", {"Ngoại ngữ 1"}},
    {"to-khtn", "Tổ Khoa học tự nhiên", {"Khoa học tự nhiên"}},
    {"to-su-dia", "Tổ Sử – Địa", {"Lịch sử và Địa lí", "Nội dung giáo dục của địa phương"}},
    {"to-the-chat", "Tổ Thể chất – Nghệ thuật", {"Giáo dục thể chất", "Nghệ thuật"}},
    {"to-trai-nghiem", "Tổ Trải nghiệm", {"Hoạt động trải nghiệm, hướng nghiệp"}},
};

#define PICK(random, list) ((list)[g_rand_int_range ((random), 0, G_N_ELEMENTS (list))])

typedef struct {
  const SokyDemoGrowth *growth;
  GRand *random;
  SokyTransaction *tx;
  SokyOrigin origin;
  char *password; /* the hash that all share */
  char **classes;
  GHashTable *logins;
} Growing;

static void
growing_clear (Growing *self)
{
  g_clear_pointer (&self->tx, soky_transaction_free);
  g_clear_pointer (&self->password, g_free);
  g_clear_pointer (&self->classes, g_strfreev);
  g_clear_pointer (&self->logins, g_hash_table_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Growing, growing_clear)

static void
staff_free (gpointer pointer)
{
  SokyDemoStaff *self = pointer;

  if (self == NULL)
    return;
  g_clear_pointer (&self->person, soky_person_unref);
  g_clear_object (&self->signer);
  g_free (self);
}

static void
group_free (gpointer pointer)
{
  SokyDemoGroup *self = pointer;

  g_ptr_array_unref (self->staff);
  g_free (self);
}

void
soky_demo_body_free (SokyDemoBody *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->groups);
  staff_free (self->vice);
  g_free (self);
}

static char *
make_name (GRand *random)
{
  gboolean woman = g_rand_int_range (random, 0, 10) < 7;
  const char *middle = woman ? PICK (random, women_middle) : PICK (random, men_middle);
  const char *given = woman ? PICK (random, women) : PICK (random, men);

  return g_strjoin (" ", PICK (random, families), middle, given, NULL);
}

/* "lan.nguyen", and "lan.nguyen2" when there is one already. */
static char *
make_login (Growing *self, const char *name)
{
  g_autofree char *folded = soky_text_fold (name);
  g_auto (GStrv) words = g_strsplit (folded, " ", -1);
  const char *given = words[g_strv_length (words) - 1];

  for (guint i = 1;; i++) {
    char *login = i == 1 ? g_strconcat (given, ".", words[0], NULL)
                         : g_strdup_printf ("%s.%s%u", given, words[0], i);
    if (g_hash_table_add (self->logins, g_strdup (login)))
      return login;
    g_free (login);
  }
}

static SokySigner *
make_signer (Growing *self, const SokyPerson *person, GError **error)
{
  const SokyLeafRequest request = {
      .kind = SOKY_LEAF_PERSON,
      .key = SOKY_NEW_KEY_EC_P256,
      .common_name = person->name,
      .organisation = SOKY_DEMO_SCHOOL,
      .id_number = person->login,
      .not_before_us = self->origin.now_us - SINCE_DAYS * DAY_US,
      .not_after_us = self->origin.now_us + CERTIFICATE_DAYS * DAY_US,
  };
  g_autoptr (SokyIssued) issued = soky_authority_issue (self->growth->authority, &request, error);

  if (issued == NULL || !soky_enrol_at_once (self->tx, &self->origin, person,
                                             soky_issued_get_certificate (issued), FALSE, error))
    return NULL;
  return soky_issued_create_signer (issued);
}

static SokyPerson *
make_person (Growing *self, const char *unit_id)
{
  g_autofree char *name = make_name (self->random);
  g_autofree char *login = make_login (self, name);
  g_autofree char *id = g_strdelimit (g_strdup (login), ".", '-');
  SokyPerson *person = soky_person_new (id, login, name);

  soky_person_set_unit (person, unit_id, "");
  soky_person_set_school (person, SCHOOL_ID, "");
  return person;
}

/* @signs: with a key of its own */
static SokyDemoStaff *
add_staff (Growing *self, SokyPerson *person, gboolean signs, GError **error)
{
  g_autoptr (SokyPerson) made = person;

  if (!soky_store_add_person (self->tx, made, error) ||
      !soky_store_set_password (self->tx, made->id, self->password, self->origin.now_us, error) ||
      !soky_audit_add (self->tx, &self->origin, "person-added", made->id, NULL, error))
    return NULL;
  g_autoptr (SokySigner) signer = signs ? make_signer (self, made, error) : NULL;
  if (signs && signer == NULL)
    return NULL;
  SokyDemoStaff *staff = g_new0 (SokyDemoStaff, 1);
  staff->person = g_steal_pointer (&made);
  staff->signer = g_steal_pointer (&signer);
  return staff;
}

static SokyPerson *
make_teacher (Growing *self, guint group, gboolean head)
{
  SokyPerson *person = make_person (self, groups[group].id);
  guint subjects = 0;

  while (subjects < G_N_ELEMENTS (groups[group].subjects) &&
         groups[group].subjects[subjects] != NULL)
    subjects++;
  if (head)
    soky_person_add_position (person, SOKY_ROLE_GROUP_HEAD, groups[group].id, "Tổ trưởng");
  const char *subject =
      groups[group].subjects[g_rand_int_range (self->random, 0, (gint32) subjects)];
  for (guint i = 0; i < TEACHERS_CLASSES; i++) {
    SokyPosition *position = soky_person_add_position (person, SOKY_ROLE_SUBJECT_TEACHER,
                                                       groups[group].id, "Giáo viên bộ môn");
    position->subject = g_strdup (subject);
    position->class_name = g_strdup (
        self->classes[g_rand_int_range (self->random, 0, (gint32) g_strv_length (self->classes))]);
  }
  return person;
}

static SokyDemoGroup *
add_group (Growing *self, guint index, guint size, GError **error)
{
  g_autoptr (SokyUnit) unit = soky_unit_new (groups[index].id, SCHOOL_ID, SOKY_UNIT_GROUP,
                                             "Tổ chuyên môn", groups[index].name);
  SokyDemoGroup *group = g_new0 (SokyDemoGroup, 1);

  group->staff = g_ptr_array_new_with_free_func (staff_free);
  gboolean good = soky_store_add_unit (self->tx, unit, error);
  for (guint i = 0; good && i < size; i++) {
    SokyDemoStaff *staff = add_staff (self, make_teacher (self, index, i == 0), TRUE, error);
    good = staff != NULL;
    if (good)
      g_ptr_array_add (group->staff, staff);
  }
  if (good)
    return group;
  group_free (group);
  return NULL;
}

/* "6A" … of all grades, enough for so many people. */
static char **
make_classes (guint size)
{
  guint letters = CLAMP (size / PEOPLE_PER_CLASS / GRADES, 2, 26);
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();

  for (guint grade = 0; grade < GRADES; grade++) {
    for (guint letter = 0; letter < letters; letter++) {
      g_autofree char *name = g_strdup_printf ("%u%c", FIRST_GRADE + grade, 'A' + letter);
      g_strv_builder_add (names, name);
    }
  }
  return g_strv_builder_end (names);
}

static gboolean
begin (Growing *self, GError **error)
{
  g_autoptr (SokySecret) password = soky_secret_new (SOKY_DEMO_PASSWORD, -1);

  self->origin = (SokyOrigin){.address = "", .now_us = soky_clock_now_us ()};
  self->password = soky_password_hash (password);
  self->classes = make_classes (self->growth->size);
  self->logins = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->tx = soky_store_begin (self->growth->service->store, SOKY_STORE_WRITE, error);
  return self->tx != NULL &&
         soky_store_set_classes (self->tx, SCHOOL_ID, (const char *const *) self->classes, error);
}

static gboolean
add_groups (Growing *self, SokyDemoBody *body, guint teachers, GError **error)
{
  guint count = MIN (G_N_ELEMENTS (groups), MAX (teachers / 4, 1));

  for (guint i = 0; i < count; i++) {
    guint size = teachers / count + (i < teachers % count);
    SokyDemoGroup *group = add_group (self, i, size, error);
    if (group == NULL)
      return FALSE;
    g_ptr_array_add (body->groups, group);
    g_print (_ ("%s: %u people\n"), groups[i].name, size);
  }
  return TRUE;
}

/* One in twenty teaches nothing: librarians, accountants. */
static gboolean
add_others (Growing *self, SokyDemoBody *body, guint count, GError **error)
{
  SokyPerson *vice = make_person (self, SCHOOL_ID);

  soky_person_add_position (vice, SOKY_ROLE_VICE_PRINCIPAL, SCHOOL_ID, "Phó Hiệu trưởng");
  body->vice = add_staff (self, vice, TRUE, error);
  for (guint i = 0; body->vice != NULL && i < count; i++) {
    SokyPerson *person = make_person (self, SCHOOL_ID);
    soky_person_add_position (person, SOKY_ROLE_STAFF, SCHOOL_ID, "Nhân viên");
    SokyDemoStaff *staff = add_staff (self, person, FALSE, error);
    if (staff == NULL)
      return FALSE;
    staff_free (staff);
  }
  return body->vice != NULL;
}

SokyDemoBody *
soky_demo_grow_people (const SokyDemoGrowth *growth, GRand *random, GError **error)
{
  g_auto (Growing) self = {.growth = growth, .random = random};
  g_autoptr (SokyDemoBody) body = g_new0 (SokyDemoBody, 1);
  guint others = growth->size / 20;

  body->groups = g_ptr_array_new_with_free_func (group_free);
  if (!begin (&self, error) || !add_others (&self, body, others, error) ||
      !add_groups (&self, body, growth->size - others - 1, error) ||
      !soky_transaction_commit (self.tx, error))
    return NULL;
  return g_steal_pointer (&body);
}
