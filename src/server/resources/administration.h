/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "server/resources/resources.h"

G_BEGIN_DECLS

/* The handlers by which people and what is theirs are administered. */

SOKY_RESOURCE (soky_session_password_post);
SOKY_RESOURCE (soky_sessions_get);
SOKY_RESOURCE (soky_session_revoke_post);
SOKY_RESOURCE (soky_school_year_get);
SOKY_RESOURCE (soky_school_year_put);
SOKY_RESOURCE (soky_school_classes_put);
SOKY_RESOURCE (soky_school_subjects_put);
SOKY_RESOURCE (soky_units_get);
SOKY_RESOURCE (soky_units_post);
SOKY_RESOURCE (soky_unit_patch);
SOKY_RESOURCE (soky_unit_delete);
SOKY_RESOURCE (soky_audit_get);
SOKY_RESOURCE (soky_book_types_post);
SOKY_RESOURCE (soky_book_type_put);
SOKY_RESOURCE (soky_book_type_approve_post);
SOKY_RESOURCE (soky_people_post);
SOKY_RESOURCE (soky_person_get);
SOKY_RESOURCE (soky_person_patch);
SOKY_RESOURCE (soky_password_reset_post);

G_END_DECLS
