/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Hostile JSON, before and behind the parser. */
#include "config.h"

#include "wire/json.h"
#include "wire/scan.h"

#include <string.h>

static void
test_accepted (void)
{
  const char *const texts[] = {
      "{}",
      " \t\r\n{ } \n",
      "{\"a\":[1,-2,0,3.5,1e9,-0.25E-3,true,false,null,\"\",[],{}]}",
      "{\"a\":\"\\u1ec7 \\ud83d\\ude00 \\\"\\\\\\/\\b\\f\\n\\r\\t ệ 😀\"}",
      "{\"a\":9007199254740991}",
      "[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]",
      "null",
      "\"x\"",
      "-0",
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++) {
    g_autoptr (GError) error = NULL;
    g_test_message ("%s", texts[i]);
    soky_json_scan (texts[i], strlen (texts[i]), &error);
    g_assert_no_error (error);
  }
}

/* What is no JSON, or more of it than we take. */
static const struct {
  const char *text;
  int error;
} refused[] = {
    {"", SOKY_WIRE_ERROR_MALFORMED},
    {" ", SOKY_WIRE_ERROR_MALFORMED},
    {"{", SOKY_WIRE_ERROR_MALFORMED},
    {"}", SOKY_WIRE_ERROR_MALFORMED},
    {"{}{}", SOKY_WIRE_ERROR_MALFORMED},
    {"{} x", SOKY_WIRE_ERROR_MALFORMED},
    {"{\"a\"}", SOKY_WIRE_ERROR_MALFORMED},
    {"{\"a\":}", SOKY_WIRE_ERROR_MALFORMED},
    {"{\"a\":1,}", SOKY_WIRE_ERROR_MALFORMED},
    {"{,}", SOKY_WIRE_ERROR_MALFORMED},
    {"{\"a\":1 \"b\":2}", SOKY_WIRE_ERROR_MALFORMED},
    {"{'a':1}", SOKY_WIRE_ERROR_MALFORMED},
    {"{a:1}", SOKY_WIRE_ERROR_MALFORMED},
    {"[1,]", SOKY_WIRE_ERROR_MALFORMED},
    {"[1 2]", SOKY_WIRE_ERROR_MALFORMED},
    /* json-glib would take all of these */
    {"// a comment\n{}", SOKY_WIRE_ERROR_MALFORMED},
    {"/* a comment */{}", SOKY_WIRE_ERROR_MALFORMED},
    {"var x = {};", SOKY_WIRE_ERROR_MALFORMED},
    {"{\"a\":1,\"a\":2}", SOKY_WIRE_ERROR_MALFORMED},
    /* names are plain words */
    {"{\"\":1}", SOKY_WIRE_ERROR_MALFORMED},
    {"{\"a b\":1}", SOKY_WIRE_ERROR_MALFORMED},
    {"{\"\\u0061\":1}", SOKY_WIRE_ERROR_MALFORMED},
    {"{\"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\":1}",
     SOKY_WIRE_ERROR_MALFORMED},
    {"[01]", SOKY_WIRE_ERROR_MALFORMED},
    {"[+1]", SOKY_WIRE_ERROR_MALFORMED},
    {"[-]", SOKY_WIRE_ERROR_MALFORMED},
    {"[1.]", SOKY_WIRE_ERROR_MALFORMED},
    {"[.5]", SOKY_WIRE_ERROR_MALFORMED},
    {"[1e]", SOKY_WIRE_ERROR_MALFORMED},
    {"[0x10]", SOKY_WIRE_ERROR_MALFORMED},
    {"[NaN]", SOKY_WIRE_ERROR_MALFORMED},
    {"[Infinity]", SOKY_WIRE_ERROR_MALFORMED},
    {"[tru]", SOKY_WIRE_ERROR_MALFORMED},
    {"[True]", SOKY_WIRE_ERROR_MALFORMED},
    {"[\"\t\"]", SOKY_WIRE_ERROR_MALFORMED},
    {"[\"\\x41\"]", SOKY_WIRE_ERROR_MALFORMED},
    {"[\"\\u12\"]", SOKY_WIRE_ERROR_MALFORMED},
    {"[\"\\u0000\"]", SOKY_WIRE_ERROR_MALFORMED},
    {"[\"\\ud83d\"]", SOKY_WIRE_ERROR_MALFORMED},
    {"[\"\\ude00\"]", SOKY_WIRE_ERROR_MALFORMED},
    {"[\"\\ud83d\\u0041\"]", SOKY_WIRE_ERROR_MALFORMED},
    {"[\"abc", SOKY_WIRE_ERROR_MALFORMED},
    {"[\"abc\\", SOKY_WIRE_ERROR_MALFORMED},
    {"[\"\xff\"]", SOKY_WIRE_ERROR_MALFORMED},
    {"[\"\xc0\xaf\"]", SOKY_WIRE_ERROR_MALFORMED},
    {"\xef\xbb\xbf{}", SOKY_WIRE_ERROR_MALFORMED},
    {"[99999999999999999]", SOKY_WIRE_ERROR_TOO_LARGE},
    {"[0.123456789012345678901234567890123]", SOKY_WIRE_ERROR_TOO_LARGE},
    {"[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]", SOKY_WIRE_ERROR_TOO_LARGE},
};

static void
test_refused (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (refused); i++) {
    g_autoptr (GError) error = NULL;
    g_test_message ("%u: %s", i, refused[i].text);
    g_assert_false (soky_json_scan (refused[i].text, strlen (refused[i].text), &error));
    g_assert_error (error, SOKY_WIRE_ERROR, refused[i].error);
  }
  g_assert_false (soky_json_scan ("[1\0]", 4, NULL));
}

/* @count copies of @part between @before and @after. */
static char *
repeat (const char *before, const char *part, guint count, const char *after)
{
  g_autoptr (GString) text = g_string_new (before);

  for (guint i = 0; i < count; i++)
    g_string_append (text, part);
  g_string_append (text, after);
  return g_strdup (text->str);
}

static void
test_limits (void)
{
  g_autofree char *deep = repeat ("", "[", 1000000, "");
  g_autofree char *deep_objects = repeat ("", "{\"a\":", 500000, "");
  g_autofree char *many = repeat ("[0", ",0", SOKY_JSON_MAX_VALUES, "]");
  g_autofree char *fewer = repeat ("[0", ",0", SOKY_JSON_MAX_VALUES - 2, "]");
  g_autofree char *large = repeat ("[\"", "0123456789abcdef", SOKY_JSON_MAX_BYTES / 16, "\"]");
  char *const too_much[] = {deep, deep_objects, many, large};

  for (guint i = 0; i < G_N_ELEMENTS (too_much); i++) {
    g_autoptr (GError) error = NULL;
    g_assert_false (soky_json_scan (too_much[i], strlen (too_much[i]), &error));
    g_assert_error (error, SOKY_WIRE_ERROR, SOKY_WIRE_ERROR_TOO_LARGE);
  }
  g_assert_true (soky_json_scan (fewer, strlen (fewer), NULL));
}

/* A reading of one member "a" with @value. */
#define READING(value)                                                                             \
  g_autoptr (JsonNode) node = soky_json_parse ("{\"a\":" value ",\"b\":1}", -1, NULL);             \
  g_assert_nonnull (node);                                                                         \
  SokyJson json = soky_json_read (node);                                                           \
  g_autoptr (GError) error = NULL;

static void
assert_rejected (SokyJson *json)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (soky_json_finish (json, &error));
  g_assert_error (error, SOKY_WIRE_ERROR, SOKY_WIRE_ERROR_INVALID_FIELD);
  g_assert_nonnull (strstr (error->message, "“a”"));
}

static void
test_text (void)
{
  {
    READING ("\"Giáo án\"");
    g_autofree char *text = soky_json_text (&json, "a", 7);
    g_assert_cmpstr (text, ==, "Giáo án");
    g_assert_true (soky_json_finish (&json, &error));
  }
  {
    READING ("\"Giáo án\"");
    g_autofree char *text = soky_json_text (&json, "a", 6);
    g_assert_cmpstr (text, ==, "");
    assert_rejected (&json);
  }
  {
    READING ("12");
    g_autofree char *text = soky_json_text (&json, "a", 6);
    assert_rejected (&json);
  }
  {
    READING ("null");
    g_autofree char *none = soky_json_text_or_null (&json, "a", 6);
    g_assert_null (none);
    g_assert_null (json.error);
    g_autofree char *text = soky_json_text (&json, "a", 6);
    assert_rejected (&json);
  }
}

static void
test_numbers (void)
{
  {
    READING ("12");
    g_assert_cmpint (soky_json_integer (&json, "a", 0, 12), ==, 12);
    g_assert_cmpint (soky_json_integer (&json, "missing", -1, 12), ==, -1);
    g_assert_true (soky_json_finish (&json, &error));
    g_assert_cmpint (soky_json_integer (&json, "a", 0, 11), ==, 0);
    assert_rejected (&json);
  }
  {
    READING ("1.5");
    g_assert_cmpint (soky_json_integer (&json, "a", 1, 12), ==, 1);
    assert_rejected (&json);
  }
  {
    READING ("\"1\"");
    g_assert_false (soky_json_flag (&json, "a", FALSE));
    assert_rejected (&json);
  }
  {
    READING ("true");
    g_assert_true (soky_json_flag (&json, "a", FALSE));
    g_assert_true (soky_json_flag (&json, "missing", TRUE));
    g_assert_true (soky_json_finish (&json, &error));
    g_assert_cmpint (soky_json_integer (&json, "a", 0, 5), ==, 0);
    assert_rejected (&json);
  }
}

static void
test_moments (void)
{
  static const struct {
    const char *text;
    gint64 moment_us; /* -1 = refused */
  } cases[] = {
      {"1970-01-01T00:00:01Z", G_USEC_PER_SEC},
      {"1970-01-01T00:00:00.000001Z", 1},
      {"1970-01-01T00:00:00.5Z", 500000},
      {"1970-01-01T07:00:01.25+07:00", G_USEC_PER_SEC + 250000},
      {"2026-09-05T07:30:00.999999Z", G_GINT64_CONSTANT (1788593400999999)},
      {"2026-09-05", -1},
      {"2026-09-05 07:30:00Z", -1},
      {"20260905T073000Z", -1},
      {"2026-09-05T07:30:00", -1},
      {"2026-09-05T07:30:00.Z", -1},
      {"2026-09-05T07:30:00.1234567Z", -1},
      {"2026-13-05T07:30:00Z", -1},
      {"0379-08-29T10:40:00Z", -1},
      {"1970-01-01T00:00:00+07:00", -1},
      {"9999-12-31T23:59:59-07:00", -1},
      {"9999-12-31T23:59:59Z", G_GINT64_CONSTANT (253402300799) * G_USEC_PER_SEC},
      {"hôm nay", -1},
      {"", -1},
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *text = g_strdup_printf ("{\"a\":\"%s\"}", cases[i].text);
    g_autoptr (JsonNode) node = soky_json_parse (text, -1, NULL);
    SokyJson json = soky_json_read (node);
    gint64 moment_us = soky_json_moment (&json, "a");
    g_test_message ("%s", cases[i].text);
    if (cases[i].moment_us < 0)
      assert_rejected (&json);
    else
      g_assert_cmpint (moment_us, ==, cases[i].moment_us);
    g_assert_true (soky_json_finish (&json, NULL));
  }
}

/* Moments come back to the microsecond, whatever GLib's fractions do. */
static void
test_moments_return (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (7);

  for (guint i = 0; i < 2000; i++) {
    gint64 moment_us = ((gint64) g_rand_int (random) << 20) + g_rand_int (random) % 1000003;
    JsonObject *object = json_object_new ();
    soky_json_set_moment (object, "a", moment_us);
    g_autofree char *text = soky_json_print (object);
    g_autoptr (JsonNode) node = soky_json_parse (text, -1, NULL);
    SokyJson json = soky_json_read (node);
    g_assert_cmpint (soky_json_moment (&json, "a"), ==, moment_us);
  }
}

static void
test_first_error_stays (void)
{
  READING ("[]");
  g_autofree char *text = soky_json_text (&json, "a", 5);
  g_autofree char *id = soky_json_id (&json, "z");
  g_autofree char *hash = soky_json_sha256_or_null (&json, "b");
  g_auto (GStrv) texts = soky_json_texts (&json, "b", 5, 5);

  g_assert_cmpstr (text, ==, "");
  g_assert_cmpstr (id, ==, "");
  g_assert_null (hash);
  g_assert_cmpuint (g_strv_length (texts), ==, 0);
  g_assert_null (soky_json_object (&json, "b"));
  assert_rejected (&json);
}

static void
test_not_an_object (void)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (soky_json_parse ("[1]", -1, &error));
  g_assert_error (error, SOKY_WIRE_ERROR, SOKY_WIRE_ERROR_MALFORMED);
  SokyJson json = soky_json_read (NULL);
  g_assert_false (soky_json_has (&json, "a"));
  g_assert_cmpint (soky_json_integer (&json, "a", 3, 5), ==, 3);
  g_assert_false (soky_json_finish (&json, NULL));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/wire/json/accepted", test_accepted);
  g_test_add_func ("/wire/json/refused", test_refused);
  g_test_add_func ("/wire/json/limits", test_limits);
  g_test_add_func ("/wire/json/text", test_text);
  g_test_add_func ("/wire/json/numbers", test_numbers);
  g_test_add_func ("/wire/json/moments", test_moments);
  g_test_add_func ("/wire/json/moments-return", test_moments_return);
  g_test_add_func ("/wire/json/first-error-stays", test_first_error_stays);
  g_test_add_func ("/wire/json/not-an-object", test_not_an_object);
  return g_test_run ();
}
