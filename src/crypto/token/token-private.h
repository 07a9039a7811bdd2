/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "crypto/token/driver.h"
#include "crypto/token/module.h"
#include "crypto/token/record.h"
#include "crypto/token/token.h"

G_BEGIN_DECLS

/* (transfer full) (nullable): NULL when what the token holds is no certificate */
SokyTokenCertificate *soky_token_certificate_new (const SokyCertificateRecord *record);
void soky_token_certificate_set_may_have_key (SokyTokenCertificate *self, gboolean may);

SokyToken *soky_token_new (const SokyTokenRecord *record, const char *module_path);
/* Takes the PIN's state from CK_TOKEN_INFO's flags. */
void soky_token_set_flags (SokyToken *self, guint64 flags);
/* Valid as long as the token. */
SokyTokenAddress soky_token_get_address (SokyToken *self);

/* Whether @other is the same token, seen through another driver that shows no less of it. */
gboolean soky_token_is_shown_by (SokyToken *self, SokyToken *other);

/* Leaves out tokens that an earlier driver shows already: a vendor's own comes before those for
 * cards of every kind. */
void soky_token_drop_doubles (GPtrArray *tokens);

/* (transfer full) (element-type SokyModule): the drivers that the host asks; reads files, so it
 * blocks. A module that was named and is none is in the list all the same. */
GPtrArray *soky_token_host_find_modules (SokyTokenHost *self);
/* (transfer full) (nullable): a vendor whose token is plugged in without a driver of theirs among
 * @modules. Blocks. */
SokyModule *soky_token_host_find_missing (SokyTokenHost *self, GPtrArray *modules);
/* The folders where that may change. Blocks. */
GStrv soky_token_host_list_folders (SokyTokenHost *self);
/* Remembers that a driver crashed or hung, for this start and the next. Blocks for a moment. */
void soky_token_host_note_problem (SokyTokenHost *self, const SokyModule *module,
                                   const GError *problem);
/* (transfer full): what to say of a driver whose failure is remembered */
GError *soky_token_host_remembered_problem (const SokyModule *module);
guint soky_token_host_get_patience (SokyTokenHost *self);
/* (transfer full): the one for the module at @path, made when it is asked for first */
SokyTokenDriver *soky_token_host_take_driver (SokyTokenHost *self, const char *path);
/* Whether a PIN can be sent as a line: what cannot is no PIN of any token. */
gboolean soky_token_check_pin_line (SokyTokenDriver *driver, SokySecret *pin, GError **error);

/**
 * soky_token_build_chain:
 * Returns: (transfer full) (element-type SokyCertificate): the authorities that the token holds
 *   above @certificate, issuer first
 */
GPtrArray *soky_token_build_chain (SokyToken *self, SokyCertificate *certificate);

#define SOKY_TYPE_TOKEN_SIGNER (soky_token_signer_get_type ())
G_DECLARE_FINAL_TYPE (SokyTokenSigner, soky_token_signer, SOKY, TOKEN_SIGNER, SokySigner)

/* @process: which process of @driver knows @result's login */
SokySigner *soky_token_signer_new (SokyTokenDriver *driver, guint process,
                                   const SokyLoginResult *result, SokyCertificate *certificate,
                                   GPtrArray *chain);

G_END_DECLS
