/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sign/policy.h"

static const char *const rules[] = {"published", "prefer", "require"};

const char *
soky_revocation_rule_to_string (SokyRevocationRule rule)
{
  return rules[(guint) rule < G_N_ELEMENTS (rules) ? rule : 0];
}

gboolean
soky_revocation_rule_from_string (const char *text, SokyRevocationRule *rule)
{
  g_return_val_if_fail (rule != NULL, FALSE);

  for (guint i = 0; text != NULL && i < G_N_ELEMENTS (rules); i++) {
    if (g_str_equal (text, rules[i])) {
      *rule = i;
      return TRUE;
    }
  }
  return FALSE;
}
