/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "server/demo/grow.h"

#include "base/clock.h"
#include "base/output.h"
#include "base/paths.h"
#include "book/date.h"
#include "crypto/digest.h"
#include "server/bookkeeping.h"
#include "server/store/directory.h"
#include "sign/sign.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#define FILE_NAME "demo/giao-an-tin-hoc-6a-tuan-3.pdf"
#define PAGES 1
#define HOUR_US ((gint64) 3600 * G_USEC_PER_SEC)
#define BOOKS_PER_PERSON 5
#define STEPS 3

/* How far a book has come, and how often that is, of a hundred. */
typedef struct {
  guint share;
  guint signatures;
  gboolean submitted, returned, published;
} Fate;

static const Fate fates[] = {
    {10, 0, FALSE, FALSE, FALSE}, {10, 0, TRUE, FALSE, FALSE}, {15, 1, TRUE, FALSE, FALSE},
    {10, 2, TRUE, FALSE, FALSE},  {8, 1, TRUE, TRUE, FALSE},   {12, 3, TRUE, FALSE, FALSE},
    {35, 3, TRUE, FALSE, TRUE},
};

typedef struct {
  SokyService *service;
  GRand *random;
  SokyTransaction *tx;
  SokySchool *school;
  char *base; /* the PDF of all of them */
  SokySegment *base_segment;
  const SokyDemoStaff *people[STEPS]; /* owner, head, vice-principal */
  gint64 now_us;
} Filling;

static void
filling_clear (Filling *self)
{
  g_clear_pointer (&self->tx, soky_transaction_free);
  g_clear_pointer (&self->school, soky_school_free);
  g_clear_pointer (&self->base, g_free);
  g_clear_pointer (&self->base_segment, soky_segment_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Filling, filling_clear)

/* What @input holds from @offset on becomes a blob. */
static SokySegment *
store (Filling *self, SokyInput *input, goffset offset, GError **error)
{
  g_autofree char *path = g_build_filename (self->service->settings->uploads, "grown", NULL);
  g_autoptr (SokyOutput) output = soky_output_new (path, error);
  goffset length = soky_input_get_size (input) - offset;

  if (output == NULL || !soky_output_copy (output, input, offset, length, NULL, error) ||
      !soky_output_commit (output, error))
    return NULL;
  g_autoptr (SokyInput) written = soky_input_open (path, error);
  g_autofree char *sha256 = written != NULL ? soky_digest_sha256_hex (written, NULL, error) : NULL;
  if (sha256 == NULL || !soky_blobs_put (self->service->blobs, path, sha256, error))
    return NULL;
  return soky_segment_new (sha256, length);
}

static SokyBook *
act (Filling *self, const SokyPerson *person, SokyBook *book, SokyAction *action,
     const SokySegment *segment, GError **error)
{
  const SokyOrigin origin = {.person = person, .address = "", .now_us = self->now_us};
  g_autoptr (SokyAction) done = action;
  g_autoptr (SokyBook) before = book;

  return soky_bookkeeping_apply (self->tx, &origin, before->id, done, segment, error);
}

static SokyBook *
draft (Filling *self, guint week, GError **error)
{
  const SokyPerson *owner = self->people[0]->person;
  const SokyPosition *teaching = soky_person_find_position (owner, SOKY_ROLE_SUBJECT_TEACHER, NULL);
  gboolean plan = g_rand_int_range (self->random, 0, 10) < 7;
  const SokyOrigin origin = {.person = owner, .address = "", .now_us = self->now_us};
  g_autofree char *period = soky_period_format (SOKY_FREQUENCY_WEEK, week);
  g_autofree char *title = plan ? g_strdup_printf ("Giáo án %s %s tuần %u", teaching->subject,
                                                   teaching->class_name, week)
                                : g_strdup_printf ("Lịch báo giảng tuần %u", week);
  const SokyBookFields fields = {title, self->school->school_year, period, teaching->class_name,
                                 teaching->subject};
  SokyBook *book = soky_bookkeeping_create (
      self->tx, &origin, plan ? "lesson_plan" : "teaching_schedule", &fields, error);
  if (book == NULL)
    return NULL;
  SokyAction *attach = soky_action_new (SOKY_ACTION_ATTACH, book->version);
  soky_action_set_file (attach, self->base_segment->sha256, self->base_segment->length, PAGES);
  return act (self, owner, book, attach, self->base_segment, error);
}

static SokyBook *
submit (Filling *self, SokyBook *book, GError **error)
{
  static const SokyRole roles[STEPS] = {SOKY_ROLE_TEACHER, SOKY_ROLE_GROUP_HEAD,
                                        SOKY_ROLE_VICE_PRINCIPAL};
  SokyAction *action = soky_action_new (SOKY_ACTION_SUBMIT, book->version);

  for (guint i = self->people[0] == self->people[1]; i < STEPS; i++)
    soky_action_add_step (action, soky_step_new (i + 1, self->people[i]->person->id, roles[i],
                                                 SOKY_STEP_PERSON, TRUE));
  return act (self, self->people[0]->person, book, action, NULL, error);
}

/* @path: (transfer full): the head's file; the new one's comes back in it */
static SokyBook *
sign (Filling *self, SokyBook *book, guint step, char **path, gboolean publish, GError **error)
{
  const SokyDemoStaff *who = self->people[step];
  const SokySignOptions options = {.placement = {.visible = FALSE},
                                   .signing_time_us = self->now_us};
  g_autoptr (SokyBook) owned = book;
  char *made =
      g_strdup_printf ("%s%cgrown-%u.pdf", self->service->settings->uploads, G_DIR_SEPARATOR, step);
  gboolean good = soky_sign_file (*path, made, &options, who->signer, NULL, error);

  g_free (*path);
  *path = made;
  g_autoptr (SokyInput) input = good ? soky_input_open (made, error) : NULL;
  g_autofree char *sha256 = input != NULL ? soky_digest_sha256_hex (input, NULL, error) : NULL;
  g_autoptr (SokySegment) tail =
      sha256 != NULL ? store (self, input, book->head_length, error) : NULL;
  if (tail == NULL)
    return NULL;
  SokyCertificate *certificate = soky_signer_get_certificate (who->signer);
  SokyAction *action = soky_action_new (SOKY_ACTION_SIGN, book->version);
  action->auto_publish = publish;
  soky_action_set_file (action, sha256, soky_input_get_size (input), book->page_count);
  soky_action_set_signature (
      action, book->head_sha256,
      soky_certificate_info_new (soky_certificate_get_fingerprint (certificate),
                                 soky_certificate_get_holder (certificate), who->person->id,
                                 FALSE));
  return act (self, who->person, g_steal_pointer (&owned), action, tail, error);
}

static const Fate *
choose_fate (GRand *random)
{
  gint32 lot = g_rand_int_range (random, 0, 100);
  guint i = 0;

  for (; i + 1 < G_N_ELEMENTS (fates) && lot >= (gint32) fates[i].share; i++)
    lot -= (gint32) fates[i].share;
  return &fates[i];
}

static gboolean
fill_one (Filling *self, guint week, GError **error)
{
  const Fate *fate = choose_fate (self->random);
  g_autofree char *path = g_strdup (self->base);
  g_autoptr (SokyBook) book = draft (self, week, error);
  gboolean head = self->people[0] == self->people[1];

  if (book == NULL || !fate->submitted)
    return book != NULL;
  self->now_us += HOUR_US;
  book = submit (self, g_steal_pointer (&book), error);
  for (guint i = head; book != NULL && i < fate->signatures; i++) {
    self->now_us += HOUR_US;
    book = sign (self, g_steal_pointer (&book), i, &path, fate->published && i + 1 == STEPS, error);
  }
  if (book == NULL || !fate->returned || book->state != SOKY_BOOK_IN_REVIEW)
    return book != NULL;
  SokyAction *back = soky_action_new (SOKY_ACTION_RETURN, book->version);
  soky_action_set_reason (back, "Bổ sung mục tiêu và phần đánh giá cuối bài.");
  book = act (self, self->people[1]->person, g_steal_pointer (&book), back, NULL, error);
  return book != NULL;
}

/* Weeks that have begun by now, at least one. */
static guint
count_weeks (const SokySchool *school, gint64 now_us)
{
  GDate day;
  soky_date_from_moment (now_us, &day);
  g_autofree char *today = soky_date_format (&day);
  guint count = 0;

  for (guint i = 0; i < school->weeks->len; i++)
    count += g_strcmp0 (((const SokyWeek *) school->weeks->pdata[i])->starts, today) <= 0;
  return MAX (count, 1);
}

static gint64
get_week_start (const SokySchool *school, guint week, gint64 latest_us)
{
  const SokyWeek *found = school->weeks->pdata[week - 1];
  g_autofree char *text = g_strconcat (found->starts, "T01:00:00Z", NULL);
  gint64 moment_us = 0;

  soky_clock_from_rfc3339 (text, &moment_us);
  return MIN (moment_us, latest_us);
}

static gboolean
begin (Filling *self, GError **error)
{
  g_autoptr (SokyTransaction) tx = soky_store_begin (self->service->store, SOKY_STORE_READ, error);

  self->base = soky_paths_data_file (FILE_NAME);
  g_autoptr (SokyInput) input = tx != NULL ? soky_input_open (self->base, error) : NULL;
  self->base_segment = input != NULL ? store (self, input, 0, error) : NULL;
  self->school = self->base_segment != NULL
                     ? soky_store_get_school (tx, self->people[2]->person->school_id, error)
                     : NULL;
  return self->school != NULL;
}

/* One week's books of everybody whose turn it is, in one transaction. */
static gboolean
fill_week (Filling *self, const SokyDemoBody *body, guint week, guint weeks, guint *count,
           GError **error)
{
  gint64 latest_us = soky_clock_now_us () - 5 * HOUR_US;
  gint64 starts_us = get_week_start (self->school, week, latest_us);

  self->tx = soky_store_begin (self->service->store, SOKY_STORE_WRITE, error);
  for (guint i = 0; self->tx != NULL && i < body->groups->len; i++) {
    const SokyDemoGroup *group = body->groups->pdata[i];
    for (guint j = 0; j < group->staff->len; j++) {
      if (g_rand_int_range (self->random, 0, (gint32) weeks) >= BOOKS_PER_PERSON)
        continue;
      self->people[0] = group->staff->pdata[j];
      self->people[1] = group->staff->pdata[0];
      self->now_us = starts_us;
      if (!fill_one (self, week, error))
        return FALSE;
      (*count)++;
    }
  }
  gboolean good = self->tx != NULL && soky_transaction_commit (self->tx, error);
  g_clear_pointer (&self->tx, soky_transaction_free);
  return good;
}

guint
soky_demo_grow_books (const SokyDemoGrowth *growth, const SokyDemoBody *body, GRand *random,
                      GError **error)
{
  g_auto (Filling) self = {.service = growth->service, .random = random};
  guint count = 0;

  self.people[2] = body->vice;
  if (!begin (&self, error))
    return 0;
  guint weeks = count_weeks (self.school, soky_clock_now_us ());
  for (guint week = 1; week <= weeks; week++) {
    if (!fill_week (&self, body, week, weeks, &count, error))
      return 0;
    g_print (_ ("week %u of %u: %u books\n"), week, weeks, count);
  }
  return count;
}
