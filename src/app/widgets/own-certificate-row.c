/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/widgets/own-certificate-row.h"

#include "base/clock.h"

#include <glib/gi18n.h>

struct _SokyOwnCertificateRow {
  GtkListBoxRow parent_instance;

  GtkLabel *state_chip;
  GtkLabel *holder_label;
  GtkLabel *facts_label;
  GtkLabel *reason_label;
  GtkWidget *ask_button;
  GtkWidget *withdraw_button;

  SokyEnrolment *enrolment;
};

enum { WITHDRAW, ASK, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SokyOwnCertificateRow, soky_own_certificate_row, GTK_TYPE_LIST_BOX_ROW)

typedef enum { IN_FORCE, WAITING, WITHDRAWN, EXPIRED } Standing;

static const struct {
  const char *word;
  const char *style;
} standings[] = {
    [IN_FORCE] = {N_ ("Registered"), "published"},
    [WAITING] = {N_ ("Waits to be confirmed"), "approved"},
    [WITHDRAWN] = {N_ ("Withdrawn"), "returned"},
    [EXPIRED] = {N_ ("Expired"), "returned"},
};

static Standing
find_standing (const SokyEnrolment *enrolment, gint64 now_us)
{
  if (g_str_equal (enrolment->state, "revoked"))
    return WITHDRAWN;
  if (enrolment->expires_us != 0 && enrolment->expires_us < now_us)
    return EXPIRED;
  return g_str_equal (enrolment->state, "waiting") ? WAITING : IN_FORCE;
}

char *
soky_own_certificate_describe (const SokyEnrolment *enrolment, gint64 now_us)
{
  g_autofree char *until =
      enrolment->expires_us != 0 ? soky_clock_to_local (enrolment->expires_us) : NULL;

  switch (find_standing (enrolment, now_us)) {
  case WAITING:
    return g_strdup (_ ("The school administrator has not confirmed yet that it is yours. Until "
                        "then the server refuses signatures made with it."));
  case WITHDRAWN:
    return g_strdup (_ ("The server refuses new signatures made with it. If it is yours, register "
                        "it again; the school administrator has to confirm it."));
  case EXPIRED:
    return g_strdup_printf (_ ("It expired on %s. Get a new certificate from the authority that "
                               "issued it, and register that one."),
                            until);
  case IN_FORCE:
    break;
  }
  return until ? g_strdup_printf (_ ("Books can be signed with it until %s."), until)
               : g_strdup (_ ("Books can be signed with it."));
}

char *
soky_enrolment_describe_withdrawal (const SokyEnrolment *enrolment)
{
  g_autofree char *when =
      enrolment->withdrawn_us != 0 ? soky_clock_to_local (enrolment->withdrawn_us) : NULL;
  g_autoptr (GString) text = g_string_new (NULL);

  if (when == NULL)
    g_string_append (text, _ ("Withdrawn"));
  else if (enrolment->withdrawn_by != NULL)
    /* Translators: who, when */
    g_string_append_printf (text, _ ("Withdrawn by %s on %s"), enrolment->withdrawn_by, when);
  else
    g_string_append_printf (text, _ ("Withdrawn on %s"), when);
  if (enrolment->reason != NULL)
    g_string_append_printf (text, ": %s", enrolment->reason);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* Who holds it for whom, who issued it, when it was registered. */
static char *
describe_facts (const SokyEnrolment *enrolment)
{
  g_autoptr (GPtrArray) parts = g_ptr_array_new_with_free_func (g_free);

  if (enrolment->organisation)
    g_ptr_array_add (parts, g_strdup (_ ("Certificate of the organisation, for its stamp")));
  if (enrolment->holder_organisation != NULL && *enrolment->holder_organisation != '\0')
    g_ptr_array_add (parts, g_strdup (enrolment->holder_organisation));
  if (enrolment->issuer != NULL)
    g_ptr_array_add (parts, g_strdup_printf (_ ("Issued by %s"), enrolment->issuer));
  if (enrolment->asked_us != 0) {
    g_autofree char *asked = soky_clock_to_local (enrolment->asked_us);
    g_ptr_array_add (parts, g_strdup_printf (_ ("Registered on %s"), asked));
  }
  if (g_str_equal (enrolment->state, "revoked"))
    g_ptr_array_add (parts, soky_enrolment_describe_withdrawal (enrolment));
  g_ptr_array_add (parts, NULL);
  return g_strjoinv ("\n", (char **) parts->pdata);
}

static void
fill (SokyOwnCertificateRow *self)
{
  gint64 now_us = soky_clock_now_us ();
  Standing standing = find_standing (self->enrolment, now_us);
  const char *word = _ (standings[standing].word);
  g_autofree char *facts = describe_facts (self->enrolment);
  g_autofree char *reason = soky_own_certificate_describe (self->enrolment, now_us);
  g_autofree char *spoken = g_strdup_printf ("%s. %s. %s", self->enrolment->holder, word, reason);

  gtk_label_set_text (self->state_chip, word);
  gtk_widget_set_css_classes (GTK_WIDGET (self->state_chip),
                              (const char *[]){"chip", standings[standing].style, NULL});
  gtk_label_set_text (self->holder_label, self->enrolment->holder);
  gtk_label_set_text (self->facts_label, facts);
  gtk_widget_set_visible (GTK_WIDGET (self->facts_label), *facts != '\0');
  gtk_label_set_text (self->reason_label, reason);
  gtk_button_set_label (GTK_BUTTON (self->ask_button),
                        standing == WAITING ? _ ("Ask to Confirm…") : _ ("Ask Why…"));
  gtk_widget_set_visible (self->ask_button, standing == WAITING || standing == WITHDRAWN);
  gtk_widget_set_visible (self->withdraw_button, standing == WAITING || standing == IN_FORCE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
}

static void
ask_cb (SokyOwnCertificateRow *self)
{
  g_signal_emit (self, signals[ASK], 0);
}

static void
withdraw_cb (SokyOwnCertificateRow *self)
{
  g_signal_emit (self, signals[WITHDRAW], 0);
}

static void
soky_own_certificate_row_finalize (GObject *object)
{
  soky_enrolment_free (SOKY_OWN_CERTIFICATE_ROW (object)->enrolment);
  G_OBJECT_CLASS (soky_own_certificate_row_parent_class)->finalize (object);
}

static void
soky_own_certificate_row_class_init (SokyOwnCertificateRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = soky_own_certificate_row_finalize;
  signals[WITHDRAW] = g_signal_new ("withdraw", SOKY_TYPE_OWN_CERTIFICATE_ROW, G_SIGNAL_RUN_LAST, 0,
                                    NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[ASK] = g_signal_new ("ask", SOKY_TYPE_OWN_CERTIFICATE_ROW, G_SIGNAL_RUN_LAST, 0, NULL,
                               NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/vn/soky/SoKy/ui/own-certificate-row.ui");
  gtk_widget_class_bind_template_child (widget_class, SokyOwnCertificateRow, state_chip);
  gtk_widget_class_bind_template_child (widget_class, SokyOwnCertificateRow, holder_label);
  gtk_widget_class_bind_template_child (widget_class, SokyOwnCertificateRow, facts_label);
  gtk_widget_class_bind_template_child (widget_class, SokyOwnCertificateRow, reason_label);
  gtk_widget_class_bind_template_child (widget_class, SokyOwnCertificateRow, ask_button);
  gtk_widget_class_bind_template_child (widget_class, SokyOwnCertificateRow, withdraw_button);
  gtk_widget_class_bind_template_callback (widget_class, ask_cb);
  gtk_widget_class_bind_template_callback (widget_class, withdraw_cb);
}

static void
soky_own_certificate_row_init (SokyOwnCertificateRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
soky_own_certificate_row_new (SokyEnrolment *enrolment)
{
  g_return_val_if_fail (enrolment != NULL, NULL);

  SokyOwnCertificateRow *self = g_object_new (SOKY_TYPE_OWN_CERTIFICATE_ROW, NULL);
  self->enrolment = enrolment;
  fill (self);
  return GTK_WIDGET (self);
}

const SokyEnrolment *
soky_own_certificate_row_get_enrolment (SokyOwnCertificateRow *self)
{
  g_return_val_if_fail (SOKY_IS_OWN_CERTIFICATE_ROW (self), NULL);

  return self->enrolment;
}
