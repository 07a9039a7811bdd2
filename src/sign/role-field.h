/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pdf/signature.h"
#include "sign/sign.h"

G_BEGIN_DECLS

/**
 * soky_role_find_field:
 * @fields: (element-type SokyPdfField): those of the document
 *
 * Templates of schools name their signature fields for who signs there: "HieuTruong", "chu_ky_HT",
 * "Principal". Diacritics, case, signs between words and a number at the end do not matter.
 *
 * Returns: (transfer none) (nullable): the first empty signature field that is named for the role,
 *   else for the anchor, else for the title
 */
const SokyPdfField *soky_role_find_field (GPtrArray *fields, const SokySignOptions *options);

G_END_DECLS
