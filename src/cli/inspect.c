/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sign/remarks.h"

#include "base/clock.h"
#include "cli/command.h"
#include "cli/json.h"
#include "pdf/signature.h"

#include <glib/gi18n.h>

/* What inspect says of one file. */
typedef struct {
  SokyPdf *document;
  GPtrArray *fields;
  GPtrArray *signatures;
  GPtrArray *remarks;
} Findings;

static void
add_field (JsonBuilder *builder, const SokyPdfField *field)
{
  json_builder_begin_object (builder);
  soky_json_add_text (builder, "name", field->name);
  soky_json_add_text (builder, "type", field->type);
  soky_json_add_flag (builder, "filled", field->filled);
  soky_json_add_number (builder, "page", field->page);
  soky_json_add_rect (builder, "rect", field->rect);
  json_builder_end_object (builder);
}

static void
add_signature (JsonBuilder *builder, const SokyPdfSignature *signature)
{
  g_autofree char *when = signature->claimed_time_us != 0
                              ? soky_clock_to_rfc3339 (signature->claimed_time_us)
                              : g_strdup ("");

  json_builder_begin_object (builder);
  soky_json_add_text (builder, "field", signature->field);
  soky_json_add_text (builder, "subfilter", signature->subfilter);
  soky_json_add_text (builder, "name", signature->name);
  soky_json_add_text (builder, "reason", signature->reason);
  soky_json_add_text (builder, "location", signature->location);
  soky_json_add_text (builder, "claimed_time", when);
  soky_json_add_number (builder, "page", signature->page);
  soky_json_add_rect (builder, "rect", signature->rect);
  soky_json_add_number (builder, "revision_end", signature->revision_end);
  soky_json_add_number (builder, "docmdp", signature->docmdp);
  soky_json_add_flag (builder, "timestamp", signature->is_timestamp);
  json_builder_end_object (builder);
}

static void
add_remark (JsonBuilder *builder, const SokyRemark *remark)
{
  json_builder_begin_object (builder);
  soky_json_add_text (builder, "kind", remark->kind);
  soky_json_add_text (builder, "weight", soky_remark_weight_to_string (remark->weight));
  soky_json_add_number (builder, "page", remark->page);
  soky_json_add_text (builder, "detail", remark->text);
  soky_json_add_text (builder, "advice", remark->advice ? remark->advice : "");
  json_builder_end_object (builder);
}

typedef void (*AddFunc) (JsonBuilder *builder, gconstpointer item);

static void
add_list (JsonBuilder *builder, const char *name, GPtrArray *items, AddFunc add)
{
  json_builder_set_member_name (builder, name);
  json_builder_begin_array (builder);
  for (guint i = 0; i < items->len; i++)
    add (builder, g_ptr_array_index (items, i));
  json_builder_end_array (builder);
}

static void
print_json (const char *path, const Findings *findings)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autofree char *shown = g_filename_display_name (path);
  guint revisions = soky_pdf_count_revisions (findings->document);

  json_builder_begin_object (builder);
  soky_json_add_text (builder, "file", shown);
  soky_json_add_number (builder, "size",
                        soky_input_get_size (soky_pdf_get_input (findings->document)));
  soky_json_add_number (builder, "pages", soky_pdf_count_pages (findings->document));
  soky_json_add_number (builder, "revisions", revisions);
  json_builder_set_member_name (builder, "revision_ends");
  json_builder_begin_array (builder);
  for (guint i = 0; i < revisions; i++)
    json_builder_add_int_value (builder, soky_pdf_get_revision_end (findings->document, i));
  json_builder_end_array (builder);
  add_list (builder, "fields", findings->fields, (AddFunc) add_field);
  add_list (builder, "signatures", findings->signatures, (AddFunc) add_signature);
  add_list (builder, "wary", findings->remarks, (AddFunc) add_remark);
  json_builder_end_object (builder);
  soky_json_print (builder);
}

static void
print_signatures (GPtrArray *signatures)
{
  for (guint i = 0; i < signatures->len; i++) {
    const SokyPdfSignature *signature = g_ptr_array_index (signatures, i);
    g_autofree char *when = signature->claimed_time_us != 0
                                ? soky_clock_to_vietnam (signature->claimed_time_us)
                                : g_strdup (_ ("no time"));
    g_print (_ ("  signature “%s”: %s, %s, page %d\n"), signature->field, signature->name, when,
             signature->page);
  }
}

static void
print_remarks (GPtrArray *remarks)
{
  for (guint i = 0; i < remarks->len; i++) {
    const SokyRemark *remark = g_ptr_array_index (remarks, i);
    if (remark->page > 0)
      g_print (_ ("  take care: page %d: %s\n"), remark->page, remark->text);
    else
      g_print (_ ("  take care: %s\n"), remark->text);
    if (remark->advice != NULL)
      g_print ("    %s\n", remark->advice);
  }
  if (remarks->len == 0)
    g_print ("  %s\n", _ ("nothing that a signer should be wary of"));
}

static void
print_text (const char *path, const Findings *findings)
{
  g_autofree char *shown = g_filename_display_name (path);

  g_print (_ ("%s: %u pages, saved %u times, %u fields, %u signatures\n"), shown,
           soky_pdf_count_pages (findings->document), soky_pdf_count_revisions (findings->document),
           findings->fields->len, findings->signatures->len);
  for (guint i = 0; i < findings->fields->len; i++) {
    const SokyPdfField *field = g_ptr_array_index (findings->fields, i);
    if (!field->filled && g_strcmp0 (field->type, "Sig") == 0)
      g_print (_ ("  empty signature field “%s”, page %d\n"), field->name, field->page);
  }
  print_signatures (findings->signatures);
  print_remarks (findings->remarks);
}

static gboolean
inspect (const char *path, gboolean json, GError **error)
{
  g_autoptr (SokyInput) input = soky_input_open (path, error);
  g_autoptr (SokyPdf) document = input ? soky_pdf_open (input, error) : NULL;
  g_autoptr (GPtrArray) fields = document ? soky_pdf_list_fields (document, error) : NULL;
  g_autoptr (GPtrArray) signatures = fields ? soky_pdf_list_signatures (document, error) : NULL;
  g_autoptr (GPtrArray) remarks =
      signatures ? soky_remarks_for_submitter (input, 0, NULL, error) : NULL;

  if (remarks == NULL)
    return FALSE;
  const Findings findings = {document, fields, signatures, remarks};
  if (json)
    print_json (path, &findings);
  else
    print_text (path, &findings);
  return TRUE;
}

int
soky_cli_inspect (int argc, char **argv)
{
  gboolean json = FALSE;
  g_auto (GStrv) files = NULL;
  const GOptionEntry entries[] = {
      {"json", 0, 0, G_OPTION_ARG_NONE, &json, N_ ("Print JSON"), NULL},
      {G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &files, NULL, NULL},
      G_OPTION_ENTRY_NULL,
  };

  if (!soky_cli_parse (&argc, &argv, entries, _ ("FILE"),
                       _ ("Shows pages, revisions, fields, signatures, and what in the file would "
                          "make a signer wary.")))
    return SOKY_CLI_USAGE;
  if (files == NULL || g_strv_length (files) != 1)
    return soky_cli_usage_error (_ ("Name one file."));

  g_autoptr (GError) error = NULL;
  if (inspect (files[0], json, &error))
    return SOKY_CLI_OK;
  soky_cli_print_error (files[0], error);
  return SOKY_CLI_UNREADABLE;
}
