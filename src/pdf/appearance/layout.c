/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pdf/appearance/layout.h"

#include "pdf/appearance/code.h"
#include "pdf/appearance/column.h"
#include "pdf/appearance/recent.h"
#include "pdf/error.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#define CODE_GAP 5.0
#define FRAME_LINE 0.5
#define MM_PER_POINT (25.4 / 72)
/* text that shrinks further is not read any more: 4 points of 9 */
#define LEAST_SCALE 0.45

struct _SokyAppearanceLayout {
  const SokyTemplate *template_;
  const SokyTemplate *smaller; /* nullable */
  const SokyPicture *picture;  /* nullable; remembered */
  SokyCode *code;              /* nullable */
  SokyColumn *column;
  SokyColumn *smaller_column; /* nullable */
};

/* Where the parts go, from the inner corner of the padding. */
typedef struct {
  double column_width, column_height;
  double code_x, code_y, code_side; /* side 0 = no code */
} Plan;

static const SokyTemplate *
choose_template (const SokyAppearanceSpec *spec, GError **error)
{
  const char *usual = spec->image_path != NULL ? "person-image" : "person-text";
  return soky_template_get (spec->template_name ? spec->template_name : usual, error);
}

SokyAppearanceLayout *
soky_appearance_layout_new (const SokyAppearanceSpec *spec, GError **error)
{
  g_autoptr (SokyAppearanceLayout) self = g_new0 (SokyAppearanceLayout, 1);
  PangoContext *context = soky_font_context (error);

  self->template_ = context ? choose_template (spec, error) : NULL;
  if (self->template_ == NULL)
    return NULL;
  if (self->template_->smaller != NULL) {
    self->smaller = soky_template_get (self->template_->smaller, error);
    if (self->smaller == NULL)
      return NULL;
  }
  if (spec->image_path != NULL) {
    self->picture = soky_recent_picture (spec->image_path, spec->ink, error);
    if (self->picture == NULL)
      return NULL;
  }
  if (spec->code != NULL) {
    self->code = soky_code_new (spec->code, error);
    if (self->code == NULL)
      return NULL;
  }
  self->column = soky_column_new (context, self->template_, spec, self->picture);
  if (self->smaller != NULL)
    self->smaller_column = soky_column_new (context, self->smaller, spec, self->picture);
  return g_steal_pointer (&self);
}

void
soky_appearance_layout_free (SokyAppearanceLayout *self)
{
  g_clear_pointer (&self->column, soky_column_free);
  g_clear_pointer (&self->smaller_column, soky_column_free);
  g_clear_pointer (&self->code, soky_code_free);
  g_free (self);
}

void
soky_appearance_layout_measure (SokyAppearanceLayout *self, double *width, double *height)
{
  double padding = self->template_->padding;

  soky_column_measure (self->column, width, height);
  if (self->code != NULL) {
    double side = MAX (self->template_->code, soky_code_get_least (self->code));
    *width += side + (*width > 0 ? CODE_GAP : 0);
    *height = MAX (*height, side);
  }
  *width = MAX (1, ceil (*width + 2 * padding));
  *height = MAX (1, ceil (*height + 2 * padding));
}

/* The code at the right end, or below where the place is higher than wide. */
static Plan
make_plan (const SokyAppearanceLayout *self, double width, double height)
{
  Plan plan = {.column_width = width, .column_height = height};

  if (self->code == NULL)
    return plan;
  double least = soky_code_get_least (self->code);
  gboolean alone = soky_column_is_empty (self->column);
  gboolean upright = height > 1.2 * width;
  double most = alone     ? MIN (width, height)
                : upright ? MIN (width, height / 2)
                          : MIN (height, width / 2);
  plan.code_side = MAX (MIN (most, MAX (self->template_->code, least)), MIN (least, most));
  if (alone || upright) {
    plan.code_x = (width - plan.code_side) / 2;
    plan.code_y = alone ? (height - plan.code_side) / 2 : height - plan.code_side;
    plan.column_height = height - plan.code_side - CODE_GAP;
  } else {
    plan.code_x = width - plan.code_side;
    plan.code_y = (height - plan.code_side) / 2;
    plan.column_width = width - plan.code_side - CODE_GAP;
  }
  return plan;
}

static gboolean
check_plan (const SokyAppearanceLayout *self, const Plan *plan, GError **error)
{
  if (self->code == NULL)
    return TRUE;
  double least = soky_code_get_least (self->code);
  if (plan->code_side >= least - 0.01)
    return TRUE;
  g_set_error (error, SOKY_PDF_ERROR, SOKY_PDF_ERROR_LIMIT,
               _ ("The place of the signature is too small for its QR code. Make it at least "
                  "%.0f mm high and twice as wide, or leave the code out."),
               ceil (least * MM_PER_POINT + 1));
  return FALSE;
}

static void
draw_frame (cairo_t *cr, double width, double height)
{
  double line = MIN (FRAME_LINE, 0.02 * MIN (width, height));
  cairo_set_source_rgb (cr, 0.62, 0.67, 0.74);
  cairo_set_line_width (cr, line);
  cairo_rectangle (cr, line / 2, line / 2, width - line, height - line);
  cairo_stroke (cr);
}

/* The smaller template's column, where the usual one could not be read. */
static SokyColumn *
choose_column (SokyAppearanceLayout *self, const Plan *plan)
{
  if (self->smaller_column == NULL || soky_column_is_empty (self->smaller_column))
    return self->column;
  double scale = soky_column_fit (self->column, plan->column_width, plan->column_height);
  if (scale >= LEAST_SCALE)
    return self->column;
  double smaller = soky_column_fit (self->smaller_column, plan->column_width, plan->column_height);
  return smaller > scale ? self->smaller_column : self->column;
}

gboolean
soky_appearance_layout_draw (SokyAppearanceLayout *self, cairo_t *cr, double width, double height,
                             GError **error)
{
  double padding = MIN (self->template_->padding, 0.06 * MIN (width, height));
  Plan plan = make_plan (self, width - 2 * padding, height - 2 * padding);

  if (!check_plan (self, &plan, error))
    return FALSE;
  if (self->template_->frame && !(soky_column_is_empty (self->column) && self->code == NULL))
    draw_frame (cr, width, height);
  cairo_translate (cr, padding, padding);
  if (plan.code_side > 0)
    soky_code_draw (self->code, cr, plan.code_x, plan.code_y, plan.code_side);
  if (plan.column_width > 0 && plan.column_height > 0)
    soky_column_draw (choose_column (self, &plan), cr, plan.column_width, plan.column_height);
  return TRUE;
}
