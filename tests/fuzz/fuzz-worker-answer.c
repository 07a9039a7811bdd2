/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a worker process says after it opened a hostile PDF, and what is made of it. */
#include "config.h"

#include "server/acceptance.h"
#include "server/page-text.h"
#include "server/worker-message.h"

#include <stdint.h>
#include <string.h>

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t length);

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t length)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SokyExamination) examination =
      soky_worker_answer_parse ((const char *) data, length, &error);
  g_autoptr (SokyWorkerRequest) request = soky_worker_request_parse ((const char *) data, length);
  g_autofree char *words = soky_worker_text_answer_parse ((const char *) data, length);

  if (words != NULL)
    g_assert (g_utf8_validate (words, -1, NULL) && strlen (words) <= SOKY_TEXT_MAX_BYTES + 6);
  if (examination == NULL) {
    g_assert (error != NULL && error->domain == SOKY_WIRE_ERROR);
    return 0;
  }
  g_assert (error == NULL);
  g_autoptr (GError) base = NULL;
  g_autoptr (GError) update = NULL;
  if (!soky_acceptance_check_base (examination, &base))
    g_assert (base->domain == SOKY_WIRE_ERROR);
  if (soky_acceptance_check_update (examination, 10, 20, 1, &update) == NULL)
    g_assert (update->domain == SOKY_WIRE_ERROR);
  return 0;
}
