/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/widgets/fold-bin.h"

typedef struct {
  gboolean folded;
} SokyFoldBinPrivate;

enum { PROP_0, PROP_FOLDED, N_PROPS };
static GParamSpec *properties[N_PROPS];

enum { GO_BACK, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_TYPE_WITH_PRIVATE (SokyFoldBin, soky_fold_bin, ADW_TYPE_BIN)

static void
soky_fold_bin_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  SokyFoldBinPrivate *self = soky_fold_bin_get_instance_private (SOKY_FOLD_BIN (object));

  if (id != PROP_FOLDED) {
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    return;
  }
  if (g_value_get_boolean (value) == self->folded)
    return;
  self->folded = g_value_get_boolean (value);
  g_object_notify_by_pspec (object, pspec);
}

static void
soky_fold_bin_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  SokyFoldBinPrivate *self = soky_fold_bin_get_instance_private (SOKY_FOLD_BIN (object));

  if (id == PROP_FOLDED)
    g_value_set_boolean (value, self->folded);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
soky_fold_bin_class_init (SokyFoldBinClass *klass)
{
  G_OBJECT_CLASS (klass)->set_property = soky_fold_bin_set_property;
  G_OBJECT_CLASS (klass)->get_property = soky_fold_bin_get_property;
  properties[PROP_FOLDED] =
      g_param_spec_boolean ("folded", NULL, NULL, FALSE,
                            G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (G_OBJECT_CLASS (klass), N_PROPS, properties);
  signals[GO_BACK] = g_signal_new ("go-back", SOKY_TYPE_FOLD_BIN, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                   NULL, G_TYPE_NONE, 0);
}

static void
soky_fold_bin_init (SokyFoldBin *self)
{
}

void
soky_fold_bin_go_back (SokyFoldBin *self)
{
  g_return_if_fail (SOKY_IS_FOLD_BIN (self));

  g_signal_emit (self, signals[GO_BACK], 0);
}
