/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "book/delegation.h"

#include "base/text.h"
#include "book/names.h"

#include <glib/gi18n-lib.h>

static const char *const names[SOKY_N_DELEGATIONS] = {
    [SOKY_DELEGATION_NONE] = "none", [SOKY_DELEGATION_COLLECTIVE] = "tm",
    [SOKY_DELEGATION_ACTING] = "q",  [SOKY_DELEGATION_DEPUTY] = "kt",
    [SOKY_DELEGATION_ORDER] = "tl",  [SOKY_DELEGATION_WARRANT] = "tuq",
};

static const char *const prefixes[SOKY_N_DELEGATIONS] = {
    [SOKY_DELEGATION_NONE] = "",     [SOKY_DELEGATION_COLLECTIVE] = "TM.",
    [SOKY_DELEGATION_ACTING] = "Q.", [SOKY_DELEGATION_DEPUTY] = "KT.",
    [SOKY_DELEGATION_ORDER] = "TL.", [SOKY_DELEGATION_WARRANT] = "TUQ.",
};

static const char *const labels[SOKY_N_DELEGATIONS] = {
    [SOKY_DELEGATION_NONE] = "",
    [SOKY_DELEGATION_COLLECTIVE] = N_ ("In the name of a body (TM.)"),
    [SOKY_DELEGATION_ACTING] = N_ ("Holds the office for the time being (Q.)"),
    [SOKY_DELEGATION_DEPUTY] = N_ ("Deputy of the head (KT.)"),
    [SOKY_DELEGATION_ORDER] = N_ ("By order of the head (TL.)"),
    [SOKY_DELEGATION_WARRANT] = N_ ("By written warrant (TUQ.)"),
};

SOKY_DEFINE_NAMES (SokyDelegation, soky_delegation, names)

const char *
soky_delegation_get_prefix (SokyDelegation delegation)
{
  return soky_names_get (prefixes, delegation);
}

const char *
soky_delegation_get_label (SokyDelegation delegation)
{
  return delegation != SOKY_DELEGATION_NONE ? _ (soky_names_get (labels, delegation)) : "";
}

static char *
capitals (const char *text)
{
  g_autofree char *composed = soky_text_normalize (text);
  g_autofree char *upper = g_utf8_strup (composed, -1);
  return soky_text_normalize (upper);
}

char *
soky_delegation_print (SokyDelegation delegation, const char *office, const char *own)
{
  g_return_val_if_fail (delegation < SOKY_N_DELEGATIONS && office != NULL, NULL);

  g_autofree char *first = capitals (office);
  g_autofree char *second = capitals (own != NULL ? own : "");
  gboolean two_lines =
      delegation != SOKY_DELEGATION_NONE && delegation != SOKY_DELEGATION_ACTING && *second != '\0';
  const char *prefix = prefixes[delegation];
  return g_strconcat (prefix, *prefix != '\0' ? " " : "", first, two_lines ? "\n" : "",
                      two_lines ? second : "", NULL);
}
