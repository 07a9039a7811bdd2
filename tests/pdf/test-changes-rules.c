/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rules of the catalog and of the store of evidence in which others differ from each other; the
 * table in src/DESIGN.md names these cases. */
#include "config.h"

#include "changes-fixture.h"

#define CATALOG_START "<< /Type /Catalog /Pages 2 0 R /AcroForm 6 0 R "
#define ENTRY "/0123456789ABCDEF0123456789ABCDEF01234567"
#define OTHER_ENTRY "/76543210FEDCBA9876543210FEDCBA9876543210"

static const Case catalog[] = {
    {"outlines-added",
     FORBIDDEN,
     {{1, CATALOG_START "/Outlines 50 0 R >>"}, {50, "<< /Type /Outlines >>"}}},
    {"names-added", FORBIDDEN, {{1, CATALOG_START "/Names << /Dests << /Names [] >> >> >>"}}},
    {"destinations-added", FORBIDDEN, {{1, CATALOG_START "/Dests << /A [3 0 R /Fit] >> >>"}}},
    {"labels-added", FORBIDDEN, {{1, CATALOG_START "/PageLabels << /Nums [0 << /St 9 >>] >> >>"}}},
    {"piece-info-added", FORBIDDEN, {{1, CATALOG_START "/PieceInfo << /X << >> >> >>"}}},
    {"output-intent-added",
     FORBIDDEN,
     {{1, CATALOG_START "/OutputIntents [<< /S /GTS_PDFA1 >>] >>"}}},
    {"collection-added", FORBIDDEN, {{1, CATALOG_START "/Collection << >> >>"}}},
    {"action-added",
     FORBIDDEN,
     {{1, CATALOG_START "/AA << /WC << /S /JavaScript /JS (x) >> >> >>"}}},
    {"preferences-added", FORBIDDEN, {{1, CATALOG_START "/ViewerPreferences << >> >>"}}},
};

static const Case store[] = {
    {"no-stream", FORBIDDEN, {{1, CATALOG_START "/DSS << /Certs [50 0 R] >> >>"}, {50, "<< >>"}}},
    {"direct-piece", FORBIDDEN, {{1, CATALOG_START "/DSS << /OCSPs [(x)] >> >>"}}},
    {"no-hash", FORBIDDEN, {{1, CATALOG_START "/DSS << /VRI << /Short << >> >> >> >>"}}},
    {"odd-entry",
     FORBIDDEN,
     {{1, CATALOG_START "/DSS << /VRI << " ENTRY " << /Page 3 0 R >> >> >> >>"}}},
    {"no-dictionary", FORBIDDEN, {{1, CATALOG_START "/DSS [] >>"}}},
    {"empty", PERMITTED, {{1, CATALOG_START "/DSS << >> >>"}}},
};

/* What becomes of a store that was there when it was signed. */
static const struct {
  const char *name;
  const char *after; /* NULL: it is gone */
  SokyPdfChangeLevel expected;
} stores[] = {
    {"kept", "/DSS << /Certs [50 0 R] /VRI << " ENTRY " << /Cert [50 0 R] >> >> >>", NONE},
    {"grown",
     "/DSS << /Certs [50 0 R 51 0 R] /VRI << " ENTRY " << /Cert [50 0 R] >> " OTHER_ENTRY
     " << /Cert [51 0 R] >> >> >>",
     PERMITTED},
    /* what is outdated may go */
    {"piece-left-out", "/DSS << /Certs [] /VRI << " ENTRY " << /Cert [50 0 R] >> >> >>", PERMITTED},
    /* EU DSS makes entries anew; nothing of them is believed without being verified */
    {"entry-changed", "/DSS << /Certs [50 0 R 51 0 R] /VRI << " ENTRY " << /Cert [51 0 R] >> >> >>",
     PERMITTED},
    {"entry-removed", "/DSS << /Certs [50 0 R] /VRI << >> >>", PERMITTED},
    {"removed", NULL, FORBIDDEN},
};

static void
add_catalog (Revisions *file, const char *more)
{
  g_autofree char *text = g_strdup_printf (CATALOG_START "%s >>", more ? more : "");
  revisions_add (file, 1, text);
}

static void
test_store (gconstpointer data)
{
  gsize i = GPOINTER_TO_SIZE (data);
  g_autoptr (Revisions) file = revisions_new ();

  add_catalog (file, stores[0].after);
  revisions_add (file, 2, "<< /Type /Pages /Kids [3 0 R] /Count 1 >>");
  revisions_add (file, 3, "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Annots [7 0 R] >>");
  revisions_add (file, 6, "<< /SigFlags 3 /Fields [7 0 R] >>");
  revisions_add (file, 7, SIGNED_FIELD);
  revisions_add (file, 13, "<< >>");
  revisions_add_stream (file, 50, "", "certificate");
  revisions_add_signature (file, 9, "/Type /Sig");
  revisions_end (file, "/Root 1 0 R");
  add_catalog (file, stores[i].after);
  revisions_add_stream (file, 51, "", "another");
  revisions_end (file, "/Root 1 0 R");
  g_autoptr (SokyPdfChanges) changes = changes_compare (file);
  g_assert_cmpint (changes->level, ==, stores[i].expected);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  changes_add_cases ("catalog", catalog, G_N_ELEMENTS (catalog));
  changes_add_cases ("store", store, G_N_ELEMENTS (store));
  for (gsize i = 0; i < G_N_ELEMENTS (stores); i++) {
    g_autofree char *path = g_strdup_printf ("/changes/stores/%s", stores[i].name);
    g_test_add_data_func (path, GSIZE_TO_POINTER (i), test_store);
  }
  return g_test_run ();
}
