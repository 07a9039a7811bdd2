/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "book/delegation-record.h"

#include "book/names.h"

#include <glib/gi18n-lib.h>

static const char *const states[SOKY_N_DELEGATION_STATES] = {
    [SOKY_DELEGATION_COMING] = "coming",
    [SOKY_DELEGATION_IN_FORCE] = "in_force",
    [SOKY_DELEGATION_ENDED] = "ended",
    [SOKY_DELEGATION_REVOKED] = "revoked",
};

static const char *const state_labels[SOKY_N_DELEGATION_STATES] = {
    [SOKY_DELEGATION_COMING] = N_ ("Not yet in force"),
    [SOKY_DELEGATION_IN_FORCE] = N_ ("In force"),
    [SOKY_DELEGATION_ENDED] = N_ ("Ended"),
    [SOKY_DELEGATION_REVOKED] = N_ ("Withdrawn"),
};

G_DEFINE_BOXED_TYPE (SokyDelegationRecord, soky_delegation_record, soky_delegation_record_ref,
                     soky_delegation_record_unref)

static void
clear_record (gpointer data)
{
  SokyDelegationRecord *self = data;

  g_free (self->id);
  g_free (self->school_id);
  g_free (self->giver_id);
  g_free (self->giver_name);
  g_free (self->office_title);
  g_free (self->head_title);
  g_free (self->receiver_id);
  g_free (self->receiver_name);
  g_free (self->receiver_title);
  g_ptr_array_unref (self->type_ids);
  g_free (self->note);
  g_free (self->maker_id);
  g_free (self->maker_name);
}

SokyDelegationRecord *
soky_delegation_record_new (const char *id, SokyDelegation kind)
{
  SokyDelegationRecord *self = g_atomic_rc_box_new0 (SokyDelegationRecord);
  char **const texts[] = {&self->school_id,   &self->giver_name,    &self->office_title,
                          &self->receiver_id, &self->receiver_name, &self->receiver_title,
                          &self->maker_id,    &self->maker_name};

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    *texts[i] = g_strdup ("");
  self->id = g_strdup (id);
  self->kind = kind;
  self->type_ids = g_ptr_array_new_with_free_func (g_free);
  return self;
}

SokyDelegationRecord *
soky_delegation_record_copy (const SokyDelegationRecord *self)
{
  SokyDelegationRecord *copy = g_atomic_rc_box_new0 (SokyDelegationRecord);

  *copy = *self;
  copy->id = g_strdup (self->id);
  copy->school_id = g_strdup (self->school_id);
  copy->giver_id = g_strdup (self->giver_id);
  copy->giver_name = g_strdup (self->giver_name);
  copy->office_title = g_strdup (self->office_title);
  copy->head_title = g_strdup (self->head_title);
  copy->receiver_id = g_strdup (self->receiver_id);
  copy->receiver_name = g_strdup (self->receiver_name);
  copy->receiver_title = g_strdup (self->receiver_title);
  copy->note = g_strdup (self->note);
  copy->maker_id = g_strdup (self->maker_id);
  copy->maker_name = g_strdup (self->maker_name);
  copy->type_ids = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < self->type_ids->len; i++)
    g_ptr_array_add (copy->type_ids, g_strdup (g_ptr_array_index (self->type_ids, i)));
  return copy;
}

SokyDelegationRecord *
soky_delegation_record_ref (SokyDelegationRecord *self)
{
  return g_atomic_rc_box_acquire (self);
}

void
soky_delegation_record_unref (SokyDelegationRecord *self)
{
  g_atomic_rc_box_release_full (self, clear_record);
}

gboolean
soky_delegation_record_leaves_out (const SokyDelegationRecord *self, const char *type_id)
{
  return self->type_ids->len > 0 &&
         !g_ptr_array_find_with_equal_func (self->type_ids, type_id, g_str_equal, NULL);
}

char *
soky_delegation_record_print (const SokyDelegationRecord *self)
{
  return soky_delegation_print (self->kind, self->office_title, self->head_title,
                                self->receiver_title);
}

SokyDelegationState
soky_delegation_record_get_state (const SokyDelegationRecord *self, gint64 now_us)
{
  GDate today;

  if (self->revoked_us != 0 && self->revoked_us <= now_us)
    return SOKY_DELEGATION_REVOKED;
  soky_date_from_moment (now_us, &today);
  if (g_date_compare (&today, &self->first) < 0)
    return SOKY_DELEGATION_COMING;
  if (g_date_valid (&self->last) && g_date_compare (&today, &self->last) > 0)
    return SOKY_DELEGATION_ENDED;
  return SOKY_DELEGATION_IN_FORCE;
}

SOKY_DEFINE_NAMES (SokyDelegationState, soky_delegation_state, states)

const char *
soky_delegation_state_get_label (SokyDelegationState state)
{
  return _ (soky_names_get (state_labels, state));
}
