/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pdf/inspect.h"
#include "sign/remarks.h"

G_BEGIN_DECLS

/* What a finding weighs: grave is what can make the page show something else than was signed, or
 * reach out of the file. */
SokyRemarkWeight soky_remark_weigh (SokyPdfWaryKind kind);

G_END_DECLS
