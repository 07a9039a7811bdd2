/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "book/book-type.h"
#include "book/book.h"
#include "crypto/certificate.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* The part of a page where a person's signature will stand, with the very look that will be signed;
 * or why there is no place for it. */
#define SOKY_TYPE_SIGNATURE_PREVIEW (soky_signature_preview_get_type ())
G_DECLARE_FINAL_TYPE (SokySignaturePreview, soky_signature_preview, SOKY, SIGNATURE_PREVIEW,
                      AdwPreferencesGroup)

/* What would be signed. Nothing is owned by the struct. */
typedef struct {
  const char *path; /* (type filename): the PDF */
  SokyBook *book;
  SokyBookType *type;
  const char *person; /* whose turn it is, by id */
  const char *code;   /* nullable: the address of the book's check page */
  SokyCertificate *certificate;
} SokySignatureSubject;

/* Draws in a thread; what was shown before stays until then. */
void soky_signature_preview_show (SokySignaturePreview *self, const SokySignatureSubject *subject);
void soky_signature_preview_clear (SokySignaturePreview *self);

G_END_DECLS
