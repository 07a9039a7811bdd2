/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/widgets/book-words.h"

#include <glib/gi18n.h>

#include "base/clock.h"
#include "base/paths.h"

const char *
soky_book_state_get_style (SokyBookState state)
{
  switch (state) {
  case SOKY_BOOK_IN_REVIEW:
    return "in-review";
  case SOKY_BOOK_RETURNED:
    return "returned";
  case SOKY_BOOK_APPROVED:
    return "approved";
  case SOKY_BOOK_PUBLISHED:
    return "published";
  case SOKY_BOOK_DRAFT:
  default:
    return "draft";
  }
}

char *
soky_book_describe_current (const SokyBook *book)
{
  GPtrArray *steps = soky_book_get_steps (book);
  GString *names = g_string_new (NULL);

  for (guint i = 0; i < steps->len; i++) {
    SokyStep *step = g_ptr_array_index (steps, i);
    if (step->outcome != SOKY_OUTCOME_PENDING || !soky_book_is_current_step (book, step))
      continue;
    g_string_append_printf (names, "%s%s", names->len > 0 ? ", " : "", step->person_name);
  }
  return g_string_free (names, FALSE);
}

char *
soky_book_describe_kind (const SokyBook *book)
{
  g_autofree char *subtitle = soky_book_get_subtitle (book);
  if (*subtitle == '\0')
    return g_strdup (book->type_name);
  return g_strdup_printf ("%s · %s", book->type_name, subtitle);
}

char *
soky_book_suggest_file_name (const SokyBook *book)
{
  g_autofree char *safe = soky_paths_safe_name (book->fields.title);
  return g_strdup_printf ("%s.pdf", safe);
}

char *
soky_step_describe (const SokyBook *book, const SokyStep *step)
{
  g_autofree char *when = step->decided_us != 0 ? soky_clock_to_local (step->decided_us) : NULL;

  switch (step->outcome) {
  case SOKY_OUTCOME_SIGNED:
    return g_strdup_printf (_ ("Signed %s"), when != NULL ? when : "");
  case SOKY_OUTCOME_APPROVED:
    return g_strdup_printf (_ ("Approved %s"), when != NULL ? when : "");
  case SOKY_OUTCOME_RETURNED:
    return g_strdup_printf (_ ("Returned %s"), when != NULL ? when : "");
  case SOKY_OUTCOME_PENDING:
  default:
    if (soky_book_is_current_step (book, step))
      return g_strdup (_ ("Has the book now"));
    return g_strdup (book->state == SOKY_BOOK_IN_REVIEW ? _ ("Comes later") : _ ("Not reached"));
  }
}

const char *
soky_step_get_style (const SokyBook *book, const SokyStep *step)
{
  if (soky_step_is_done (step))
    return "success";
  if (step->outcome == SOKY_OUTCOME_RETURNED)
    return "error";
  return soky_book_is_current_step (book, step) ? "accent" : "dim-label";
}

const char *
soky_step_get_icon (const SokyBook *book, const SokyStep *step)
{
  if (step->outcome == SOKY_OUTCOME_SIGNED)
    return "soky-seal-symbolic";
  if (step->outcome == SOKY_OUTCOME_APPROVED)
    return "object-select-symbolic";
  if (step->outcome == SOKY_OUTCOME_RETURNED)
    return "edit-undo-symbolic";
  return soky_book_is_current_step (book, step) ? "soky-inbox-symbolic"
                                                : "content-loading-symbolic";
}

char *
soky_step_describe_stand_in (const SokyStep *step)
{
  const SokyStandIn *one = step->stand_in;

  if (one == NULL)
    return NULL;
  return g_strdup_printf ("%s %s: %s", soky_delegation_get_prefix (one->kind), one->office,
                          one->person_name);
}

char *
soky_step_describe_role (const SokyStep *step)
{
  const char *title =
      step->title != NULL && *step->title != '\0' ? step->title : soky_role_get_label (step->role);
  if (step->kind == SOKY_STEP_PERSON)
    return g_strdup (title);
  return g_strdup_printf ("%s · %s", title, soky_step_kind_get_label (step->kind));
}
