/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pdf/error.h"

G_DEFINE_QUARK (soky - pdf - error - quark, soky_pdf_error)
