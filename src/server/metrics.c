/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "server/metrics.h"

#include <string.h>

/* Upper ends of the classes, in seconds; the last is without an end. */
static const double classes[] = {0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30};

#define N_CLASSES (G_N_ELEMENTS (classes) + 1)
#define UNKNOWN_ROUTE "none"
#define UNKNOWN_METHOD "other"

typedef struct {
  guint64 counts[N_CLASSES];
  double sum;
} Histogram;

struct _SokyMetrics {
  GMutex lock;
  GHashTable *requests;  /* labels -> guint64 */
  GHashTable *latencies; /* labels -> Histogram */
  guint64 uploads, upload_bytes;
  guint64 failed_verifications;
  Histogram verifications;
};

SokyMetrics *
soky_metrics_new (void)
{
  SokyMetrics *self = g_new0 (SokyMetrics, 1);
  g_mutex_init (&self->lock);
  self->requests = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->latencies = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  return self;
}

void
soky_metrics_free (SokyMetrics *self)
{
  if (self == NULL)
    return;
  g_hash_table_unref (self->requests);
  g_hash_table_unref (self->latencies);
  g_mutex_clear (&self->lock);
  g_free (self);
}

static void
observe (Histogram *histogram, gint64 took_us)
{
  double seconds = (double) MAX (took_us, 0) / G_USEC_PER_SEC;
  guint i = 0;

  while (i < G_N_ELEMENTS (classes) && seconds > classes[i])
    i++;
  histogram->counts[i]++;
  histogram->sum += seconds;
}

/* Takes @key. */
static gpointer
get_or_make (GHashTable *table, char *key, gsize size)
{
  gpointer value = g_hash_table_lookup (table, key);

  if (value != NULL) {
    g_free (key);
    return value;
  }
  value = g_malloc0 (size);
  g_hash_table_insert (table, key, value);
  return value;
}

/* A method of somebody's own must not make a series of its own. */
static const char *
known_method (const char *method)
{
  static const char *const methods[] = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", NULL};
  return g_strv_contains (methods, method) ? method : UNKNOWN_METHOD;
}

void
soky_metrics_count_request (SokyMetrics *self, const char *method, const char *route, guint status,
                            gint64 took_us)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);
  const char *pattern = route ? route : UNKNOWN_ROUTE;
  guint64 *count = get_or_make (self->requests,
                                g_strdup_printf ("method=\"%s\",route=\"%s\",status=\"%u\"",
                                                 known_method (method), pattern, status),
                                sizeof (guint64));
  Histogram *histogram =
      get_or_make (self->latencies, g_strdup_printf ("route=\"%s\"", pattern), sizeof (Histogram));

  ++*count;
  observe (histogram, took_us);
}

void
soky_metrics_count_upload (SokyMetrics *self, guint64 bytes)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);
  self->uploads++;
  self->upload_bytes += bytes;
}

void
soky_metrics_count_verification (SokyMetrics *self, gboolean done, gint64 took_us)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);
  if (!done)
    self->failed_verifications++;
  observe (&self->verifications, took_us);
}

static void
add_head (GString *text, const char *name, const char *type, const char *help)
{
  g_string_append_printf (text, "# HELP %s %s\n# TYPE %s %s\n", name, help, name, type);
}

static void
add_counter (GString *text, const char *name, const char *help, guint64 value)
{
  add_head (text, name, "counter", help);
  g_string_append_printf (text, "%s %" G_GUINT64_FORMAT "\n", name, value);
}

static void
add_number (GString *text, double number)
{
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];
  g_string_append (text, g_ascii_formatd (buffer, sizeof buffer, "%.6g", number));
}

/* @labels: "" or with the comma after it */
static void
add_histogram (GString *text, const char *name, const char *labels, const Histogram *histogram)
{
  g_autofree char *own = g_strndup (labels, MAX (strlen (labels), 1) - 1);
  g_autofree char *braced = *own ? g_strdup_printf ("{%s}", own) : g_strdup ("");
  guint64 total = 0;

  for (guint i = 0; i < N_CLASSES; i++) {
    total += histogram->counts[i];
    g_string_append_printf (text, "%s_bucket{%sle=\"", name, labels);
    if (i < G_N_ELEMENTS (classes))
      add_number (text, classes[i]);
    else
      g_string_append (text, "+Inf");
    g_string_append_printf (text, "\"} %" G_GUINT64_FORMAT "\n", total);
  }
  g_string_append_printf (text, "%s_sum%s ", name, braced);
  add_number (text, histogram->sum);
  g_string_append_printf (text, "\n%s_count%s %" G_GUINT64_FORMAT "\n", name, braced, total);
}

static void
add_requests (SokyMetrics *self, GString *text)
{
  GHashTableIter iter;
  gpointer labels, value;

  add_head (text, "soky_requests_total", "counter", "Requests that were answered.");
  g_hash_table_iter_init (&iter, self->requests);
  while (g_hash_table_iter_next (&iter, &labels, &value))
    g_string_append_printf (text, "soky_requests_total{%s} %" G_GUINT64_FORMAT "\n",
                            (const char *) labels, *(guint64 *) value);
  add_head (text, "soky_request_seconds", "histogram",
            "From the headers of a request to its answer.");
  g_hash_table_iter_init (&iter, self->latencies);
  while (g_hash_table_iter_next (&iter, &labels, &value)) {
    g_autofree char *more = g_strconcat (labels, ",", NULL);
    add_histogram (text, "soky_request_seconds", more, value);
  }
}

static void
add_gauges (GString *text, const SokyGauge *gauges, guint n_gauges)
{
  for (guint i = 0; i < n_gauges; i++) {
    const SokyGauge *gauge = &gauges[i];
    if (i == 0 || !g_str_equal (gauges[i - 1].name, gauge->name))
      add_head (text, gauge->name, "gauge", gauge->help);
    g_string_append (text, gauge->name);
    if (gauge->label != NULL)
      g_string_append_printf (text, "{%s}", gauge->label);
    g_string_append_printf (text, " %" G_GUINT64_FORMAT "\n", gauge->value);
  }
}

char *
soky_metrics_format (SokyMetrics *self, const SokyGauge *gauges, guint n_gauges)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);
  GString *text = g_string_new (NULL);

  add_requests (self, text);
  add_counter (text, "soky_uploads_total", "Files that were taken in, whole or appended.",
               self->uploads);
  add_counter (text, "soky_upload_bytes_total", "Bytes of them.", self->upload_bytes);
  add_counter (text, "soky_verifications_failed_total",
               "Files that no worker could say anything of.", self->failed_verifications);
  add_head (text, "soky_verification_seconds", "histogram", "Examining a PDF in a worker.");
  add_histogram (text, "soky_verification_seconds", "", &self->verifications);
  add_gauges (text, gauges, n_gauges);
  return g_string_free (text, FALSE);
}
