/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "people.h"

#include <string.h>

static void
set_up (People *people, gconstpointer data)
{
  people->person = craft_person (NULL, "Lan");
  people->other = craft_person (NULL, "Minh");
  people->content = g_bytes_new_static (PEOPLE_CONTENT, strlen (PEOPLE_CONTENT));
  people->digest = soky_digest_bytes (SOKY_HASH_SHA256, PEOPLE_CONTENT, strlen (PEOPLE_CONTENT));
}

static void
tear_down (People *people, gconstpointer data)
{
  crafted_free (people->person);
  crafted_free (people->other);
  g_bytes_unref (people->content);
  g_bytes_unref (people->digest);
}

SokyCms *
people_read (GBytes *message)
{
  g_autoptr (GError) error = NULL;
  SokyCms *cms = soky_cms_parse (message, FALSE, &error);

  g_assert_no_error (error);
  return cms;
}

void
people_assert_state (People *people, GBytes *message, SokyCmsState state)
{
  g_autoptr (SokyCms) cms = people_read (message);
  g_autofree char *reason = NULL;

  g_assert_cmpint (soky_cms_check (cms, people->digest, &reason), ==, state);
  g_assert_cmpint (reason == NULL, ==, state == SOKY_CMS_VALID);
  if (reason != NULL)
    g_test_message ("%s", reason);
}

void
people_assert_malformed (GBytes *message)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (soky_cms_parse (message, FALSE, &error));
  g_assert_error (error, SOKY_CRYPTO_ERROR, SOKY_CRYPTO_ERROR_MALFORMED);
  g_test_message ("%s", error->message);
}

void
people_add_tests (const PeopleTest *tests, gsize count)
{
  for (gsize i = 0; i < count; i++)
    g_test_add (tests[i].path, People, NULL, set_up, tests[i].run, tear_down);
}
