/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sign/status-pool.h"

#include "crypto/revocation/fetch.h"

/* a book that was signed every week of a year holds some hundred of each */
#define MAX_ITEMS 1000
#define MAX_CERTIFICATES 500
/* each costs a check of a signature: a hostile file must not buy hours */
#define MAX_JUDGEMENTS 5000
#define MAX_ERRANDS 32

typedef struct {
  SokyOcsp *ocsp; /* one of the two */
  SokyCrl *crl;
  SokyEvidenceSource source;
} Item;

/* A certificate whose status is asked. */
typedef struct {
  SokyCertificate *certificate;
  SokyCertificate *issuer;
  gint64 at_us;
  gboolean lists_alone; /* a responder does not vouch for itself */
  GCancellable *cancellable;
} Question;

typedef struct {
  SokyRevocation *revocation;
  SokyEvidenceSource source;
} Answer;

struct _SokyStatusPool {
  gint64 now_us;
  SokyFetcher *fetcher; /* nullable */
  GPtrArray *items;
  GHashTable *known; /* GBytes of an item -> Item, borrowed */
  GPtrArray *certificates;
  GHashTable *asked; /* fingerprints for which the network was asked */
  guint judgements;
};

static void
item_free (Item *self)
{
  soky_ocsp_free (self->ocsp);
  soky_crl_free (self->crl);
  g_free (self);
}

SokyStatusPool *
soky_status_pool_new (gint64 now_us, SokyFetcher *fetcher)
{
  SokyStatusPool *self = g_new0 (SokyStatusPool, 1);

  self->now_us = now_us;
  self->fetcher = fetcher != NULL ? g_object_ref (fetcher) : NULL;
  self->items = g_ptr_array_new_with_free_func ((GDestroyNotify) item_free);
  self->known =
      g_hash_table_new_full (g_bytes_hash, g_bytes_equal, (GDestroyNotify) g_bytes_unref, NULL);
  self->certificates = g_ptr_array_new_with_free_func (g_object_unref);
  self->asked = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  return self;
}

void
soky_status_pool_free (SokyStatusPool *self)
{
  if (self == NULL)
    return;
  g_clear_object (&self->fetcher);
  g_hash_table_unref (self->known);
  g_ptr_array_unref (self->items);
  g_ptr_array_unref (self->certificates);
  g_hash_table_unref (self->asked);
  g_free (self);
}

static Item *
add_item (SokyStatusPool *self, GBytes *der, SokyProvenance provenance, gint64 since_us)
{
  Item *item = g_new0 (Item, 1);

  item->source = (SokyEvidenceSource){provenance, since_us};
  g_ptr_array_add (self->items, item);
  g_hash_table_insert (self->known, g_bytes_ref (der), item);
  return item;
}

/* Whether @der is new; of one that is known, the earlier word counts. */
static gboolean
is_new (SokyStatusPool *self, GBytes *der, gint64 since_us)
{
  Item *item = g_hash_table_lookup (self->known, der);

  if (item != NULL)
    item->source.since_us = MIN (item->source.since_us, since_us);
  return item == NULL && self->items->len < MAX_ITEMS;
}

static void
add_ocsp (SokyStatusPool *self, GBytes *der, SokyOcsp *ocsp, SokyProvenance provenance,
          gint64 since_us)
{
  GPtrArray *carried = soky_ocsp_get_certificates (ocsp);

  for (guint i = 0; i < carried->len; i++)
    soky_status_pool_add_certificate (self, carried->pdata[i]);
  add_item (self, der, provenance, since_us)->ocsp = ocsp;
}

void
soky_status_pool_add_ocsp (SokyStatusPool *self, GBytes *der, gint64 since_us)
{
  g_return_if_fail (self != NULL && der != NULL);

  SokyOcsp *ocsp = is_new (self, der, since_us) ? soky_ocsp_new (der, NULL) : NULL;
  if (ocsp != NULL)
    add_ocsp (self, der, ocsp, SOKY_PROVENANCE_FILE, since_us);
}

void
soky_status_pool_add_crl (SokyStatusPool *self, GBytes *der, gint64 since_us)
{
  g_return_if_fail (self != NULL && der != NULL);

  SokyCrl *crl = is_new (self, der, since_us) ? soky_crl_new (der, NULL) : NULL;
  if (crl != NULL)
    add_item (self, der, SOKY_PROVENANCE_FILE, since_us)->crl = crl;
}

static gboolean
holds (GPtrArray *certificates, SokyCertificate *certificate)
{
  for (guint i = 0; i < certificates->len; i++)
    if (soky_certificate_equal (certificates->pdata[i], certificate))
      return TRUE;
  return FALSE;
}

void
soky_status_pool_add_certificate (SokyStatusPool *self, SokyCertificate *certificate)
{
  g_return_if_fail (self != NULL && SOKY_IS_CERTIFICATE (certificate));

  if (self->certificates->len < MAX_CERTIFICATES && !holds (self->certificates, certificate))
    g_ptr_array_add (self->certificates, g_object_ref (certificate));
}

GPtrArray *
soky_status_pool_get_certificates (SokyStatusPool *self)
{
  g_return_val_if_fail (self != NULL, NULL);
  return self->certificates;
}

static void
refuse (SokyRevocation *revocation, SokyEvidenceFault fault)
{
  revocation->state = SOKY_REVOCATION_UNKNOWN;
  revocation->fault = fault;
}

static gboolean
is_final (const SokyRevocation *revocation)
{
  return revocation->state == SOKY_REVOCATION_REVOKED && revocation->cause != SOKY_CAUSE_HOLD;
}

static void answer_question (SokyStatusPool *self, const Question *question, Answer *answer);

/* A responder whose own certificate can be revoked must not have been when it answered. */
static gboolean
responder_was_good (SokyStatusPool *self, const Question *question,
                    const SokyRevocation *revocation)
{
  if (revocation->responder == NULL || soky_ocsp_responder_stands_alone (revocation->responder))
    return TRUE;
  if (question->lists_alone)
    return FALSE;
  const Question about = {revocation->responder, question->issuer, revocation->produced_at_us, TRUE,
                          question->cancellable};
  Answer answer = {0};
  answer_question (self, &about, &answer);
  gboolean good = answer.revocation->state == SOKY_REVOCATION_GOOD ||
                  (answer.revocation->state == SOKY_REVOCATION_REVOKED &&
                   answer.revocation->revoked_at_us > revocation->produced_at_us);
  soky_revocation_free (answer.revocation);
  return good;
}

/* A key may be lost once its certificate has expired: what it signed must have been there before.
 */
static gboolean
signer_was_alive (SokyStatusPool *self, const Item *item, const Question *question,
                  const SokyRevocation *revocation)
{
  SokyCertificate *signer = revocation->responder ? revocation->responder : question->issuer;

  return MIN (item->source.since_us, self->now_us) <= soky_certificate_get_not_after_us (signer);
}

static SokyRevocation *
judge (SokyStatusPool *self, const Item *item, const Question *question)
{
  SokyRevocation *revocation =
      item->ocsp != NULL ? soky_ocsp_judge (item->ocsp, question->certificate, question->issuer,
                                            question->at_us, self->now_us)
                         : soky_crl_judge (item->crl, question->certificate, question->issuer,
                                           question->at_us, self->now_us);

  if (revocation->fault != SOKY_EVIDENCE_FOREIGN)
    self->judgements++;
  if (revocation->state != SOKY_REVOCATION_GOOD)
    return revocation;
  if (!signer_was_alive (self, item, question, revocation))
    refuse (revocation, SOKY_EVIDENCE_STALE);
  else if (!responder_was_good (self, question, revocation))
    refuse (revocation, SOKY_EVIDENCE_NOT_ENTITLED);
  return revocation;
}

/* Revoked for good, the earlier the worse; then the newest word; then what says most of why nothing
 * is known. */
static gboolean
weighs_more (const SokyRevocation *a, const SokyRevocation *b)
{
  if (is_final (a) || is_final (b))
    return is_final (a) && (!is_final (b) || a->revoked_at_us < b->revoked_at_us);
  if (a->state == SOKY_REVOCATION_UNKNOWN || b->state == SOKY_REVOCATION_UNKNOWN)
    return b->state == SOKY_REVOCATION_UNKNOWN &&
           (a->state != SOKY_REVOCATION_UNKNOWN || b->fault == SOKY_EVIDENCE_MISSING);
  return a->this_update_us > b->this_update_us;
}

static void
weigh (SokyStatusPool *self, const Item *item, const Question *question, Answer *answer)
{
  if ((question->lists_alone && item->crl == NULL) || self->judgements >= MAX_JUDGEMENTS)
    return;
  SokyRevocation *revocation = judge (self, item, question);
  if (revocation->fault == SOKY_EVIDENCE_FOREIGN || !weighs_more (revocation, answer->revocation)) {
    soky_revocation_free (revocation);
    return;
  }
  soky_revocation_free (answer->revocation);
  answer->revocation = revocation;
  answer->source = item->source;
}

/* Something went out and came back with this; the file may hold the same already. */
static void
take_fetched (SokyStatusPool *self, const Question *question, SokyOcsp *ocsp, SokyCrl *crl,
              Answer *answer)
{
  GBytes *der = ocsp != NULL  ? soky_ocsp_get_der (ocsp)
                : crl != NULL ? soky_crl_get_der (crl)
                              : NULL;

  if (der == NULL)
    return;
  if (!is_new (self, der, self->now_us)) {
    soky_ocsp_free (ocsp);
    soky_crl_free (crl);
    return;
  }
  if (ocsp != NULL)
    add_ocsp (self, der, ocsp, SOKY_PROVENANCE_NETWORK, self->now_us);
  else
    add_item (self, der, SOKY_PROVENANCE_NETWORK, self->now_us)->crl = crl;
  weigh (self, g_ptr_array_index (self->items, self->items->len - 1), question, answer);
}

static gboolean
may_ask_network (SokyStatusPool *self, const char *what)
{
  return self->fetcher != NULL && g_hash_table_size (self->asked) < MAX_ERRANDS &&
         g_hash_table_add (self->asked, g_strdup (what));
}

static void
ask_network (SokyStatusPool *self, const Question *question, Answer *answer)
{
  if (!may_ask_network (self, soky_certificate_get_fingerprint (question->certificate)))
    return;
  if (!question->lists_alone)
    take_fetched (self, question,
                  soky_ocsp_fetch (self->fetcher, question->certificate, question->issuer,
                                   question->cancellable, NULL),
                  NULL, answer);
  if (answer->revocation->state == SOKY_REVOCATION_UNKNOWN)
    take_fetched (
        self, question, NULL,
        soky_crl_fetch (self->fetcher, question->certificate, question->cancellable, NULL), answer);
}

static void
answer_question (SokyStatusPool *self, const Question *question, Answer *answer)
{
  answer->revocation = soky_revocation_new (SOKY_EVIDENCE_NONE);
  answer->source = (SokyEvidenceSource){SOKY_PROVENANCE_NONE, self->now_us};
  /* by number: a question about a responder may add items */
  for (guint i = 0; i < self->items->len; i++)
    weigh (self, g_ptr_array_index (self->items, i), question, answer);
  if (answer->revocation->state == SOKY_REVOCATION_UNKNOWN)
    ask_network (self, question, answer);
}

SokyRevocation *
soky_status_pool_ask (SokyStatusPool *self, SokyCertificate *certificate, SokyCertificate *issuer,
                      gint64 at_us, SokyEvidenceSource *source, GCancellable *cancellable)
{
  g_return_val_if_fail (self != NULL && SOKY_IS_CERTIFICATE (certificate), NULL);
  g_return_val_if_fail (SOKY_IS_CERTIFICATE (issuer), NULL);

  const Question question = {certificate, issuer, at_us, FALSE, cancellable};
  Answer answer = {0};
  answer_question (self, &question, &answer);
  if (source != NULL)
    *source = answer.source;
  return answer.revocation;
}

gboolean
soky_status_pool_fetch_issuer (SokyStatusPool *self, SokyCertificate *last,
                               GCancellable *cancellable)
{
  g_return_val_if_fail (self != NULL && SOKY_IS_CERTIFICATE (last), FALSE);

  g_autofree char *what = g_strconcat ("issuer of ", soky_certificate_get_fingerprint (last), NULL);
  if (!may_ask_network (self, what))
    return FALSE;
  g_autoptr (GPtrArray) issuers =
      soky_certificate_fetch_issuers (self->fetcher, last, cancellable, NULL);
  guint before = self->certificates->len;
  for (guint i = 0; issuers != NULL && i < issuers->len; i++)
    soky_status_pool_add_certificate (self, issuers->pdata[i]);
  return self->certificates->len > before;
}
