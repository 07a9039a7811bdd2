/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "crypto/signer.h"
#include "pdf/anchor.h"
#include "pdf/lock.h"
#include "sign/extend.h"
#include "sign/batch.h"

G_BEGIN_DECLS

typedef enum {
  SOKY_SIGN_ERROR_FAILED,
  SOKY_SIGN_ERROR_DOES_NOT_FIT, /* the signature is larger than its place */
  SOKY_SIGN_ERROR_SELF_CHECK,   /* our own verifier refused the result: nothing was written */
  SOKY_SIGN_ERROR_NO_SUCH_FIELD,
  SOKY_SIGN_ERROR_FIELD_SIGNED,
  SOKY_SIGN_ERROR_NO_SUCH_PAGE,
  SOKY_SIGN_ERROR_ANCHOR_NOT_FOUND,
  SOKY_SIGN_ERROR_NOT_PERMITTED, /* an earlier signature forbids further ones (DocMDP, locks) */
  SOKY_SIGN_ERROR_NO_ROOM,       /* the page is full: a place must be given */
  SOKY_SIGN_ERROR_DONE_BEFORE,   /* signed in an earlier run of the batch */
  SOKY_SIGN_ERROR_NOT_SIGNED,    /* there is no signature to lift */
  SOKY_SIGN_ERROR_SEED,          /* the field demands what this signature is not (/SV) */
} SokySignError;

#define SOKY_SIGN_ERROR (soky_sign_error_quark ())
GQuark soky_sign_error_quark (void);

/* Where the signature is seen. An existing field's own place comes before all of this. */
typedef struct {
  gboolean visible;
  int page; /* from 1; negative counts from the last page (-1); 0 = the last */
  double x, y, width,
      height;         /* points, from the page's lower left corner; size 0 = as the text needs */
  const char *anchor; /* nullable: placed beside the last occurrence of this text */
  SokyPdfSide side;   /* of the anchor: below it by default */
  gboolean as_shown;  /* x and y are of the rectangle's upper left corner, from that of the page as
                         it is shown, and so is the size: nobody who draws it knows of rotations */
  gboolean clear;     /* a rectangle with anything under it is refused; a stamp's never is */
  gboolean anywhere;  /* no place given: x and y are ignored, the profile's place is taken, which is
                         a free corner by default */
} SokyPlacement;

/* Designated initialisers: everything left out takes its default. */
typedef struct _SokySignOptions SokySignOptions;
struct _SokySignOptions {
  const char *field; /* nullable: an existing empty signature field, else a new one's name */
  const char *role;  /* nullable: an empty signature field named for the role, the anchor or the
                        title,  in any spelling, is used first ("principal", "Hiệu trưởng") */
  SokyPlacement placement;
  const char *profile;       /* nullable: look and place by data/profiles.ini ("person", "org") */
  const char *template_name; /* nullable: of data/appearance/, in place of the profile's */
  const char *title; /* nullable: role shown above the name ("TỔ TRƯỞNG"); lines end in '\n' */
  const char *number;     /* nullable: of the document that an attachment belongs to */
  const char *form;       /* nullable: of a copy, "Sao y" */
  const char *code;       /* nullable: address that a QR code in the signature leads to */
  const char *reason;     /* nullable */
  const char *location;   /* nullable */
  const char *contact;    /* nullable */
  const char *image_path; /* nullable: PNG or JPEG of the written signature */
  gint64 signing_time_us; /* 0 = now; goes to /M and into the appearance */
  SokyHash hash;          /* 0 = as the field asks, else SHA-256 */
  gboolean prefer_pss;
  int certify;                      /* 0, or 1 to 3: see soky_pdf_append_signature() */
  SokyPdfLock lock;                 /* what is locked by a field that says nothing itself */
  const SokyExtendOptions *proof;   /* nullable: level B-B; T and more need a timestamper, and lift
                                       the signatures that are there as well */
  const SokySignOptions *beside;    /* nullable: a rectangle that stands beside the anchor of these,
                                       or of their otherwise, takes title and template from them: the
                                       paper prints the office there */
  const SokySignOptions *otherwise; /* nullable: whose look and place are taken when the anchor is
                                       not in the document; all else stays as it is here */
};

/**
 * soky_sign_file:
 * @input_path: the PDF; never changed, and a prefix of the result
 * @output_path: appears whole or not at all; may be @input_path
 *
 * Signs once: PAdES baseline (EN 319 142-1), appended as an incremental update (ISO 32000-2
 * §7.5.6). All that can be refused is refused before the key is asked, a timestamp server that does
 * not answer too; the result is verified before it takes its name.
 *
 * Returns: %FALSE with a SokySignError, SokyPdfError, SokyCryptoError, token or I/O error
 */
gboolean soky_sign_file (const char *input_path, const char *output_path,
                         const SokySignOptions *options, SokySigner *signer,
                         GCancellable *cancellable, GError **error);

typedef struct {
  const char *input_path;
  const char *output_path;
  const SokySignOptions *options;
} SokySignItem;

/**
 * soky_sign_batch_new:
 * @items: (array length=count): must outlive the batch
 * @resume: an output that is there already and is its input with a signature of this certificate is
 *   taken for done; any other file in its place is left alone, and the item fails
 *
 * Signs many files with one login. A file that cannot be signed fails and the next is taken; when
 * the key itself fails (token pulled out, key gone) or the disk is full, the batch stops, so that
 * no second attempt is made with a key that refused.
 *
 * Returns: (transfer full): to be run by soky_batch_run()
 */
SokyBatch *soky_sign_batch_new (const SokySignItem *items, guint count, SokySigner *signer,
                                gboolean resume);

G_END_DECLS
