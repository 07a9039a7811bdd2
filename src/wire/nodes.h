/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "book/book-type.h"
#include "book/book.h"
#include "book/person.h"
#include "book/unit.h"
#include "wire/json.h"

G_BEGIN_DECLS

/* How the things of the domain stand inside larger messages. Private to this room. The makers take
 * their thing as a gconstpointer, so that they fit SokyJsonMake. */

JsonObject *soky_node_for_person (gconstpointer person);
/* Adds them. */
void soky_node_get_positions (SokyJson *json, SokyPerson *person);
gpointer soky_node_to_person (JsonNode *node, GError **error);
JsonObject *soky_node_for_unit (gconstpointer unit);
gpointer soky_node_to_unit (JsonNode *node, GError **error);
JsonObject *soky_node_for_step (gconstpointer step);
gpointer soky_node_to_step (JsonNode *node, GError **error);
JsonObject *soky_node_for_round (gconstpointer round);
gpointer soky_node_to_round (JsonNode *node, GError **error);
JsonObject *soky_node_for_revision (gconstpointer revision);
gpointer soky_node_to_revision (JsonNode *node, GError **error);
JsonObject *soky_node_for_book (gconstpointer book);
/* As in a list: without revisions, and with the last round only. */
JsonObject *soky_node_for_listed_book (gconstpointer book);
gpointer soky_node_to_book (JsonNode *node, GError **error);

/* As it is asked for. */
JsonObject *soky_node_for_comment_wish (gconstpointer wish);
gpointer soky_node_to_comment_wish (JsonNode *node, GError **error);

JsonObject *soky_node_for_enrolment (gconstpointer enrolment);
gpointer soky_node_to_enrolment (JsonNode *node, GError **error);

/* wire/report.h */
JsonObject *soky_node_for_missing_book (gconstpointer book);
gpointer soky_node_to_missing_book (JsonNode *node, GError **error);
JsonObject *soky_node_for_progress_row (gconstpointer row);
gpointer soky_node_to_progress_row (JsonNode *node, GError **error);

/* As GET /overview tells it to the person who is reminded. */
JsonObject *soky_node_for_reminder (gconstpointer reminder);
gpointer soky_node_to_reminder (JsonNode *node, GError **error);

/* "public_url", of whatever has it. (nullable) */
char *soky_node_get_public_url (SokyJson *json);

JsonObject *soky_node_for_proof (gconstpointer proof);
gpointer soky_node_to_proof (JsonNode *node, GError **error);

void soky_node_set_fields (JsonObject *object, const SokyBookFields *fields);
/* Fills @fields; a text that is missing is taken from @present, where that is given. */
void soky_node_get_fields (SokyJson *json, const SokyBookFields *present, SokyBookFields *fields);

G_END_DECLS
