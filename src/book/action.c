/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "book/action.h"

#include "book/comment.h"
#include "book/names.h"

#include <glib/gi18n-lib.h>

static const char *const names[SOKY_N_ACTIONS] = {
    [SOKY_ACTION_EDIT] = "edit",       [SOKY_ACTION_ATTACH] = "attach",
    [SOKY_ACTION_SUBMIT] = "submit",   [SOKY_ACTION_SIGN] = "sign",
    [SOKY_ACTION_APPROVE] = "approve", [SOKY_ACTION_RETURN] = "return",
    [SOKY_ACTION_RECALL] = "recall",   [SOKY_ACTION_CONSENT] = "consent",
    [SOKY_ACTION_PUBLISH] = "publish", [SOKY_ACTION_REVOKE] = "revoke",
    [SOKY_ACTION_DELETE] = "delete",
};

static const char *const labels[SOKY_N_ACTIONS] = {
    [SOKY_ACTION_EDIT] = N_ ("Edit"),       [SOKY_ACTION_ATTACH] = N_ ("Replace PDF"),
    [SOKY_ACTION_SUBMIT] = N_ ("Submit"),   [SOKY_ACTION_SIGN] = N_ ("Sign"),
    [SOKY_ACTION_APPROVE] = N_ ("Approve"), [SOKY_ACTION_RETURN] = N_ ("Return"),
    [SOKY_ACTION_RECALL] = N_ ("Recall"),   [SOKY_ACTION_CONSENT] = N_ ("Agree to recall"),
    [SOKY_ACTION_PUBLISH] = N_ ("Publish"), [SOKY_ACTION_REVOKE] = N_ ("Revoke publication"),
    [SOKY_ACTION_DELETE] = N_ ("Delete"),
};

SokyAction *
soky_action_new (SokyActionKind kind, guint64 version)
{
  SokyAction *self = g_new0 (SokyAction, 1);

  self->kind = kind;
  self->version = version;
  self->granted = TRUE;
  self->route = g_ptr_array_new_with_free_func ((GDestroyNotify) soky_step_unref);
  self->people = g_ptr_array_new_with_free_func ((GDestroyNotify) soky_person_unref);
  self->marks = g_ptr_array_new_with_free_func ((GDestroyNotify) soky_comment_unref);
  return self;
}

void
soky_action_free (SokyAction *self)
{
  soky_book_fields_clear (&self->fields);
  g_ptr_array_unref (self->route);
  g_ptr_array_unref (self->people);
  g_ptr_array_unref (self->marks);
  g_free (self->note);
  g_free (self->reason);
  g_free (self->base_sha256);
  g_free (self->sha256);
  g_clear_pointer (&self->certificate, soky_certificate_info_free);
  g_free (self);
}

void
soky_action_add_step (SokyAction *self, SokyStep *step)
{
  g_ptr_array_add (self->route, step);
}

void
soky_action_add_person (SokyAction *self, SokyPerson *person)
{
  g_ptr_array_add (self->people, soky_person_ref (person));
}

void
soky_action_set_reason (SokyAction *self, const char *reason)
{
  soky_names_assign (&self->reason, reason);
}

void
soky_action_set_note (SokyAction *self, const char *note)
{
  soky_names_assign (&self->note, note);
}

void
soky_action_set_file (SokyAction *self, const char *sha256, goffset length, guint page_count)
{
  soky_names_assign (&self->sha256, sha256);
  self->length = length;
  self->page_count = page_count;
}

void
soky_action_set_signature (SokyAction *self, const char *base_sha256,
                           SokyCertificateInfo *certificate)
{
  soky_names_assign (&self->base_sha256, base_sha256);
  g_clear_pointer (&self->certificate, soky_certificate_info_free);
  self->certificate = certificate;
}

SOKY_DEFINE_NAMES (SokyActionKind, soky_action_kind, names)

const char *
soky_action_kind_get_label (SokyActionKind kind)
{
  return _ (soky_names_get (labels, kind));
}
