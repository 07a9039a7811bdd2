/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "book/book-type-catalogue.h"

#define BIT(role) SOKY_ROLE_BIT (SOKY_ROLE_##role)
/* whoever teaches: heads of groups and principals have lessons too */
#define TEACHING (BIT (TEACHER) | BIT (GROUP_HEAD) | BIT (VICE_PRINCIPAL) | BIT (PRINCIPAL))
#define HOMEROOM (BIT (HOMEROOM_TEACHER) | BIT (SCHOOL_ADMIN))
#define MAX_ROWS 4

typedef struct {
  SokyRole role;
  SokyStepKind kind;
  gboolean owner;
  gboolean optional;
  const char *anchor; /* NULL in the row after the last */
} Row;

typedef struct {
  const char *code;
  const char *name;
  SokyScope scope;
  SokyFrequency frequency;
  guint submitters;
  gboolean asks_class;
  gboolean asks_subject;
  SokyProfile profile; /* of the persons' signatures */
  Row rows[MAX_ROWS];
} Entry;

#define OWNER(role, anchor)                                                                        \
  {                                                                                                \
    SOKY_ROLE_##role, SOKY_STEP_PERSON, TRUE, FALSE, anchor                                        \
  }
#define SIGNER(role, anchor)                                                                       \
  {                                                                                                \
    SOKY_ROLE_##role, SOKY_STEP_PERSON, FALSE, FALSE, anchor                                       \
  }
#define PERHAPS(role, anchor)                                                                      \
  {                                                                                                \
    SOKY_ROLE_##role, SOKY_STEP_PERSON, FALSE, TRUE, anchor                                        \
  }
#define STAMP                                                                                      \
  {                                                                                                \
    SOKY_ROLE_CLERK, SOKY_STEP_STAMP, FALSE, TRUE, "Hiệu trưởng"                              \
  }

static const Entry entries[] = {
    {"enrolment_register",
     "Sổ đăng bộ",
     SOKY_SCOPE_SCHOOL,
     SOKY_FREQUENCY_YEAR,
     BIT (SCHOOL_ADMIN),
     FALSE,
     FALSE,
     SOKY_PROFILE_PERSON,
     {SIGNER (PRINCIPAL, "Hiệu trưởng"), STAMP}},
    {"teaching_schedule",
     "Lịch báo giảng",
     SOKY_SCOPE_TEACHER,
     SOKY_FREQUENCY_WEEK,
     TEACHING,
     FALSE,
     FALSE,
     SOKY_PROFILE_TEXT,
     {OWNER (TEACHER, "Người lập"), SIGNER (GROUP_HEAD, "Tổ trưởng")}},
    {"mark_book",
     "Sổ gọi tên và ghi điểm",
     SOKY_SCOPE_CLASS,
     SOKY_FREQUENCY_TERM,
     HOMEROOM,
     TRUE,
     FALSE,
     SOKY_PROFILE_PERSON,
     {OWNER (HOMEROOM_TEACHER, "Giáo viên chủ nhiệm"), SIGNER (PRINCIPAL, "Hiệu trưởng"), STAMP}},
    {"homeroom_book",
     "Sổ chủ nhiệm",
     SOKY_SCOPE_CLASS,
     SOKY_FREQUENCY_YEAR,
     HOMEROOM,
     TRUE,
     FALSE,
     SOKY_PROFILE_PERSON,
     {OWNER (HOMEROOM_TEACHER, "Giáo viên chủ nhiệm"), SIGNER (PRINCIPAL, "Hiệu trưởng")}},
    {"conduct_book",
     "Sổ đánh giá kết quả rèn luyện",
     SOKY_SCOPE_CLASS,
     SOKY_FREQUENCY_TERM,
     HOMEROOM,
     TRUE,
     FALSE,
     SOKY_PROFILE_PERSON,
     {OWNER (HOMEROOM_TEACHER, "Giáo viên chủ nhiệm"), SIGNER (PRINCIPAL, "Hiệu trưởng")}},
    {"professional_plan",
     "Sổ kế hoạch chuyên môn",
     SOKY_SCOPE_GROUP,
     SOKY_FREQUENCY_YEAR,
     BIT (GROUP_HEAD) | BIT (VICE_PRINCIPAL),
     FALSE,
     FALSE,
     SOKY_PROFILE_PERSON,
     {OWNER (GROUP_HEAD, "Tổ trưởng"), SIGNER (PRINCIPAL, "Hiệu trưởng"), STAMP}},
    {"assessment_book",
     "Sổ theo dõi và đánh giá học sinh",
     SOKY_SCOPE_SUBJECT,
     SOKY_FREQUENCY_TERM,
     TEACHING,
     TRUE,
     TRUE,
     SOKY_PROFILE_PERSON,
     {OWNER (TEACHER, "Giáo viên"), SIGNER (PRINCIPAL, "Hiệu trưởng"), STAMP}},
    {"lesson_plan",
     "Giáo án",
     SOKY_SCOPE_SUBJECT,
     SOKY_FREQUENCY_WEEK,
     TEACHING,
     TRUE,
     TRUE,
     SOKY_PROFILE_TEXT,
     {OWNER (TEACHER, "Người soạn"), SIGNER (GROUP_HEAD, "Tổ trưởng"),
      PERHAPS (PRINCIPAL, "Hiệu trưởng")}},
    {"duty_log",
     "Sổ trực ban",
     SOKY_SCOPE_SCHOOL,
     SOKY_FREQUENCY_WEEK,
     TEACHING | BIT (STAFF),
     FALSE,
     FALSE,
     SOKY_PROFILE_TEXT,
     {OWNER (NONE, "Người trực"), SIGNER (PRINCIPAL, "Hiệu trưởng")}},
    {"professional_meeting",
     "Sổ họp sinh hoạt chuyên môn",
     SOKY_SCOPE_GROUP,
     SOKY_FREQUENCY_MONTH,
     TEACHING,
     FALSE,
     FALSE,
     SOKY_PROFILE_PERSON,
     {OWNER (TEACHER, "Thư ký"), SIGNER (GROUP_HEAD, "Tổ trưởng")}},
    {"council_minutes",
     "Sổ họp hội đồng",
     SOKY_SCOPE_SCHOOL,
     SOKY_FREQUENCY_MONTH,
     TEACHING | BIT (STAFF) | BIT (CLERK),
     FALSE,
     FALSE,
     SOKY_PROFILE_PERSON,
     {OWNER (NONE, "Thư ký"), SIGNER (PRINCIPAL, "Hiệu trưởng"), STAMP}},
    {"group_minutes",
     "Sổ họp tổ chuyên môn",
     SOKY_SCOPE_GROUP,
     SOKY_FREQUENCY_MONTH,
     TEACHING,
     FALSE,
     FALSE,
     SOKY_PROFILE_PERSON,
     {OWNER (TEACHER, "Thư ký"), SIGNER (GROUP_HEAD, "Tổ trưởng"),
      PERHAPS (PRINCIPAL, "Hiệu trưởng")}},
    {"pupil_book",
     "Sổ học sinh",
     SOKY_SCOPE_PUPIL,
     SOKY_FREQUENCY_YEAR,
     HOMEROOM,
     TRUE,
     FALSE,
     SOKY_PROFILE_PERSON,
     {OWNER (HOMEROOM_TEACHER, "Giáo viên chủ nhiệm"), SIGNER (PRINCIPAL, "Hiệu trưởng")}},
};

static void
add_row (SokyBookType *type, const Row *from, guint order, SokyProfile profile)
{
  SokyRouteRow *row = soky_book_type_add_row (type, order, from->role, from->kind);

  row->owner = from->owner;
  row->optional = from->optional;
  row->anchor = g_strdup (from->anchor);
  if (from->kind == SOKY_STEP_PERSON)
    row->profile = profile;
}

static SokyBookType *
make_type (const Entry *entry)
{
  SokyBookType *type = soky_book_type_new (entry->code, entry->code, entry->name);

  type->scope = entry->scope;
  type->frequency = entry->frequency;
  type->submitters = entry->submitters;
  type->asks_class = entry->asks_class;
  type->asks_subject = entry->asks_subject;
  type->offers_auto_publish = TRUE;
  /* weekly papers are read on Sunday evening before the week they are for */
  if (entry->frequency == SOKY_FREQUENCY_WEEK && entry->scope != SOKY_SCOPE_SCHOOL)
    type->deadline = (SokyDeadline){.set = TRUE, .days = -1, .minute = 22 * 60};
  for (guint i = 0; i < MAX_ROWS && entry->rows[i].anchor != NULL; i++)
    add_row (type, &entry->rows[i], i + 1, entry->profile);
  return type;
}

GPtrArray *
soky_book_type_catalogue_new (void)
{
  GPtrArray *types = g_ptr_array_new_with_free_func ((GDestroyNotify) soky_book_type_unref);

  for (guint i = 0; i < G_N_ELEMENTS (entries); i++)
    g_ptr_array_add (types, make_type (&entries[i]));
  return types;
}
