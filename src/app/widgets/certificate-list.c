/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/widgets/certificate-list.h"

#include <glib/gi18n.h>

struct _SokyCertificateList {
  AdwPreferencesGroup parent_instance;

  GPtrArray *rows;         /* SokyCertificateRow */
  GtkCheckButton *nobody;  /* never shown: makes a lone row a radio button as well */
  AdwExpanderRow *useless; /* nullable: holds the rows that cannot be used, beside usable ones */
  char *seen;              /* nullable: what the tokens held at the last look, to notice a change */
  char *preferred;         /* nullable: a fingerprint */
  SokyCertificateCheck check; /* nullable */
  gpointer check_data;
  GDestroyNotify check_free;
};

enum { CHOSEN, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SokyCertificateList, soky_certificate_list, ADW_TYPE_PREFERENCES_GROUP)

/* A certificate and the token that it is on; neither is owned. */
typedef struct {
  SokyToken *token;
  SokyTokenCertificate *entry;
  const char *obstacle; /* nullable */
} Pair;

static const char *
get_fingerprint (SokyTokenCertificate *entry)
{
  return soky_certificate_get_fingerprint (soky_token_certificate_get_certificate (entry));
}

static int
compare_obstacles (gconstpointer a, gconstpointer b)
{
  return (((const Pair *) a)->obstacle != NULL) - (((const Pair *) b)->obstacle != NULL);
}

/* Those without an obstacle first, authorities left out. */
static GArray *
pair_up (SokyCertificateList *self, GPtrArray *tokens)
{
  GArray *pairs = g_array_new (FALSE, FALSE, sizeof (Pair));

  for (guint i = 0; i < tokens->len; i++) {
    SokyToken *token = g_ptr_array_index (tokens, i);
    GPtrArray *entries = soky_token_get_certificates (token);
    for (guint j = 0; j < entries->len; j++) {
      SokyTokenCertificate *entry = g_ptr_array_index (entries, j);
      Pair pair = {token, entry, self->check ? self->check (entry, self->check_data) : NULL};
      if (!soky_certificate_is_authority (soky_token_certificate_get_certificate (entry)))
        g_array_append_val (pairs, pair);
    }
  }
  g_array_sort (pairs, compare_obstacles);
  return pairs;
}

static char *
describe (GArray *pairs)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < pairs->len; i++) {
    const Pair *pair = &g_array_index (pairs, Pair, i);
    g_string_append_printf (text, "%s %s %s %d %d\n", soky_token_get_module_path (pair->token),
                            soky_token_get_serial (pair->token), get_fingerprint (pair->entry),
                            soky_token_get_pin_state (pair->token),
                            soky_token_certificate_may_have_key (pair->entry));
  }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
toggled_cb (SokyCertificateList *self, GtkCheckButton *button)
{
  if (gtk_check_button_get_active (button))
    g_signal_emit (self, signals[CHOSEN], 0);
}

static SokyCertificateRow *
make_row (SokyCertificateList *self, const Pair *pair)
{
  GtkWidget *row = soky_certificate_row_new (pair->token, pair->entry, pair->obstacle);
  GtkCheckButton *button = soky_certificate_row_get_button (SOKY_CERTIFICATE_ROW (row));

  gtk_check_button_set_group (button, self->nobody);
  g_signal_connect_object (button, "toggled", G_CALLBACK (toggled_cb), self, G_CONNECT_SWAPPED);
  g_ptr_array_add (self->rows, row);
  return SOKY_CERTIFICATE_ROW (row);
}

static void
remove_rows (SokyCertificateList *self)
{
  AdwPreferencesGroup *group = ADW_PREFERENCES_GROUP (self);

  for (guint i = 0; i < self->rows->len; i++) {
    SokyCertificateRow *row = g_ptr_array_index (self->rows, i);
    if (self->useless == NULL || soky_certificate_row_is_usable (row))
      adw_preferences_group_remove (group, GTK_WIDGET (row));
  }
  if (self->useless != NULL)
    adw_preferences_group_remove (group, GTK_WIDGET (self->useless));
  self->useless = NULL;
  g_ptr_array_set_size (self->rows, 0);
}

/* Where somebody has a certificate that works, the others only stand in the way. */
static void
add_rows (SokyCertificateList *self, GArray *pairs)
{
  gboolean usable = FALSE;

  for (guint i = 0; i < pairs->len; i++)
    usable |= soky_certificate_row_is_usable (make_row (self, &g_array_index (pairs, Pair, i)));
  for (guint i = 0; i < self->rows->len; i++) {
    SokyCertificateRow *row = g_ptr_array_index (self->rows, i);
    if (!usable || soky_certificate_row_is_usable (row)) {
      adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), GTK_WIDGET (row));
      continue;
    }
    if (self->useless == NULL) {
      self->useless = ADW_EXPANDER_ROW (adw_expander_row_new ());
      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->useless),
                                     _ ("Certificates that cannot be used"));
    }
    adw_expander_row_add_row (self->useless, GTK_WIDGET (row));
  }
  if (self->useless != NULL)
    adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), GTK_WIDGET (self->useless));
}

/* How well a row answers what was chosen before: the certificate on the very token, then on any
 * token, then whatever can be used. */
static guint
rate (SokyCertificateRow *row, const char *fingerprint, const char *serial)
{
  const char *own = get_fingerprint (soky_certificate_row_get_certificate (row));
  SokyToken *token = soky_certificate_row_get_token (row);

  if (!soky_certificate_row_is_usable (row))
    return 0;
  if (g_strcmp0 (own, fingerprint) != 0)
    return 1;
  return g_strcmp0 (soky_token_get_serial (token), serial) == 0 ? 3 : 2;
}

/* The one that was chosen before, else the first that can be used, so that most people only type
 * their PIN. */
static void
choose (SokyCertificateList *self, const char *before, const char *serial)
{
  SokyCertificateRow *chosen = NULL;
  guint best = 0;

  for (guint i = 0; i < self->rows->len; i++) {
    SokyCertificateRow *row = g_ptr_array_index (self->rows, i);
    guint rating = rate (row, before ? before : self->preferred, serial);
    if (rating > best) {
      best = rating;
      chosen = row;
    }
  }
  if (chosen != NULL)
    gtk_check_button_set_active (soky_certificate_row_get_button (chosen), TRUE);
}

static void
soky_certificate_list_finalize (GObject *object)
{
  SokyCertificateList *self = SOKY_CERTIFICATE_LIST (object);

  g_ptr_array_unref (self->rows);
  g_object_unref (self->nobody);
  g_free (self->seen);
  g_free (self->preferred);
  if (self->check_free != NULL)
    self->check_free (self->check_data);
  G_OBJECT_CLASS (soky_certificate_list_parent_class)->finalize (object);
}

static void
soky_certificate_list_class_init (SokyCertificateListClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = soky_certificate_list_finalize;
  signals[CHOSEN] = g_signal_new ("chosen", SOKY_TYPE_CERTIFICATE_LIST, G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 0);
}

static void
soky_certificate_list_init (SokyCertificateList *self)
{
  self->rows = g_ptr_array_new ();
  self->nobody = g_object_ref_sink (GTK_CHECK_BUTTON (gtk_check_button_new ()));
}

void
soky_certificate_list_set_check (SokyCertificateList *self, SokyCertificateCheck check,
                                 gpointer user_data, GDestroyNotify free_data)
{
  g_return_if_fail (SOKY_IS_CERTIFICATE_LIST (self));

  if (self->check_free != NULL)
    self->check_free (self->check_data);
  self->check = check;
  self->check_data = user_data;
  self->check_free = free_data;
  g_clear_pointer (&self->seen, g_free);
}

void
soky_certificate_list_set_preferred (SokyCertificateList *self, const char *fingerprint)
{
  g_return_if_fail (SOKY_IS_CERTIFICATE_LIST (self));

  g_free (self->preferred);
  self->preferred = g_strdup (fingerprint);
}

gboolean
soky_certificate_list_set_tokens (SokyCertificateList *self, GPtrArray *tokens)
{
  g_return_val_if_fail (SOKY_IS_CERTIFICATE_LIST (self), FALSE);

  g_autoptr (GArray) pairs = pair_up (self, tokens);
  g_autofree char *seen = describe (pairs);
  if (g_strcmp0 (seen, self->seen) == 0)
    return FALSE;

  SokyCertificateRow *chosen = soky_certificate_list_get_chosen (self);
  g_autofree char *before =
      chosen ? g_strdup (get_fingerprint (soky_certificate_row_get_certificate (chosen))) : NULL;
  g_autofree char *serial =
      chosen ? g_strdup (soky_token_get_serial (soky_certificate_row_get_token (chosen))) : NULL;
  g_free (self->seen);
  self->seen = g_steal_pointer (&seen);
  remove_rows (self);
  add_rows (self, pairs);
  choose (self, before, serial);
  return TRUE;
}

guint
soky_certificate_list_get_count (SokyCertificateList *self)
{
  g_return_val_if_fail (SOKY_IS_CERTIFICATE_LIST (self), 0);

  return self->rows->len;
}

SokyCertificateRow *
soky_certificate_list_get_chosen (SokyCertificateList *self)
{
  g_return_val_if_fail (SOKY_IS_CERTIFICATE_LIST (self), NULL);

  for (guint i = 0; i < self->rows->len; i++) {
    SokyCertificateRow *row = g_ptr_array_index (self->rows, i);
    if (gtk_check_button_get_active (soky_certificate_row_get_button (row)))
      return row;
  }
  return NULL;
}
