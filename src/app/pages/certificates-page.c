/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/pages/certificates-page.h"

#include <glib/gi18n.h>

#include "app/dialogs/withdrawal.h"
#include "app/gtk-compat.h"
#include "app/widgets/own-certificate-row.h"
#include "base/clock.h"
#include "base/text.h"
#include "client/session-enrolment.h"

#define SOON_US (60 * G_TIME_SPAN_DAY)

struct _SokyCertificatesPage {
  SokyOfficePage parent_instance;
};

G_DEFINE_FINAL_TYPE (SokyCertificatesPage, soky_certificates_page, SOKY_TYPE_OFFICE_PAGE)

/* What is confirmed, while the person is asked. */
typedef struct {
  SokyCertificatesPage *page;
  char *id;
} Decision;

static void
decision_free (gpointer data)
{
  Decision *self = data;

  g_object_unref (self->page);
  g_free (self->id);
  g_free (self);
}

static void
decided_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SokyOfficePage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (SokyEnrolment) now =
      soky_session_enrolment_finish (SOKY_SESSION (source), result, &error);

  if (now != NULL || !soky_office_page_fail (self, error))
    soky_office_page_reload (self);
}

static void
asked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Decision *work = user_data;
  SokyOfficePage *page = SOKY_OFFICE_PAGE (work->page);

  if (soky_ask_finish (result) && !g_cancellable_is_cancelled (soky_office_page_get_life (page)))
    soky_session_confirm_enrolment_async (soky_office_page_get_session (page), work->id,
                                          soky_office_page_get_life (page), decided_cb,
                                          g_object_ref (page));
  decision_free (work);
}

static void
confirm_cb (GtkWidget *button, SokyCertificatesPage *self)
{
  const SokyEnrolment *one = g_object_get_data (G_OBJECT (button), "enrolment");
  g_autofree char *body =
      g_strdup_printf (_ ("From now on signatures of “%s” are those of %s. Let the person "
                          "show you the token first."),
                       one->holder, one->person_name);
  const SokyQuestion question = {
      .heading = _ ("Confirm the Certificate?"), .body = body, .accept = _ ("Confirm")};
  Decision *work = g_new0 (Decision, 1);

  work->page = g_object_ref (self);
  work->id = g_strdup (one->id);
  soky_ask_async (soky_office_page_get_window (SOKY_OFFICE_PAGE (self)), &question, asked_cb, work);
}

static void
revoke_cb (GtkWidget *button, SokyCertificatesPage *self)
{
  const SokyEnrolment *one = g_object_get_data (G_OBJECT (button), "enrolment");
  SokyOfficePage *page = SOKY_OFFICE_PAGE (self);
  g_autofree char *body =
      g_strdup_printf (_ ("From now on “%s” signs nothing more for %s. What was signed "
                          "stays as it is."),
                       one->holder, one->person_name);
  const SokyWithdrawalWords words = {_ ("Revoke the Certificate?"), body, _ ("Revoke")};

  soky_withdrawal_ask (soky_office_page_get_window (page), soky_office_page_get_session (page), one,
                       &words, soky_office_page_get_life (page), decided_cb, G_OBJECT (self));
}

/* --- rows --- */

static gboolean
is_waiting (const SokyEnrolment *one)
{
  return g_str_equal (one->state, "waiting");
}

static gboolean
is_revoked (const SokyEnrolment *one)
{
  return g_str_equal (one->state, "revoked");
}

static gboolean
ends_soon (const SokyEnrolment *one)
{
  return one->expires_us < soky_clock_now_us () + SOON_US;
}

/* The same letters, whatever their case and marks: certificates are often without marks. */
static gboolean
names_the_person (const SokyEnrolment *one)
{
  g_autofree char *holder = soky_text_fold (one->holder);
  g_autofree char *person = soky_text_fold (one->person_name);

  return one->organisation || g_str_equal (holder, person);
}

static char *
describe (const SokyEnrolment *one)
{
  g_autofree char *until = soky_clock_to_local (one->expires_us);
  g_autoptr (GString) text = g_string_new (one->holder);

  if (one->holder_organisation != NULL && *one->holder_organisation != '\0' &&
      !g_str_equal (one->holder_organisation, one->holder))
    g_string_append_printf (text, " · %s", one->holder_organisation);
  if (one->issuer != NULL)
    g_string_append_printf (text, "\n%s", one->issuer);
  if (is_revoked (one)) {
    g_autofree char *why = soky_enrolment_describe_withdrawal (one);
    g_string_append_printf (text, "\n%s", why);
    return g_string_free (g_steal_pointer (&text), FALSE);
  }
  g_string_append_c (text, '\n');
  g_string_append_printf (
      text, one->expires_us < soky_clock_now_us () ? _ ("Ended %s") : _ ("Valid until %s"), until);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
add_button (SokyCertificatesPage *self, AdwActionRow *row, SokyEnrolment *one, const char *label,
            GCallback callback)
{
  g_autofree char *name = g_strdup_printf ("%s: %s", label, one->person_name);
  GtkWidget *button = soky_office_row_add_button (row, label, name);

  g_object_set_data (G_OBJECT (button), "enrolment", one);
  g_signal_connect (button, "clicked", callback, self);
}

static void
add_row (SokyCertificatesPage *self, AdwPreferencesGroup *group, SokyEnrolment *one)
{
  g_autofree char *facts = describe (one);
  AdwActionRow *row = soky_office_row_new (group, one->person_name, facts);

  if (!names_the_person (one))
    soky_office_row_add_chip (row, "returned", _ ("Another name"));
  else if (one->organisation)
    soky_office_row_add_chip (row, "published", _ ("Organisation"));
  if (is_revoked (one))
    return;
  if (is_waiting (one))
    add_button (self, row, one, _ ("Confirm…"), G_CALLBACK (confirm_cb));
  add_button (self, row, one, is_waiting (one) ? _ ("Refuse…") : _ ("Revoke…"),
              G_CALLBACK (revoke_cb));
}

/* --- loading --- */

typedef gboolean (*IsOfGroup) (const SokyEnrolment *one);

static gboolean
is_ending (const SokyEnrolment *one)
{
  return g_str_equal (one->state, "enrolled") && ends_soon (one);
}

static gboolean
is_in_use (const SokyEnrolment *one)
{
  return g_str_equal (one->state, "enrolled") && !ends_soon (one);
}

static void
add_group (SokyCertificatesPage *self, GPtrArray *list, const char *title, const char *words,
           IsOfGroup is_of)
{
  AdwPreferencesGroup *group = NULL;

  for (guint i = 0; i < list->len; i++) {
    SokyEnrolment *one = g_ptr_array_index (list, i);
    if (!is_of (one))
      continue;
    if (group == NULL) {
      group = soky_office_page_add_group (SOKY_OFFICE_PAGE (self), title);
      adw_preferences_group_set_description (group, words);
    }
    add_row (self, group, one);
  }
}

static int
compare (gconstpointer first, gconstpointer second)
{
  const SokyEnrolment *a = *(SokyEnrolment *const *) first;
  const SokyEnrolment *b = *(SokyEnrolment *const *) second;

  return (a->expires_us > b->expires_us) - (a->expires_us < b->expires_us);
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SokyOfficePage) page = user_data;
  SokyCertificatesPage *self = SOKY_CERTIFICATES_PAGE (page);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) list =
      soky_session_list_enrolments_finish (SOKY_SESSION (source), result, &error);

  if (list == NULL) {
    soky_office_page_fail (page, error);
    return;
  }
  g_ptr_array_sort (list, compare);
  soky_office_page_begin (page);
  add_group (self, list, _ ("To Confirm"),
             _ ("These people cannot sign with their certificate before you confirm it."),
             is_waiting);
  add_group (self, list, _ ("End Soon"),
             _ ("Within 60 days, or already. Let these people ask for a new certificate in time."),
             is_ending);
  add_group (self, list, _ ("In Use"), NULL, is_in_use);
  add_group (self, list, _ ("Revoked"), NULL, is_revoked);
  if (list->len == 0)
    soky_office_page_show_empty (
        page, "soky-seal-symbolic", _ ("No Certificates Yet"),
        _ ("Whoever signs with a token registers its certificate from the main menu."));
  /* the buttons of the rows know them */
  g_object_set_data_full (G_OBJECT (self), "list", g_steal_pointer (&list),
                          (GDestroyNotify) g_ptr_array_unref);
}

static void
soky_certificates_page_load (SokyOfficePage *page)
{
  soky_session_list_enrolments_async (soky_office_page_get_session (page), TRUE,
                                      soky_office_page_get_life (page), loaded_cb,
                                      g_object_ref (page));
}

static void
soky_certificates_page_class_init (SokyCertificatesPageClass *klass)
{
  SOKY_OFFICE_PAGE_CLASS (klass)->load = soky_certificates_page_load;
}

static void
soky_certificates_page_init (SokyCertificatesPage *self)
{
}
