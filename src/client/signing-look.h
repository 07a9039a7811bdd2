/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "book/book-type.h"
#include "book/delegation-record.h"
#include "sign/sign.h"

G_BEGIN_DECLS

/* How a person's signature on a book looks, and where it stands. */
typedef struct {
  SokySignOptions options; /* for soky_sign_file() and soky_sign_preview() */
  /* what options.otherwise and .beside lead to, and texts that they borrow */
  SokySignOptions beside, at_office, anywhere;
  char *code;
  char *office;
  char *heading;
  char *image;
  char *number;
} SokySigningLook;

/* What the person chose; all zero is what the type says. */
typedef struct {
  int page;          /* from 1; 0 = no place was chosen */
  double shown[4];   /* points x y width height from the page's upper left corner, as it is shown */
  gboolean covering; /* the person agreed that something is under the signature */
  gboolean sealed;   /* with the picture that has the stamp on it */
  gboolean last;     /* the page was the last one: so it is in every other file */
  SokyNumbering numbering; /* of a stamp whose type asks for it */
} SokySigningWish;

/* How a person signs a file that is no book. */
typedef enum {
  SOKY_FILE_LOOK_MAIN,    /* the written signature; words while there is no picture of it */
  SOKY_FILE_LOOK_INITIAL, /* "ký nháy" */
  SOKY_FILE_LOOK_SEAL,    /* the organisation's stamp */
  SOKY_FILE_LOOK_WORDS,   /* name, organisation and time, in a frame */
} SokyFileLookKind;

typedef struct {
  SokyFileLookKind kind;
  const char *office; /* nullable: above the name ("TỔ TRƯỞNG"); lines are parted by '/': "TM. HỘI
                         ĐỒNG TRƯỜNG / CHỦ TỊCH" */
} SokyFileLook;

/**
 * soky_signing_look_init:
 * @type: outlives the look
 * @step: (nullable): the step that is signed
 * @by: (nullable): the record of delegation by which it is
 * @code: (nullable): the address of the book's check page, for a step that asks for a QR code
 * @wish: (nullable)
 *
 * As the type says for the step: beside the text that it names, where the paper prints the office
 * already; where the document does not have that text, in a free place, with the office above the
 * name. The number of a stamp is printed by a profile that has a place for it: the seal alone is a
 * picture and nothing else (Nghị định 30/2020, Phụ lục I). Who signs in another's place has that
 * printed: "KT. HIỆU TRƯỞNG / PHÓ HIỆU TRƯỞNG". The picture is the user's own for that kind of
 * step, if there is one. A chosen place comes before all but a field of the document; it covers
 * nothing unless the person agreed, and has the office only where the paper does not print it.
 * @self is not to be moved.
 */
void soky_signing_look_init (SokySigningLook *self, const SokyBookType *type, const SokyStep *step,
                             const SokyDelegationRecord *by, const char *code,
                             const SokySigningWish *wish);
/**
 * soky_signing_look_init_for_file:
 * @wish: (nullable)
 *
 * Of a file on its own: in a free place, else where the person chose. @self is not to be moved.
 */
void soky_signing_look_init_for_file (SokySigningLook *self, const SokyFileLook *look,
                                      const SokySigningWish *wish);
void soky_signing_look_clear (SokySigningLook *self);

/* Whether a person who signs @step of a book of @type can choose between pictures: one has the
 * stamp on it, and the profile that the type has for the step shows a picture. */
gboolean soky_signing_look_can_seal (const SokyBookType *type, const SokyStep *step);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SokySigningLook, soky_signing_look_clear)

G_END_DECLS
