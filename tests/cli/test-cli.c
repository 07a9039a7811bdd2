/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Key files, verify and inspect, through the program itself. */
#include "config.h"

#include "documents.h"
#include "fixture.h"
#include "identity.h"
#include "run.h"

#include <glib/gstdio.h>
#include <json-glib/json-glib.h>
#include <string.h>

#define HOLDER "Nguyễn Thị Lan"

typedef struct {
  Identity *identity;
  char *key, *certificate, *p12, *locked_key; /* key files of the same person */
  char *pin_file;
  char *plain, *out; /* a PDF, and where it is signed to */
} Desk;

static char *
write_document (Identity *identity, const char *name, GBytes *document)
{
  char *path = identity_path (identity, name);
  gsize length = 0;
  const char *data = g_bytes_get_data (document, &length);

  fixture_write (path, data, length);
  return path;
}

static void
write_keys (Desk *desk)
{
  const gint64 day_us = G_GINT64_CONSTANT (24) * 60 * 60 * G_USEC_PER_SEC;
  gint64 now_us = g_get_real_time ();
  const SokyLeafRequest request = {
      .kind = SOKY_LEAF_PERSON,
      .key = SOKY_NEW_KEY_EC_P256,
      .common_name = HOLDER,
      .not_before_us = now_us - day_us,
      .not_after_us = now_us + day_us,
  };
  g_autoptr (GError) error = NULL;
  g_autoptr (SokySecret) password = soky_secret_new ("mật khẩu", -1);
  g_autoptr (SokyIssued) issued =
      soky_authority_issue (desk->identity->authority, &request, &error);
  g_assert_no_error (error);

  soky_issued_write_pem (issued, desk->key, desk->certificate, NULL, &error);
  g_assert_no_error (error);
  soky_issued_write_pem (issued, desk->locked_key, desk->certificate, password, &error);
  g_assert_no_error (error);
  soky_issued_write_p12 (issued, desk->p12, password, &error);
  g_assert_no_error (error);
}

static void
desk_open (Desk *desk, gconstpointer data)
{
  g_autoptr (GBytes) document = document_make (DOCUMENT_FORM, 1);

  desk->identity = identity_new (SOKY_NEW_KEY_EC_P256, HOLDER);
  desk->key = identity_path (desk->identity, "key.pem");
  desk->locked_key = identity_path (desk->identity, "locked.pem");
  desk->certificate = identity_path (desk->identity, "cert.pem");
  desk->p12 = identity_path (desk->identity, "key.p12");
  desk->pin_file = identity_path (desk->identity, "password");
  desk->out = identity_path (desk->identity, "out.pdf");
  desk->plain = write_document (desk->identity, "plain file.pdf", document);
  fixture_write (desk->pin_file, "mật khẩu\n", strlen ("mật khẩu\n"));
  write_keys (desk);
}

static void
desk_close (Desk *desk, gconstpointer data)
{
  identity_free (desk->identity);
  g_free (desk->key);
  g_free (desk->locked_key);
  g_free (desk->certificate);
  g_free (desk->p12);
  g_free (desk->pin_file);
  g_free (desk->plain);
  g_free (desk->out);
}

static CliRun *
sign_plainly (Desk *desk, const char *options)
{
  return cli_run (NULL, "sign --key '%s' --cert-file '%s' %s -o '%s' '%s'", desk->key,
                  desk->certificate, options, desk->out, desk->plain);
}

static JsonArray *
parse_array (JsonParser *parser, const char *text)
{
  g_autoptr (GError) error = NULL;

  json_parser_load_from_data (parser, text, -1, &error);
  g_assert_no_error (error);
  g_assert_true (JSON_NODE_HOLDS_ARRAY (json_parser_get_root (parser)));
  return json_node_get_array (json_parser_get_root (parser));
}

static void
assert_member (JsonObject *object, const char *name, const char *value)
{
  g_assert_cmpstr (json_object_get_string_member (object, name), ==, value);
}

static void
test_key_file (Desk *desk, gconstpointer data)
{
  g_autoptr (CliRun) sign = sign_plainly (desk, "--reason 'Đồng ý' --location 'Hà Nội'");
  cli_assert_status (sign, 0);
  cli_assert_says (sign->out, HOLDER);

  g_autoptr (CliRun) verify =
      cli_run (NULL, "verify --trust '%s' '%s'", desk->identity->trust_path, desk->out);
  cli_assert_status (verify, 0);
  cli_assert_says (verify->out, "valid");
  cli_assert_says (verify->out, HOLDER);
  g_assert_cmpuint (strcspn (verify->out, "\n"), ==, strlen (verify->out) - 1);

  g_autoptr (CliRun) nobody = cli_run (NULL, "verify '%s'", desk->out);
  cli_assert_status (nobody, 2);
}

/* The fields that the issue names, in their words. */
static void
test_verify_json (Desk *desk, gconstpointer data)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (CliRun) sign = sign_plainly (desk, "--field Approve");
  cli_assert_status (sign, 0);
  g_autoptr (CliRun) verify = cli_run (NULL, "verify --json --trust '%s' '%s' '%s'",
                                       desk->identity->trust_path, desk->out, desk->out);
  cli_assert_status (verify, 0);

  JsonArray *array = parse_array (parser, verify->out);
  g_assert_cmpuint (json_array_get_length (array), ==, 2);
  JsonObject *object = json_array_get_object_element (array, 1);
  assert_member (object, "file", desk->out);
  assert_member (object, "field", "Approve");
  assert_member (object, "signer", HOLDER);
  assert_member (object, "subfilter", "ETSI.CAdES.detached");
  assert_member (object, "integrity", "ok");
  assert_member (object, "coverage", "file");
  assert_member (object, "changes", "none");
  assert_member (object, "trust", "trusted");
  assert_member (object, "verdict", "valid");
  g_assert_true (g_str_has_suffix (json_object_get_string_member (object, "signed_at"), "Z"));
  g_assert_cmpstr (json_object_get_string_member (object, "reason"), !=, "");
}

static void
test_verify_statuses (Desk *desk, gconstpointer data)
{
  g_autoptr (CliRun) sign = sign_plainly (desk, "");
  cli_assert_status (sign, 0);
  g_autoptr (GBytes) signed_file = fixture_read (desk->out);
  gsize length = 0;
  const char *bytes = g_bytes_get_data (signed_file, &length);
  g_autofree char *changed = g_memdup2 (bytes, length);
  changed[document_find (signed_file, "Lesson", 0)] = 'l';
  g_autofree char *broken = identity_path (desk->identity, "broken.pdf");
  fixture_write (broken, changed, length);
  const char *trust = desk->identity->trust_path;

  g_autoptr (CliRun) invalid = cli_run (NULL, "verify --trust '%s' '%s'", trust, broken);
  cli_assert_status (invalid, 1);
  g_autoptr (CliRun) both =
      cli_run (NULL, "verify --trust '%s' '%s' '%s'", trust, desk->out, broken);
  cli_assert_status (both, 1);
  g_autoptr (CliRun) none = cli_run (NULL, "verify '%s'", desk->plain);
  cli_assert_status (none, 3);
  cli_assert_says (none->err, "no signature");
  g_autoptr (CliRun) no_pdf = cli_run (NULL, "verify '%s'", desk->key);
  cli_assert_status (no_pdf, 3);
  g_assert_cmpstr (no_pdf->err, !=, "");
  g_autoptr (CliRun) no_file =
      cli_run (NULL, "verify --json '%s/missing.pdf'", desk->identity->folder);
  cli_assert_status (no_file, 3);
  cli_assert_says (no_file->out, "[");
  g_autoptr (CliRun) folder = cli_run (NULL, "verify '%s'", desk->identity->folder);
  cli_assert_status (folder, 3);
}

/* A line for every file, those too that cannot be checked. */
static void
test_verify_csv (Desk *desk, gconstpointer data)
{
  g_autoptr (CliRun) sign = sign_plainly (desk, "");
  cli_assert_status (sign, 0);
  g_autoptr (CliRun) table =
      cli_run (NULL, "verify --csv --trust '%s' '%s' '%s' '%s'", desk->identity->trust_path,
               desk->out, desk->plain, desk->key);
  g_auto (GStrv) lines = g_strsplit (table->out, "\r\n", -1);

  cli_assert_status (table, 3);
  g_assert_cmpuint (g_strv_length (lines), ==, 5); /* a head, and nothing after the last */
  g_assert_nonnull (strstr (lines[1], HOLDER));
  g_assert_nonnull (strstr (lines[2], "not signed"));
  g_assert_nonnull (strstr (lines[3], desk->key));
  g_autoptr (CliRun) both = cli_run (NULL, "verify --csv --json '%s'", desk->out);
  cli_assert_status (both, 64);
}

static void
test_passwords (Desk *desk, gconstpointer data)
{
  g_autoptr (CliRun) from_file = cli_run (NULL, "sign --p12 '%s' --pin-file '%s' -o '%s' '%s'",
                                          desk->p12, desk->pin_file, desk->out, desk->plain);
  cli_assert_status (from_file, 0);
  g_autoptr (CliRun) from_input =
      cli_run ("mật khẩu\n", "sign --key '%s' --cert-file '%s' --pin-file - -o '%s' '%s'",
               desk->locked_key, desk->certificate, desk->out, desk->plain);
  cli_assert_status (from_input, 0);

  g_autofree char *other = identity_path (desk->identity, "other.pdf");
  g_autoptr (CliRun) wrong =
      cli_run ("sai\n", "sign --p12 '%s' --pin-file - -o '%s' '%s'", desk->p12, other, desk->plain);
  cli_assert_status (wrong, 1);
  g_assert_false (g_file_test (other, G_FILE_TEST_EXISTS));
  g_autoptr (CliRun) nobody =
      cli_run (NULL, "sign --p12 '%s' -o '%s' '%s'", desk->p12, other, desk->plain);
  cli_assert_status (nobody, 1);
  cli_assert_says (nobody->err, "--pin-file");
}

static void
test_places (Desk *desk, gconstpointer data)
{
  static const struct {
    const char *options;
    double left; /* of the signature's rectangle; negative: not told here */
    int page;
  } places[] = {
      {"--visible --page 1 --rect 72,500,200,80", 72, 1},
      {"--rect 72.5,500,200,80 --page=-1", 72.5, 1},
      {"--anchor 'NGUOI SOAN'", -1, 1},
      {"--visible", -1, 1},
      {"--field Approve", 300, 1},
      {"", 0, 0},
  };

  for (gsize i = 0; i < G_N_ELEMENTS (places); i++) {
    g_autoptr (JsonParser) parser = json_parser_new ();
    g_autoptr (CliRun) sign = sign_plainly (desk, places[i].options);
    cli_assert_status (sign, 0);
    g_autoptr (CliRun) verify = cli_run (NULL, "verify --json '%s'", desk->out);
    cli_assert_status (verify, 2);
    JsonObject *object = json_array_get_object_element (parse_array (parser, verify->out), 0);
    JsonArray *rect = json_object_get_array_member (object, "rect");
    g_assert_cmpint (json_object_get_int_member (object, "page"), ==, places[i].page);
    if (places[i].left >= 0)
      g_assert_cmpfloat (json_array_get_double_element (rect, 0), ==, places[i].left);
  }
}

static void
test_batch (Desk *desk, gconstpointer data)
{
  g_autoptr (GBytes) document = document_make (DOCUMENT_OBJECTS, 1);
  g_autofree char *one = write_document (desk->identity, "một.pdf", document);
  g_autofree char *two = write_document (desk->identity, "hai.pdf", document);
  g_autofree char *bad = identity_path (desk->identity, "bad.pdf");
  g_autofree char *folder = identity_path (desk->identity, "signed");
  g_autofree char *signed_one = g_build_filename (folder, "một.pdf", NULL);
  g_autofree char *signed_two = g_build_filename (folder, "hai.pdf", NULL);
  g_autofree char *signed_bad = g_build_filename (folder, "bad.pdf", NULL);
  fixture_write (bad, "bad", 3);

  g_autoptr (CliRun) run =
      cli_run (NULL, "sign --key '%s' --cert-file '%s' --output-dir '%s' '%s' '%s' '%s'", desk->key,
               desk->certificate, folder, bad, one, two);
  cli_assert_status (run, 1);
  cli_assert_says (run->err, "bad.pdf");
  g_assert_false (g_file_test (signed_bad, G_FILE_TEST_EXISTS));
  g_autoptr (CliRun) verify = cli_run (NULL, "verify --trust '%s' '%s' '%s'",
                                       desk->identity->trust_path, signed_one, signed_two);
  cli_assert_status (verify, 0);

  /* a second run does what is missing, and only that */
  g_autoptr (GBytes) before = fixture_read (signed_one);
  g_assert_cmpint (g_remove (signed_two), ==, 0);
  g_autoptr (CliRun) resume =
      cli_run (NULL, "sign --resume --key '%s' --cert-file '%s' --output-dir '%s' '%s' '%s'",
               desk->key, desk->certificate, folder, one, two);
  cli_assert_status (resume, 0);
  cli_assert_says (resume->out, "skipped");
  g_assert_true (g_file_test (signed_two, G_FILE_TEST_EXISTS));
  g_autoptr (GBytes) after = fixture_read (signed_one);
  g_assert_true (g_bytes_equal (before, after));

  g_autoptr (CliRun) same_name =
      cli_run (NULL, "sign --key '%s' --cert-file '%s' --output-dir '%s' '%s' '%s'", desk->key,
               desk->certificate, folder, one, signed_one);
  cli_assert_status (same_name, 64);
  g_autoptr (CliRun) over_itself =
      cli_run (NULL, "sign --key '%s' --cert-file '%s' --output-dir '%s' '%s'", desk->key,
               desk->certificate, desk->identity->folder, one);
  cli_assert_status (over_itself, 64);
}

static void
test_usage (Desk *desk, gconstpointer data)
{
  static const char *const wrong[] = {
      "",
      "frobnicate",
      "verify",
      "verify --frobnicate x.pdf",
      "inspect",
      "inspect a.pdf b.pdf",
      "tokens extra",
      "sign",
      "sign in.pdf",
      "sign -o out.pdf a.pdf b.pdf",
      "sign -o out.pdf --output-dir d a.pdf",
      "sign --p12 x --resume -o out.pdf a.pdf",
      "sign --key k.pem -o out.pdf a.pdf",
      "sign --key k.pem --cert-file c.pem --p12 x -o out.pdf a.pdf",
      "sign --p12 x --token t -o out.pdf a.pdf",
      "sign --p12 x --rect 1,2,3 -o out.pdf a.pdf",
      "sign --p12 x --rect 1,2,3,x -o out.pdf a.pdf",
      "sign --p12 x --rect 1,2,-3,4 -o out.pdf a.pdf",
      "sign --p12 x --rect 1,2,3,4 --anchor t -o out.pdf a.pdf",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (wrong); i++) {
    g_autoptr (CliRun) run = cli_run (NULL, "%s", wrong[i]);
    cli_assert_status (run, 64);
    g_assert_cmpstr (run->out, ==, "");
    cli_assert_says (run->err, "--help");
  }
}

static void
test_help (Desk *desk, gconstpointer data)
{
  static const char *const commands[] = {"", "tokens ", "sign ", "verify ", "inspect "};

  for (gsize i = 0; i < G_N_ELEMENTS (commands); i++) {
    g_autoptr (CliRun) run = cli_run (NULL, "%s--help", commands[i]);
    cli_assert_status (run, 0);
    cli_assert_says (run->out, "soky-cli");
  }
  g_autoptr (CliRun) version = cli_run (NULL, "--version");
  cli_assert_status (version, 0);
  cli_assert_says (version->out, SOKY_VERSION);
}

static void
test_inspect (Desk *desk, gconstpointer data)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (CliRun) sign = sign_plainly (desk, "--field Approve");
  cli_assert_status (sign, 0);
  g_autoptr (CliRun) text = cli_run (NULL, "inspect '%s'", desk->plain);
  cli_assert_status (text, 0);
  cli_assert_says (text->out, "Approve");

  g_autoptr (CliRun) json = cli_run (NULL, "inspect --json '%s'", desk->out);
  cli_assert_status (json, 0);
  json_parser_load_from_data (parser, json->out, -1, &error);
  g_assert_no_error (error);
  JsonObject *object = json_node_get_object (json_parser_get_root (parser));
  g_assert_cmpint (json_object_get_int_member (object, "pages"), ==, 1);
  g_assert_cmpint (json_object_get_int_member (object, "revisions"), ==, 2);
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (object, "fields")), ==, 2);
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (object, "signatures")), ==,
                    1);
  g_assert_true (json_object_has_member (object, "wary"));
  g_autoptr (CliRun) no_pdf = cli_run (NULL, "inspect '%s'", desk->key);
  cli_assert_status (no_pdf, 3);
}

static void
test_bad_input (Desk *desk, gconstpointer data)
{
  g_autofree char *other = identity_path (desk->identity, "other.pdf");
  g_autofree char *strange = identity_path (desk->identity, "strange.pem");
  g_autoptr (Identity) stranger = identity_new (SOKY_NEW_KEY_EC_P256, "Stranger");
  g_autofree char *pem = soky_certificate_to_pem (soky_signer_get_certificate (stranger->signer));
  fixture_write (strange, pem, strlen (pem));

  g_autoptr (CliRun) mismatch = cli_run (NULL, "sign --key '%s' --cert-file '%s' -o '%s' '%s'",
                                         desk->key, strange, other, desk->plain);
  cli_assert_status (mismatch, 1);
  g_autoptr (CliRun) no_page =
      cli_run (NULL, "sign --key '%s' --cert-file '%s' --page 7 --rect 1,1,90,90 -o '%s' '%s'",
               desk->key, desk->certificate, other, desk->plain);
  cli_assert_status (no_page, 1);
  g_autoptr (CliRun) no_folder =
      cli_run (NULL, "sign --key '%s' --cert-file '%s' -o '%s/x/y' '%s'", desk->key,
               desk->certificate, desk->identity->folder, desk->plain);
  cli_assert_status (no_folder, 1);
  g_autoptr (CliRun) no_anchor =
      cli_run (NULL, "sign --key '%s' --cert-file '%s' --anchor 'KHÔNG CÓ' -o '%s' '%s'", desk->key,
               desk->certificate, other, desk->plain);
  cli_assert_status (no_anchor, 1);
  cli_assert_says (no_anchor->err, "KHÔNG CÓ");
  g_autoptr (CliRun) to_folder =
      cli_run (NULL, "sign --key '%s' --cert-file '%s' -o '%s' '%s'", desk->key, desk->certificate,
               desk->identity->folder, desk->plain);
  cli_assert_status (to_folder, 64);
  g_autoptr (CliRun) bad_trust =
      cli_run (NULL, "verify --trust '%s' '%s'", desk->plain, desk->plain);
  cli_assert_status (bad_trust, 64);
  g_assert_false (g_file_test (other, G_FILE_TEST_EXISTS));
}

static void
add (const char *name, void (*test) (Desk *, gconstpointer))
{
  g_autofree char *path = g_strconcat ("/cli/", name, NULL);
  g_test_add (path, Desk, NULL, desk_open, test, desk_close);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add ("key-file", test_key_file);
  add ("verify-json", test_verify_json);
  add ("verify-statuses", test_verify_statuses);
  add ("verify-csv", test_verify_csv);
  add ("passwords", test_passwords);
  add ("places", test_places);
  add ("batch", test_batch);
  add ("usage", test_usage);
  add ("help", test_help);
  add ("inspect", test_inspect);
  add ("bad-input", test_bad_input);
  return g_test_run ();
}
