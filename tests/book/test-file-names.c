/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What names of files say, as teachers write them. */
#include "config.h"

#include "base/paths.h"
#include "book/book-type-catalogue.h"
#include "book/file-name-guess.h"
#include "book/frequency.h"

#include <string.h>

typedef struct {
  const char *name;
  const char *type, *class_name, *subject, *period; /* NULL = cannot be told */
} Row;

static const char *const classes[] = {"6A",  "6B",   "7A",  "7B",    "8A",  "8B",    "9A", "9B",
                                      "10A", "10A1", "6/1", "11A10", "12C", "10A12", NULL};
static const char *const subjects[] = {"Toán",
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
                                       NULL};

static const Row rows[] = {
    {"Giáo án Tin 6A tuần 3.pdf", "lesson_plan", "6A", "Tin học", "week-03"},
    {"giao-an-tin-hoc-6a-tuan-3.pdf", "lesson_plan", "6A", "Tin học", "week-03"},
    {"GIÁO ÁN TOÁN 8A - TUẦN 12.PDF", "lesson_plan", "8A", "Toán", "week-12"},
    {"GA_Van9B_T05.pdf", "lesson_plan", "9B", "Ngữ văn", "week-05"},
    {"KHBD Toan 7A tuan 21 (2026-2027).pdf", "lesson_plan", "7A", "Toán", "week-21"},
    {"Kế hoạch bài dạy KHTN lớp 6B tuần thứ 4.pdf", "lesson_plan", "6B", "Khoa học tự nhiên",
     "week-04"},
    {"KeHoachBaiDay_TiengAnh_10A1_Tuan7.pdf", "lesson_plan", "10A1", "Ngoại ngữ 1", "week-07"},
    {"giáo án Nguyễn Văn Nam Toán 6A tuần 9.pdf", "lesson_plan", "6A", "Toán", "week-09"},
    {"Tuần 15 - Giáo án Lịch sử và Địa lí 8B.pdf", "lesson_plan", "8B", "Lịch sử và Địa lí",
     "week-15"},
    {"w3 giao an gdcd 7b.pdf", "lesson_plan", "7B", "Giáo dục công dân", "week-03"},
    {"GA HĐTN-HN 6A T30.pdf", "lesson_plan", "6A", "Hoạt động trải nghiệm, hướng nghiệp",
     "week-30"},
    {"giao an the duc 12c tuan 1.pdf", "lesson_plan", "12C", "Giáo dục thể chất", "week-01"},
    {"Giáo án Toán 11A10 tuần 2.pdf", "lesson_plan", "11A10", "Toán", "week-02"},
    {"Giáo án Toán 10A12 tuần 2.pdf", "lesson_plan", "10A12", "Toán", "week-02"},
    {"Giáo án Toán lớp 6/1 tuần 2.pdf", "lesson_plan", "6/1", "Toán", "week-02"},
    {"Giáo án Toán 16A tuần 2.pdf", "lesson_plan", NULL, "Toán", "week-02"},
    {"Giáo án Toán 6A tuần 99.pdf", "lesson_plan", "6A", "Toán", NULL},
    {"Giáo án.pdf", "lesson_plan", NULL, NULL, NULL},
    {"Lịch báo giảng tuần 10 Lan.pdf", "teaching_schedule", NULL, NULL, "week-10"},
    {"LBG_T10_gvLan.pdf", "teaching_schedule", NULL, NULL, "week-10"},
    {"SoDauBai_7B_T12.pdf", "class_log", "7B", NULL, "week-12"},
    {"Sổ ghi đầu bài lớp 9A tuần 33.pdf", "class_log", "9A", NULL, "week-33"},
    {"so-chu-nhiem-6a-thang-9.pdf", "homeroom_book", "6A", NULL, "year"},
    {"Sổ chủ nhiệm 7A.pdf", "homeroom_book", "7A", NULL, "year"},
    {"SCN 9B 2026.pdf", "homeroom_book", "9B", NULL, "year"},
    {"Sổ gọi tên và ghi điểm 8A HKI.pdf", "mark_book", "8A", NULL, "term-1"},
    {"SoDiem_8A_HK2.pdf", "mark_book", "8A", NULL, "term-2"},
    {"sổ điểm 6B học kỳ II.pdf", "mark_book", "6B", NULL, "term-2"},
    {"Sổ theo dõi và đánh giá học sinh môn Tin 6A học kì 1.pdf", "assessment_book", "6A", "Tin học",
     "term-1"},
    {"Sổ theo dõi đánh giá Ngữ văn 9A HKII.pdf", "assessment_book", "9A", "Ngữ văn", "term-2"},
    {"Sổ đăng bộ 2026-2027.pdf", "enrolment_register", NULL, NULL, "year"},
    {"bien-ban-hop-to-toan-tin-thang-9.pdf", "group_minutes", NULL, "Toán", "month-09"},
    {"Biên bản họp tổ Ngữ văn T11.pdf", "group_minutes", NULL, "Ngữ văn", "month-11"},
    {"Biên bản họp hội đồng tháng 12.pdf", "council_minutes", NULL, NULL, "month-12"},
    {"SHCM tổ Toán Tin tháng 3.pdf", "professional_meeting", NULL, "Toán", "month-03"},
    {"Sổ trực ban tuần 8.pdf", "duty_log", NULL, NULL, "week-08"},
    {"Sổ đánh giá kết quả rèn luyện 7A HK1.pdf", "conduct_book", "7A", NULL, "term-1"},
    {"Kế hoạch chuyên môn tổ Ngữ văn.pdf", "professional_plan", NULL, "Ngữ văn", "year"},
    {"scan0001.pdf", NULL, NULL, NULL, NULL},
    {"Tin 6A tuần 3.pdf", NULL, "6A", "Tin học", "week-03"},
    {".pdf", NULL, NULL, NULL, NULL},
    {"", NULL, NULL, NULL, NULL},
};

typedef struct {
  SokyFileNamePatterns *patterns;
  GPtrArray *types;
  SokyFileNameChoices choices;
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  g_autofree char *path = soky_paths_data_file ("import/file-names.ini");
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;
  gsize length = 0;

  g_file_get_contents (path, &text, &length, &error);
  g_assert_no_error (error);
  self->patterns = soky_file_name_patterns_new (text, length, &error);
  g_assert_no_error (error);
  self->types = soky_book_type_catalogue_new ();
  SokyBookType *own = soky_book_type_new ("class_log", "class_log", "Sổ ghi đầu bài");
  own->asks_class = TRUE;
  g_ptr_array_add (self->types, own);
  self->choices = (SokyFileNameChoices){self->types, classes, subjects};
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  soky_file_name_patterns_free (self->patterns);
  g_ptr_array_unref (self->types);
}

static void
assert_row (const Fixture *self, const Row *row, const char *name)
{
  g_autoptr (SokyFileNameGuess) guess = soky_file_name_guess (self->patterns, &self->choices, name);

  g_test_message ("%s: %s %s %s %s %u%%", name, guess->type_code, guess->class_name, guess->subject,
                  guess->period, guess->confidence);
  g_assert_cmpstr (guess->type_code, ==, row->type);
  g_assert_cmpstr (guess->class_name, ==, row->class_name);
  g_assert_cmpstr (guess->subject, ==, row->subject);
  g_assert_cmpstr (guess->period, ==, row->period);
  g_assert_cmpuint (guess->confidence, <=, 100);
  g_assert_true ((guess->confidence > 0) == (row->type != NULL));
}

/* As written, and as some systems store names: letters and their marks apart. */
static void
test_table (Fixture *self, gconstpointer data)
{
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autofree char *apart = g_utf8_normalize (rows[i].name, -1, G_NORMALIZE_NFD);
    assert_row (self, &rows[i], rows[i].name);
    assert_row (self, &rows[i], apart);
  }
}

static guint
rate (const Fixture *self, const char *name)
{
  g_autoptr (SokyFileNameGuess) guess = soky_file_name_guess (self->patterns, &self->choices, name);
  return guess->confidence;
}

/* The more a name says, the surer is the guess. */
static void
test_confidence (Fixture *self, gconstpointer data)
{
  g_assert_cmpuint (rate (self, "Giáo án Tin 6A tuần 3.pdf"), ==, 100);
  g_assert_cmpuint (rate (self, "GA Tin 6A tuần 3.pdf"), <, 100);
  g_assert_cmpuint (rate (self, "Giáo án Tin 6A.pdf"), <, 100);
  g_assert_cmpuint (rate (self, "Giáo án Tin.pdf"), <, rate (self, "Giáo án Tin 6A.pdf"));
  g_assert_cmpuint (rate (self, "Sổ chủ nhiệm 7A.pdf"), ==, 100);
}

/* Only what can be chosen is guessed. */
static void
test_choices (Fixture *self, gconstpointer data)
{
  static const char *const nothing[] = {NULL};
  g_autoptr (GPtrArray) none = g_ptr_array_new ();
  const SokyFileNameChoices choices = {none, nothing, nothing};
  g_autoptr (SokyFileNameGuess) guess =
      soky_file_name_guess (self->patterns, &choices, "Giáo án Tin 6A tuần 3.pdf");

  g_assert_null (guess->type_code);
  g_assert_null (guess->class_name);
  g_assert_null (guess->subject);
  g_assert_cmpstr (guess->period, ==, "week-03");
  g_assert_null (soky_file_name_guess_find_type (guess, self->types));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/book/file-names/table", Fixture, NULL, set_up, test_table, tear_down);
  g_test_add ("/book/file-names/confidence", Fixture, NULL, set_up, test_confidence, tear_down);
  g_test_add ("/book/file-names/choices", Fixture, NULL, set_up, test_choices, tear_down);
  return g_test_run ();
}
