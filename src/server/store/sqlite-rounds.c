/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "book/book-query.h"
#include "book/round.h"
#include "server/store/store-sqlite-private.h"

static SokyCertificateInfo *
read_certificate_info (SokyQuery *row, const char *person_id)
{
  g_autofree char *fingerprint = soky_query_text (row);
  g_autofree char *holder = soky_query_text (row);
  gboolean organisation = soky_query_integer (row) != 0;

  if (fingerprint == NULL)
    return NULL;
  return soky_certificate_info_new (fingerprint, holder, person_id, organisation);
}

/* NULL where nobody stood in. */
static SokyStandIn *
read_stand_in (SokyQuery *row)
{
  g_autoptr (SokyStandIn) self = g_new0 (SokyStandIn, 1);

  self->delegation_id = soky_query_text (row);
  g_autofree char *kind = soky_query_text (row);
  self->office = soky_query_text (row);
  self->person_id = soky_query_text (row);
  self->person_name = soky_query_text (row);
  self->title = soky_query_text (row);
  self->head = soky_query_text (row);
  if (self->delegation_id == NULL)
    return NULL;
  soky_delegation_from_string (kind, &self->kind);
  return g_steal_pointer (&self);
}

static SokyStep *
read_step (SokyQuery *row)
{
  guint order = (guint) soky_query_integer (row);
  g_autofree char *person_id = soky_query_text (row);
  g_autofree char *role_name = soky_query_text (row);
  g_autofree char *kind_name = soky_query_text (row);
  gboolean require_cert = soky_query_integer (row) != 0;
  g_autofree char *outcome_name = soky_query_text (row);
  SokyRole role = SOKY_ROLE_NONE;
  SokyStepKind kind = SOKY_STEP_PERSON;

  soky_role_from_string (role_name, &role);
  soky_step_kind_from_string (kind_name, &kind);
  SokyStep *step = soky_step_new (order, person_id, role, kind, require_cert);
  soky_outcome_from_string (outcome_name, &step->outcome);
  g_free (step->person_name);
  g_free (step->title);
  step->person_name = soky_query_text (row);
  step->title = soky_query_text (row);
  step->decided_us = soky_query_integer (row);
  step->consented_us = soky_query_integer (row);
  step->reason = soky_query_text (row);
  step->revision = (int) soky_query_integer (row);
  step->stand_in = read_stand_in (row);
  step->certificate = read_certificate_info (row, soky_step_get_decider (step));
  step->numbering.number = (guint) soky_query_integer (row);
  g_autofree char *date = soky_query_text_or_empty (row);
  g_strlcpy (step->numbering.date, date, sizeof step->numbering.date);
  return step;
}

static gboolean
read_steps (SokySqlite *db, const char *book_id, SokyRound *round, GError **error)
{
  g_autoptr (SokyQuery) query = soky_sqlite_query (
      db, error,
      "SELECT sign_order, person_id, role, kind, require_cert, outcome, person_name, title, "
      "decided_us, consented_us, reason, revision, delegation_id, delegation_kind, "
      "delegation_office, decider_id, decider_name, decider_title, delegation_head, "
      "certificate, certificate_holder, certificate_organisation, stamp_number, stamp_date FROM step "
      "WHERE book_id = ?1 AND round = ?2 ORDER BY number",
      "si", book_id, (gint64) round->number);

  if (query == NULL)
    return FALSE;
  while (soky_query_next (query, error))
    g_ptr_array_add (round->steps, read_step (query));
  return !soky_query_failed (query);
}

static SokyRound *
read_round (SokyQuery *row)
{
  guint number = (guint) soky_query_integer (row);
  SokyRound *round = soky_round_new (number, soky_query_integer (row));
  round->ended_us = soky_query_integer (row);
  g_autofree char *end_name = soky_query_text (row);
  soky_round_end_from_string (end_name, &round->end);
  round->reason = soky_query_text (row);
  round->note = soky_query_text (row);
  return round;
}

gboolean
soky_sqlite_read_rounds (SokySqlite *db, SokyBook *book, guint first, GError **error)
{
  g_autoptr (SokyQuery) query =
      soky_sqlite_query (db, error,
                         "SELECT number, submitted_us, ended_us, ending, reason, note FROM round "
                         "WHERE book_id = ?1 AND number >= ?2 ORDER BY number",
                         "si", book->id, (gint64) first);

  if (query == NULL)
    return FALSE;
  while (soky_query_next (query, error)) {
    SokyRound *round = read_round (query);
    g_ptr_array_add (book->rounds, round);
    if (!read_steps (db, book->id, round, error))
      return FALSE;
  }
  return !soky_query_failed (query);
}

static gboolean
is_waiting (const SokyBook *book, const SokyRound *round, const SokyStep *step)
{
  if (round->number != book->round)
    return FALSE;
  return soky_book_is_current_step (book, step) || soky_book_lacks_consent (book, step);
}

static gboolean
write_step (SokySqlite *db, const SokyBook *book, const SokyRound *round, guint number,
            GError **error)
{
  const SokyStep *step = round->steps->pdata[number];
  const SokyCertificateInfo *certificate = step->certificate;
  const SokyStandIn nobody = {0};
  const SokyStandIn *stand_in = step->stand_in != NULL ? step->stand_in : &nobody;

  return soky_sqlite_execute (
      db, NULL, error,
      "INSERT INTO step (book_id, round, number, sign_order, person_id, person_name, role, title, "
      "kind, require_cert, outcome, decided_us, consented_us, reason, certificate, "
      "certificate_holder, certificate_organisation, revision, waiting, delegation_id, "
      "delegation_kind, delegation_office, decider_id, decider_name, decider_title, delegation_head, "
      "stamp_number, stamp_date) "
      "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, "
      "?20, ?21, ?22, ?23, ?24, ?25, ?26, ?27, ?28)",
      "siiisssssisiisssiiisssssssis", book->id, (gint64) round->number, (gint64) number,
      (gint64) step->order, step->person_id, step->person_name, soky_role_to_string (step->role),
      step->title, soky_step_kind_to_string (step->kind), (gint64) step->require_cert,
      soky_outcome_to_string (step->outcome), step->decided_us, step->consented_us, step->reason,
      certificate ? certificate->fingerprint : NULL, certificate ? certificate->holder : NULL,
      (gint64) (certificate ? certificate->organisation : 0), (gint64) step->revision,
      (gint64) is_waiting (book, round, step), stand_in->delegation_id,
      step->stand_in ? soky_delegation_to_string (stand_in->kind) : NULL, stand_in->office,
      stand_in->person_id, stand_in->person_name, stand_in->title, stand_in->head,
      (gint64) step->numbering.number, step->numbering.number > 0 ? step->numbering.date : NULL);
}

static gboolean
write_round (SokySqlite *db, const SokyBook *book, const SokyRound *round, GError **error)
{
  if (!soky_sqlite_execute (
          db, NULL, error,
          "INSERT INTO round (book_id, number, submitted_us, ended_us, ending, reason, note) "
          "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7) ON CONFLICT (book_id, number) DO UPDATE SET "
          "submitted_us = ?3, ended_us = ?4, ending = ?5, reason = ?6, note = ?7",
          "siiisss", book->id, (gint64) round->number, round->submitted_us, round->ended_us,
          soky_round_end_to_string (round->end), round->reason, round->note) ||
      !soky_sqlite_execute (db, NULL, error, "DELETE FROM step WHERE book_id = ?1 AND round = ?2",
                            "si", book->id, (gint64) round->number))
    return FALSE;
  for (guint i = 0; i < round->steps->len; i++) {
    if (!write_step (db, book, round, i, error))
      return FALSE;
  }
  return TRUE;
}

gboolean
soky_sqlite_write_rounds (SokySqlite *db, const SokyBook *book, guint first, GError **error)
{
  for (guint i = 0; i < book->rounds->len; i++) {
    const SokyRound *round = book->rounds->pdata[i];
    if (round->number >= first && !write_round (db, book, round, error))
      return FALSE;
  }
  return TRUE;
}
