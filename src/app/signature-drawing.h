/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "client/signing-look.h"
#include "book/action.h"
#include "book/book.h"
#include "crypto/certificate.h"

#include <gdk/gdk.h>

G_BEGIN_DECLS

/* What would be signed. Nothing is owned by the struct. */
typedef struct {
  const char *path; /* (type filename): the PDF */
  SokyBook *book;   /* nullable: a file on its own, and then neither are the next three */
  SokyBookType *type;
  SokyActor actor;   /* whose turn it is */
  const char *code;  /* nullable: the address of the book's check page */
  SokyFileLook file; /* of a file on its own */
  SokyCertificate *certificate;
  SokySigningWish wish;
} SokySignatureSubject;

/* A subject that owns what it points to; cleared it is all zero. */
void soky_signature_subject_init_copy (SokySignatureSubject *self,
                                       const SokySignatureSubject *subject);
void soky_signature_subject_clear (SokySignatureSubject *self);

/* How it would look: the very look that is signed. */
typedef struct {
  GdkTexture *texture; /* nullable: the signature is not seen */
  int page;            /* from 1 */
  double shown[4];     /* points x y width height from the page's upper left corner, as shown */
  gboolean given;      /* by a field of the document: no other place can be chosen */
  gboolean covers;     /* the chosen place has something under it already */
} SokySignatureDrawing;

void soky_signature_drawing_free (SokySignatureDrawing *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SokySignatureDrawing, soky_signature_drawing_free)

/**
 * soky_signature_drawing_run_async:
 * @alone: the signature by itself, on nothing; else with the part of the page around it
 *
 * Finds the place and draws, in a thread.
 */
void soky_signature_drawing_run_async (gpointer source, const SokySignatureSubject *subject,
                                       gboolean alone, GCancellable *cancellable,
                                       GAsyncReadyCallback callback, gpointer user_data);
/* Returns: (transfer full) (nullable): %NULL with what would be refused at signing */
SokySignatureDrawing *soky_signature_drawing_run_finish (GAsyncResult *result, GError **error);

G_END_DECLS
