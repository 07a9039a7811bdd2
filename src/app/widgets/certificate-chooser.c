/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/widgets/certificate-chooser.h"

#include "app/settings.h"
#include "app/widgets/driver-problems.h"
#include "client/session-enrolment.h"

#include <glib/gi18n.h>

#define CHOICE_KEY "certificate"

struct _SokyCertificateChooser {
  GtkBox parent_instance;

  GtkStack *stack;
  AdwStatusPage *none_page;
  SokyCertificateList *list;
  SokyDriverProblems *problems;

  SokyTokenMonitor *monitor;
  GSettings *settings; /* nullable */
  gboolean busy;
};

enum { CHOSEN, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SokyCertificateChooser, soky_certificate_chooser, GTK_TYPE_BOX)

/* What to do when nothing is there, by what is missing. */
static void
describe_nothing (SokyCertificateChooser *self)
{
  GPtrArray *tokens = soky_token_monitor_get_tokens (self->monitor);
  GPtrArray *drivers = soky_token_monitor_get_drivers (self->monitor);
  const SokyModule *missing = soky_token_monitor_get_missing (self->monitor);
  const char *title = _ ("Plug In Your USB Token");
  const char *words = _ ("It is found by itself within two seconds. If nothing happens, install "
                         "the driver that came with the token.");

  if (tokens->len > 0) {
    title = _ ("No Certificate on the Token");
    words = _ ("The token that is plugged in holds no certificate to sign with. Plug in another "
               "one, or ask the office that issued it.");
  } else if (missing != NULL && missing->hint != NULL) {
    title = _ ("The Token’s Driver Is Missing");
    words = missing->hint;
  } else if (drivers->len == 0) {
    title = _ ("No Token Driver Is Installed");
    words = _ ("Install the driver that came with your USB token, from its maker’s page or CD. "
               "It is noticed by itself; SoKy need not be started again.");
  }
  adw_status_page_set_title (self->none_page, title);
  g_autofree char *escaped = g_markup_escape_text (words, -1);
  adw_status_page_set_description (self->none_page, escaped);
}

static void
update (SokyCertificateChooser *self)
{
  if (self->busy || self->monitor == NULL)
    return;
  gboolean changed =
      soky_certificate_list_set_tokens (self->list, soky_token_monitor_get_tokens (self->monitor));
  gboolean any = soky_certificate_list_get_count (self->list) > 0;
  gboolean settled = soky_token_monitor_is_settled (self->monitor);

  if (!any && settled)
    describe_nothing (self);
  gtk_stack_set_visible_child_name (self->stack, any ? "choose" : settled ? "none" : "searching");
  soky_driver_problems_update (self->problems, self->monitor);
  if (changed)
    g_signal_emit (self, signals[CHOSEN], 0);
}

static void
list_chosen_cb (SokyCertificateChooser *self)
{
  g_signal_emit (self, signals[CHOSEN], 0);
}

static void
soky_certificate_chooser_dispose (GObject *object)
{
  SokyCertificateChooser *self = SOKY_CERTIFICATE_CHOOSER (object);

  if (self->monitor != NULL) {
    g_signal_handlers_disconnect_by_data (self->monitor, self);
    soky_token_monitor_release (self->monitor);
  }
  g_clear_object (&self->monitor);
  g_clear_object (&self->settings);
  G_OBJECT_CLASS (soky_certificate_chooser_parent_class)->dispose (object);
}

static void
soky_certificate_chooser_class_init (SokyCertificateChooserClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = soky_certificate_chooser_dispose;
  signals[CHOSEN] = g_signal_new ("chosen", SOKY_TYPE_CERTIFICATE_CHOOSER, G_SIGNAL_RUN_LAST, 0,
                                  NULL, NULL, NULL, G_TYPE_NONE, 0);
  g_type_ensure (SOKY_TYPE_CERTIFICATE_LIST);
  g_type_ensure (SOKY_TYPE_DRIVER_PROBLEMS);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/vn/soky/SoKy/ui/certificate-chooser.ui");
  gtk_widget_class_bind_template_child (widget_class, SokyCertificateChooser, stack);
  gtk_widget_class_bind_template_child (widget_class, SokyCertificateChooser, none_page);
  gtk_widget_class_bind_template_child (widget_class, SokyCertificateChooser, list);
  gtk_widget_class_bind_template_child (widget_class, SokyCertificateChooser, problems);
  gtk_widget_class_bind_template_callback (widget_class, list_chosen_cb);
}

static void
soky_certificate_chooser_init (SokyCertificateChooser *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->settings = soky_settings_new ();
  if (self->settings == NULL)
    return;
  g_autofree char *fingerprint = g_settings_get_string (self->settings, CHOICE_KEY);
  soky_certificate_list_set_preferred (self->list, fingerprint);
}

void
soky_certificate_chooser_set_monitor (SokyCertificateChooser *self, SokyTokenMonitor *monitor)
{
  g_return_if_fail (SOKY_IS_CERTIFICATE_CHOOSER (self) && self->monitor == NULL);

  self->monitor = g_object_ref (monitor);
  g_signal_connect_swapped (monitor, "changed", G_CALLBACK (update), self);
  soky_token_monitor_hold (monitor);
  update (self);
}

static const char *
check_registered (SokyTokenCertificate *entry, gpointer session)
{
  SokyCertificate *certificate = soky_token_certificate_get_certificate (entry);

  if (soky_session_has_certificate (session, soky_certificate_get_fingerprint (certificate)))
    return NULL;
  return _ ("It is not registered for your account.");
}

/* Those of the wanted kind, once the server has told which they are. */
typedef struct {
  GPtrArray *enrolments; /* SokyEnrolment */
  gboolean organisation;
} Wanted;

static void
wanted_free (gpointer data)
{
  Wanted *self = data;
  g_ptr_array_unref (self->enrolments);
  g_free (self);
}

static const char *
check_kind (SokyTokenCertificate *entry, gpointer data)
{
  Wanted *self = data;
  SokyCertificate *certificate = soky_token_certificate_get_certificate (entry);
  const char *fingerprint = soky_certificate_get_fingerprint (certificate);

  for (guint i = 0; i < self->enrolments->len; i++) {
    const SokyEnrolment *one = self->enrolments->pdata[i];
    if (!g_str_equal (one->fingerprint, fingerprint))
      continue;
    if (!g_str_equal (one->state, "enrolled"))
      return _ ("The school administrator has not confirmed it.");
    if (one->organisation == self->organisation)
      return NULL;
    return self->organisation ? _ ("It is a person's, and the stamp is the school's.")
                              : _ ("It is the school's, for its stamp.");
  }
  return _ ("It is not registered for your account.");
}

typedef struct {
  SokyCertificateChooser *chooser;
  gboolean organisation;
} Asking;

static void
enrolments_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autofree Asking *asking = user_data;
  g_autoptr (SokyCertificateChooser) self = asking->chooser;
  GPtrArray *enrolments = soky_session_list_enrolments_finish (SOKY_SESSION (source), result, NULL);

  if (enrolments == NULL) /* the server says no in the end */
    return;
  Wanted *wanted = g_new0 (Wanted, 1);
  wanted->enrolments = enrolments;
  wanted->organisation = asking->organisation;
  soky_certificate_list_set_check (self->list, check_kind, wanted, wanted_free);
  if (self->monitor != NULL)
    update (self);
}

void
soky_certificate_chooser_want_organisation (SokyCertificateChooser *self, SokySession *session,
                                            gboolean organisation)
{
  g_return_if_fail (SOKY_IS_CERTIFICATE_CHOOSER (self) && SOKY_IS_SESSION (session));

  Asking *asking = g_new0 (Asking, 1);
  asking->chooser = g_object_ref (self);
  asking->organisation = organisation;
  soky_session_list_enrolments_async (session, FALSE, NULL, enrolments_cb, asking);
}

void
soky_certificate_chooser_set_account (SokyCertificateChooser *self, SokySession *session)
{
  g_return_if_fail (SOKY_IS_CERTIFICATE_CHOOSER (self) && SOKY_IS_SESSION (session));

  soky_certificate_list_set_check (self->list, check_registered, g_object_ref (session),
                                   g_object_unref);
}

SokyToken *
soky_certificate_chooser_get_token (SokyCertificateChooser *self)
{
  g_return_val_if_fail (SOKY_IS_CERTIFICATE_CHOOSER (self), NULL);

  SokyCertificateRow *row = soky_certificate_list_get_chosen (self->list);
  return row ? soky_certificate_row_get_token (row) : NULL;
}

SokyTokenCertificate *
soky_certificate_chooser_get_certificate (SokyCertificateChooser *self)
{
  g_return_val_if_fail (SOKY_IS_CERTIFICATE_CHOOSER (self), NULL);

  SokyCertificateRow *row = soky_certificate_list_get_chosen (self->list);
  return row ? soky_certificate_row_get_certificate (row) : NULL;
}

void
soky_certificate_chooser_set_busy (SokyCertificateChooser *self, gboolean busy)
{
  g_return_if_fail (SOKY_IS_CERTIFICATE_CHOOSER (self));

  self->busy = busy;
  gtk_widget_set_sensitive (GTK_WIDGET (self), !busy);
  update (self);
}

void
soky_certificate_chooser_remember (SokyCertificateChooser *self)
{
  g_return_if_fail (SOKY_IS_CERTIFICATE_CHOOSER (self));

  SokyTokenCertificate *entry = soky_certificate_chooser_get_certificate (self);
  if (self->settings != NULL && entry != NULL)
    g_settings_set_string (
        self->settings, CHOICE_KEY,
        soky_certificate_get_fingerprint (soky_token_certificate_get_certificate (entry)));
}
