/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/paths.h"
#include "base/platform.h"
#include "crypto/token/error.h"
#include "crypto/token/module-memory.h"
#include "crypto/token/token-private.h"

#include <glib/gi18n-lib.h>
#include <p11-kit/pkcs11.h>
#include <string.h>

#define DEFAULT_PATIENCE_MS 15000
#define MAX_PIN_BYTES 255

struct _SokyTokenHost {
  GObject parent_instance;
  char *module; /* the only one, or NULL for those that are installed */
  guint patience_ms;
  SokyModuleMemory *memory; /* nullable: not for a driver that was named */
  GMutex lock;              /* guards what follows */
  GHashTable *drivers;      /* path → SokyTokenDriver */
};

enum { PROP_0, PROP_MODULE, PROP_PATIENCE_MS, N_PROPS };

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (SokyTokenHost, soky_token_host, G_TYPE_OBJECT)

/* One driver being asked, in a thread of its own: they must not wait for each other. */
typedef struct {
  SokyTokenDriver *driver;
  const SokyModule *module;
  SokyTokenHost *host;
  GCancellable *cancellable;
  GPtrArray *tokens;
  GPtrArray *problems;
} Inquiry;

SokyTokenDriver *
soky_token_host_take_driver (SokyTokenHost *self, const char *path)
{
  g_mutex_lock (&self->lock);
  SokyTokenDriver *driver = g_hash_table_lookup (self->drivers, path);
  if (driver == NULL) {
    driver = soky_token_driver_new (path, self->patience_ms);
    g_hash_table_insert (self->drivers, g_strdup (path), driver);
  }
  g_object_ref (driver);
  g_mutex_unlock (&self->lock);
  return driver;
}

static void
add_problem (Inquiry *inquiry, guint64 rv, const char *detail)
{
  GError *problem = NULL;
  soky_token_error_set (&problem, rv, soky_token_driver_get_name (inquiry->driver), detail);
  g_ptr_array_add (inquiry->problems, problem);
}

static void
take_list (Inquiry *inquiry, SokyTokenReply *reply)
{
  g_auto (SokyListRecord) list = {0};
  soky_list_record_get (&reply->reader, &list);
  if (!soky_message_reader_ended (&reply->reader)) {
    add_problem (inquiry, SOKY_TOKEN_ERROR_DRIVER_DIED, NULL);
    return;
  }
  for (guint i = 0; i < list.tokens->len; i++)
    g_ptr_array_add (
        inquiry->tokens,
        soky_token_new (list.tokens->pdata[i], soky_token_driver_get_path (inquiry->driver)));
  for (guint i = 0; i < list.problems->len; i++)
    add_problem (inquiry, g_array_index (list.problems, SokySlotProblem, i).rv, NULL);
}

void
soky_token_host_note_problem (SokyTokenHost *self, const SokyModule *module, const GError *problem)
{
  gboolean broken =
      g_error_matches (problem, SOKY_TOKEN_ERROR, (gint) SOKY_TOKEN_ERROR_DRIVER_DIED) ||
      g_error_matches (problem, SOKY_TOKEN_ERROR, (gint) SOKY_TOKEN_ERROR_DRIVER_HUNG);

  if (self->memory != NULL && broken)
    soky_module_memory_note (self->memory, module, (guint) problem->code);
}

GError *
soky_token_host_remembered_problem (const SokyModule *module)
{
  g_autofree char *name = g_path_get_basename (module->path);
  GError *problem = NULL;

  soky_token_error_set (&problem, module->failure, name,
                        _ ("it is not asked until it is tried again"));
  return problem;
}

static gpointer
inquire (gpointer data)
{
  Inquiry *inquiry = data;
  if (inquiry->module->failure != 0) {
    g_ptr_array_add (inquiry->problems, soky_token_host_remembered_problem (inquiry->module));
    return NULL;
  }
  GError *error = NULL;
  g_auto (SokyTokenReply) reply = {0};
  const SokyTokenRequest request = {
      .message = soky_message_new (SOKY_MESSAGE_LIST),
      .patience = SOKY_TOKEN_SHORT,
  };

  if (!soky_token_driver_call (inquiry->driver, &request, &reply, inquiry->cancellable, &error)) {
    soky_token_host_note_problem (inquiry->host, inquiry->module, error);
    g_ptr_array_add (inquiry->problems, error);
  } else if (reply.rv != CKR_OK)
    add_problem (inquiry, reply.rv, reply.detail);
  else
    take_list (inquiry, &reply);

  /* some drivers see only what was there when they started; and idle ones need no process */
  if (inquiry->tokens->len == 0)
    soky_token_driver_end (inquiry->driver);
  return NULL;
}

GPtrArray *
soky_token_host_find_modules (SokyTokenHost *self)
{
  if (self->module != NULL) {
    GPtrArray *modules = g_ptr_array_new_with_free_func ((GDestroyNotify) soky_module_free);
    g_ptr_array_add (modules, soky_module_new (self->module));
    return modules;
  }
  g_auto (SokyModulePlaces) places = {0};
  soky_module_places_init (&places);
  GPtrArray *modules = soky_module_find (&places);
  soky_module_memory_recall (self->memory, modules);
  return modules;
}

SokyModule *
soky_token_host_find_missing (SokyTokenHost *self, GPtrArray *modules)
{
  g_auto (SokyModulePlaces) places = {0};
  g_auto (GStrv) usb = self->module ? NULL : soky_platform_list_usb (NULL);
  if (usb == NULL)
    return NULL;

  soky_module_places_init (&places);
  return soky_module_find_missing (&places, modules, (const char *const *) usb);
}

GStrv
soky_token_host_list_folders (SokyTokenHost *self)
{
  g_auto (SokyModulePlaces) places = {0};
  if (self->module == NULL) {
    soky_module_places_init (&places);
    return soky_module_list_folders (&places);
  }
  char **folders = g_new0 (char *, 2);
  folders[0] = g_path_get_dirname (self->module);
  return folders;
}

void
soky_token_host_forget_problems (SokyTokenHost *self)
{
  g_return_if_fail (SOKY_IS_TOKEN_HOST (self));

  if (self->memory != NULL)
    soky_module_memory_forget (self->memory);
}

guint
soky_token_host_get_patience (SokyTokenHost *self)
{
  return self->patience_ms;
}

static void
free_error (gpointer data)
{
  g_error_free (data);
}

/* Asks all drivers at the same time; the results keep their order. */
static void
inquire_all (SokyTokenHost *self, GPtrArray *modules, GCancellable *cancellable, GPtrArray *tokens,
             GPtrArray *problems)
{
  g_autofree Inquiry *inquiries = g_new0 (Inquiry, modules->len);
  g_autofree GThread **threads = g_new0 (GThread *, modules->len);

  for (guint i = 0; i < modules->len; i++) {
    inquiries[i].host = self;
    inquiries[i].module = modules->pdata[i];
    inquiries[i].driver = soky_token_host_take_driver (self, inquiries[i].module->path);
    inquiries[i].cancellable = cancellable;
    inquiries[i].tokens = g_ptr_array_new ();
    inquiries[i].problems = g_ptr_array_new ();
    threads[i] = g_thread_new ("soky-token-list", inquire, &inquiries[i]);
  }
  for (guint i = 0; i < modules->len; i++) {
    g_thread_join (threads[i]);
    g_ptr_array_extend_and_steal (tokens, inquiries[i].tokens);
    g_ptr_array_extend_and_steal (problems, inquiries[i].problems);
    g_object_unref (inquiries[i].driver);
  }
}

GPtrArray *
soky_token_host_list (SokyTokenHost *self, GPtrArray **problems, GCancellable *cancellable,
                      GError **error)
{
  g_return_val_if_fail (SOKY_IS_TOKEN_HOST (self), NULL);

  g_autoptr (GPtrArray) modules = soky_token_host_find_modules (self);
  g_autoptr (GPtrArray) tokens = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GPtrArray) found = g_ptr_array_new_with_free_func (free_error);
  inquire_all (self, modules, cancellable, tokens, found);
  soky_token_drop_doubles (tokens);

  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return NULL;
  if (problems != NULL)
    *problems = g_steal_pointer (&found);
  return g_steal_pointer (&tokens);
}

gboolean
soky_token_check_pin_line (SokyTokenDriver *driver, SokySecret *pin, GError **error)
{
  gsize length = pin ? soky_secret_get_length (pin) : 0;
  const char *text = pin ? soky_secret_peek (pin) : "";
  guint64 rv = CKR_OK;

  if (pin != NULL && (length == 0 || length > MAX_PIN_BYTES))
    rv = CKR_PIN_LEN_RANGE;
  else if (strlen (text) != length || strpbrk (text, "\r\n") != NULL)
    rv = CKR_PIN_INVALID;
  if (rv != CKR_OK)
    soky_token_error_set (error, rv, soky_token_driver_get_name (driver), NULL);
  return rv == CKR_OK;
}

static void
send_logout (SokyTokenDriver *driver, guint process, SokyToken *token)
{
  const SokyTokenRequest request = {
      .message = soky_message_new (SOKY_MESSAGE_LOGOUT),
      .patience = SOKY_TOKEN_SHORT,
      .process = process,
  };
  SokyTokenAddress address = soky_token_get_address (token);
  g_auto (SokyTokenReply) reply = {0};
  g_autoptr (GError) error = NULL;

  soky_token_address_put (request.message, &address);
  if (!soky_token_driver_call (driver, &request, &reply, NULL, &error))
    g_debug ("logging out: %s", error->message);
}

static GByteArray *
new_login_message (SokyToken *token, SokyTokenCertificate *certificate, SokySecret *pin)
{
  g_autoptr (GBytes) der =
      g_bytes_ref (soky_certificate_get_der (soky_token_certificate_get_certificate (certificate)));
  const SokyLoginRecord record = {
      .address = soky_token_get_address (token),
      .certificate = der,
      .pin_follows = pin != NULL,
  };
  GByteArray *message = soky_message_new (SOKY_MESSAGE_LOGIN);
  soky_login_record_put (message, &record);
  return message;
}

static SokySigner *
take_login (SokyTokenDriver *driver, SokyToken *token, SokyTokenCertificate *certificate,
            SokyTokenReply *reply, GError **error)
{
  const char *name = soky_token_driver_get_name (driver);
  SokyLoginResult result = {0};

  soky_login_result_get (&reply->reader, &result);
  if (!soky_message_reader_ended (&reply->reader)) {
    soky_token_error_set (error, SOKY_TOKEN_ERROR_DRIVER_DIED, name, NULL);
    return NULL;
  }
  if (result.flags != 0)
    soky_token_set_flags (token, result.flags);
  if (reply->rv == CKR_OK || reply->rv == SOKY_TOKEN_ERROR_NO_KEY)
    soky_token_certificate_set_may_have_key (certificate, reply->rv == CKR_OK);
  if (reply->rv != CKR_OK) {
    soky_token_error_set_login (error, reply->rv, soky_token_get_pin_state (token), name);
    return NULL;
  }
  SokyCertificate *own = soky_token_certificate_get_certificate (certificate);
  g_autoptr (GPtrArray) chain = soky_token_build_chain (token, own);
  return soky_token_signer_new (driver, reply->process, &result, own, chain);
}

SokySigner *
soky_token_host_login (SokyTokenHost *self, SokyToken *token, SokyTokenCertificate *certificate,
                       SokySecret *pin, GCancellable *cancellable, GError **error)
{
  g_return_val_if_fail (SOKY_IS_TOKEN_HOST (self), NULL);
  g_return_val_if_fail (SOKY_IS_TOKEN (token), NULL);
  g_return_val_if_fail (SOKY_IS_TOKEN_CERTIFICATE (certificate), NULL);

  g_autoptr (SokyTokenDriver) driver =
      soky_token_host_take_driver (self, soky_token_get_module_path (token));
  if (!soky_token_check_pin_line (driver, pin, error))
    return NULL;

  g_auto (SokyTokenReply) reply = {0};
  g_autoptr (GError) cause = NULL;
  const SokyTokenRequest request = {
      .message = new_login_message (token, certificate, pin),
      .pin = pin,
      .patience = pin ? SOKY_TOKEN_LONG : SOKY_TOKEN_HUMAN,
  };
  if (!soky_token_driver_call (driver, &request, &reply, cancellable, &cause)) {
    /* the token may have been opened just as the person changed their mind */
    if (g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_CANCELLED) && reply.process != 0)
      send_logout (driver, reply.process, token);
    g_propagate_error (error, g_steal_pointer (&cause));
    return NULL;
  }
  return take_login (driver, token, certificate, &reply, error);
}

void
soky_token_host_logout (SokyTokenHost *self, SokyToken *token)
{
  g_return_if_fail (SOKY_IS_TOKEN_HOST (self));
  g_return_if_fail (SOKY_IS_TOKEN (token));

  g_autoptr (SokyTokenDriver) driver =
      soky_token_host_take_driver (self, soky_token_get_module_path (token));
  guint process = soky_token_driver_get_process (driver);
  if (process != 0)
    send_logout (driver, process, token);
}

static void
soky_token_host_set_property (GObject *object, guint id, const GValue *value, GParamSpec *spec)
{
  SokyTokenHost *self = SOKY_TOKEN_HOST (object);
  const char *path = NULL;

  switch (id) {
  case PROP_MODULE:
    path = g_value_get_string (value);
    self->module = path ? g_canonicalize_filename (path, NULL) : NULL;
    break;
  case PROP_PATIENCE_MS:
    self->patience_ms = g_value_get_uint (value);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, spec);
  }
}

static void
soky_token_host_constructed (GObject *object)
{
  SokyTokenHost *self = SOKY_TOKEN_HOST (object);

  G_OBJECT_CLASS (soky_token_host_parent_class)->constructed (object);
  if (self->module != NULL)
    return;
  g_autofree char *folder = soky_paths_user_cache (NULL);
  g_autofree char *file = g_build_filename (folder, "drivers.cache", NULL);
  self->memory = soky_module_memory_new (file);
}

static void
soky_token_host_finalize (GObject *object)
{
  SokyTokenHost *self = SOKY_TOKEN_HOST (object);
  GHashTableIter iter;
  gpointer driver = NULL;

  /* signers may outlive the host, but not its logins */
  g_hash_table_iter_init (&iter, self->drivers);
  while (g_hash_table_iter_next (&iter, NULL, &driver))
    soky_token_driver_end (driver);
  g_hash_table_unref (self->drivers);
  g_clear_pointer (&self->memory, soky_module_memory_unref);
  g_free (self->module);
  g_mutex_clear (&self->lock);
  G_OBJECT_CLASS (soky_token_host_parent_class)->finalize (object);
}

static void
soky_token_host_class_init (SokyTokenHostClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_WRITABLE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS;

  object_class->set_property = soky_token_host_set_property;
  object_class->constructed = soky_token_host_constructed;
  object_class->finalize = soky_token_host_finalize;
  properties[PROP_MODULE] = g_param_spec_string ("module", NULL, NULL, NULL, flags);
  properties[PROP_PATIENCE_MS] =
      g_param_spec_uint ("patience-ms", NULL, NULL, 1, G_MAXINT / 64, DEFAULT_PATIENCE_MS, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
soky_token_host_init (SokyTokenHost *self)
{
  g_mutex_init (&self->lock);
  self->drivers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
}

SokyTokenHost *
soky_token_host_new (void)
{
  return g_object_new (SOKY_TYPE_TOKEN_HOST, NULL);
}

SokyTokenHost *
soky_token_host_new_for_module (const char *path)
{
  g_return_val_if_fail (path != NULL, NULL);

  return g_object_new (SOKY_TYPE_TOKEN_HOST, "module", path, NULL);
}
