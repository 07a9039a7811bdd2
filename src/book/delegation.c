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

/* Begins a line unless there is nothing to say. */
static void
add_line (GString *lines, const char *prefix, const char *office)
{
  g_autofree char *printed = capitals (office != NULL ? office : "");

  if (*printed != '\0')
    g_string_append_printf (lines, "%s%s%s%s", lines->len > 0 ? "\n" : "", prefix,
                            *prefix != '\0' ? " " : "", printed);
}

char *
soky_delegation_print (SokyDelegation delegation, const char *office, const char *head,
                       const char *own)
{
  g_return_val_if_fail (delegation < SOKY_N_DELEGATIONS && office != NULL, NULL);

  GString *lines = g_string_new (NULL);

  add_line (lines, prefixes[delegation], office);
  if (delegation == SOKY_DELEGATION_COLLECTIVE)
    add_line (lines, prefixes[SOKY_DELEGATION_DEPUTY], head);
  if (delegation != SOKY_DELEGATION_NONE && delegation != SOKY_DELEGATION_ACTING)
    add_line (lines, "", own);
  return g_string_free (lines, FALSE);
}
