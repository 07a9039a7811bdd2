/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/pages/book-list-cells.h"

#include "app/book-model.h"
#include "app/widgets/book-words.h"
#include "base/clock.h"
#include "book/book-query.h"

static char *
format_title (GtkListItem *row, SokyBookItem *item)
{
  return item != NULL ? g_strdup (soky_book_item_get_book (item)->fields.title) : NULL;
}

static char *
format_type (GtkListItem *row, SokyBookItem *item)
{
  return item != NULL ? g_strdup (soky_book_item_get_book (item)->type_name) : NULL;
}

/* What was found in the PDF, while words are looked for. */
static char *
format_snippet (GtkListItem *row, SokyBookItem *item)
{
  return item != NULL ? g_strdup (soky_book_item_get_book (item)->snippet) : NULL;
}

static gboolean
has_snippet (GtkListItem *row, SokyBookItem *item)
{
  return item != NULL && soky_book_item_get_book (item)->snippet != NULL;
}

static char *
format_subtitle (GtkListItem *row, SokyBookItem *item)
{
  return item != NULL ? soky_book_get_subtitle (soky_book_item_get_book (item)) : NULL;
}

static char *
format_kind (GtkListItem *row, SokyBookItem *item)
{
  return item != NULL ? soky_book_describe_kind (soky_book_item_get_book (item)) : NULL;
}

static char *
format_owner (GtkListItem *row, SokyBookItem *item)
{
  return item != NULL ? g_strdup (soky_book_item_get_book (item)->owner_name) : NULL;
}

static char *
format_current (GtkListItem *row, SokyBookItem *item)
{
  return item != NULL ? soky_book_describe_current (soky_book_item_get_book (item)) : NULL;
}

/* "Phạm Thu Hà", and below it "25/11/2026 18:00"; above both "Số: 12, ngày 25/11/2026" where there
 * is a number */
static char *
format_stamp (GtkListItem *row, SokyBookItem *item)
{
  GPtrArray *steps = item != NULL ? soky_book_get_steps (soky_book_item_get_book (item)) : NULL;

  for (guint i = 0; steps != NULL && i < steps->len; i++) {
    const SokyStep *step = g_ptr_array_index (steps, i);
    if (step->kind != SOKY_STEP_STAMP || step->outcome != SOKY_OUTCOME_SIGNED)
      continue;
    g_autofree char *when = soky_clock_to_local (step->decided_us);
    g_autofree char *number = soky_numbering_print (&step->numbering);
    return g_strdup_printf ("%s%s%s\n%s", number, *number != '\0' ? "\n" : "",
                            soky_step_get_decider_name (step), when);
  }
  return NULL;
}

static char *
format_updated (GtkListItem *row, SokyBookItem *item, const char *mark)
{
  if (mark != NULL)
    return g_strdup (mark);
  return item != NULL ? soky_clock_to_local (soky_book_item_get_book (item)->updated_us) : NULL;
}

static char *
format_due (GtkListItem *row, SokyBookItem *item)
{
  const SokyBook *book = item != NULL ? soky_book_item_get_book (item) : NULL;

  return book != NULL && book->due_us > 0 ? soky_clock_to_local (book->due_us) : NULL;
}

/* What is not done by its deadline stands out. */
static char **
get_due_classes (GtkListItem *row, SokyBookItem *item)
{
  const SokyBook *book = item != NULL ? soky_book_item_get_book (item) : NULL;
  gboolean open = book != NULL && book->state < SOKY_BOOK_APPROVED && book->due_us > 0;
  gboolean late = open && book->due_us < soky_clock_now_us ();
  const char *classes[] = {"numeric", late ? "error" : "dim-label", NULL};
  return g_strdupv ((char **) classes);
}

static char *
format_state (GtkListItem *row, SokyBookItem *item)
{
  if (item == NULL)
    return NULL;
  return g_strdup (soky_book_state_get_label (soky_book_item_get_book (item)->state));
}

static char **
get_state_classes (GtkListItem *row, SokyBookItem *item)
{
  const char *style =
      item != NULL ? soky_book_state_get_style (soky_book_item_get_book (item)->state) : "draft";
  const char *classes[] = {"chip", style, NULL};
  return g_strdupv ((char **) classes);
}

void
soky_book_list_cells_bind (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_callback (widget_class, format_title);
  gtk_widget_class_bind_template_callback (widget_class, format_type);
  gtk_widget_class_bind_template_callback (widget_class, format_snippet);
  gtk_widget_class_bind_template_callback (widget_class, has_snippet);
  gtk_widget_class_bind_template_callback (widget_class, format_subtitle);
  gtk_widget_class_bind_template_callback (widget_class, format_kind);
  gtk_widget_class_bind_template_callback (widget_class, format_owner);
  gtk_widget_class_bind_template_callback (widget_class, format_current);
  gtk_widget_class_bind_template_callback (widget_class, format_updated);
  gtk_widget_class_bind_template_callback (widget_class, format_stamp);
  gtk_widget_class_bind_template_callback (widget_class, format_state);
  gtk_widget_class_bind_template_callback (widget_class, get_state_classes);
  gtk_widget_class_bind_template_callback (widget_class, format_due);
  gtk_widget_class_bind_template_callback (widget_class, get_due_classes);
}
