/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* In whose place somebody signs (Nghị định 30/2020/NĐ-CP, Điều 13). */
typedef enum {
  SOKY_DELEGATION_NONE,
  SOKY_DELEGATION_COLLECTIVE, /* TM.: in the name of a body that decides together */
  SOKY_DELEGATION_ACTING,     /* Q.: holds the office provisionally */
  SOKY_DELEGATION_DEPUTY,     /* KT.: a deputy in the place of the head */
  SOKY_DELEGATION_ORDER,      /* TL.: by order of the head */
  SOKY_DELEGATION_WARRANT,    /* TUQ.: by written warrant, limited in time */
  SOKY_N_DELEGATIONS
} SokyDelegation;

/* What is printed before the office: "KT."; "" for %SOKY_DELEGATION_NONE. */
const char *soky_delegation_get_prefix (SokyDelegation delegation);
/* What it is, in the user's language: "In the place of the head (KT.)". */
const char *soky_delegation_get_label (SokyDelegation delegation);
/* "none", "tm", "q", "kt", "tl", "tuq" */
const char *soky_delegation_to_string (SokyDelegation delegation);
gboolean soky_delegation_from_string (const char *text, SokyDelegation *delegation);

/**
 * soky_delegation_print:
 * @office: in whose place, "Hiệu trưởng"; of %SOKY_DELEGATION_ACTING the office that is held
 * @head: (nullable): of %SOKY_DELEGATION_COLLECTIVE, the head of the body whom a deputy of that
 * body stands for, "Chủ tịch"
 * @own: (nullable): the signer's own office (in the body, if it is one), "Phó Hiệu trưởng"; not
 *   printed when it is "Q."
 *
 * The office of a signer in capitals, as it is printed above a signature (Nghị định 30/2020/NĐ-CP,
 * Phụ lục I, ô 7a); "KT. HIỆU TRƯỞNG" and "PHÓ HIỆU TRƯỞNG" are two lines, parted by '\n', and
 * "TM. HỘI ĐỒNG TRƯỜNG", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH" three.
 *
 * Returns: (transfer full): composed (NFC)
 */
char *soky_delegation_print (SokyDelegation delegation, const char *office, const char *head,
                             const char *own);

G_END_DECLS
