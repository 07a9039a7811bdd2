/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/platform.h"

#ifdef G_OS_UNIX

#include <errno.h>
#include <fcntl.h>
#include <glib-unix.h>
#include <glib/gstdio.h>
#include <linux/fs.h>
#include <malloc.h>
#include <poll.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <termios.h>
#include <unistd.h>

#ifdef __SANITIZE_ADDRESS__
#define RUNS_SANITIZED TRUE
#else
#define RUNS_SANITIZED FALSE
#endif

gboolean
soky_platform_is_full (int code)
{
  return code == ENOSPC || code == EDQUOT || code == EFBIG;
}

static void
set_errno_error (GError **error, int code, const char *what, const char *path)
{
  g_autofree char *shown = path ? g_filename_display_name (path) : NULL;
  GIOErrorEnum kind =
      soky_platform_is_full (code) ? G_IO_ERROR_NO_SPACE : g_io_error_from_errno (code);
  g_set_error (error, G_IO_ERROR, kind, "%s%s%s: %s", what, shown ? " " : "", shown ? shown : "",
               g_strerror (code));
}

int
soky_platform_open_regular (const char *path, GError **error)
{
  /* non-blocking: opening a pipe that nobody writes to must not hang */
  int fd = open (path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  struct stat info;

  if (fd < 0 || fstat (fd, &info) < 0) {
    int code = errno;
    if (fd >= 0)
      close (fd);
    set_errno_error (error, code, "open", path);
    return -1;
  }
  if (S_ISDIR (info.st_mode) || !S_ISREG (info.st_mode)) {
    g_autofree char *shown = g_filename_display_name (path);
    close (fd);
    g_set_error (error, G_IO_ERROR,
                 S_ISDIR (info.st_mode) ? G_IO_ERROR_IS_DIRECTORY : G_IO_ERROR_NOT_REGULAR_FILE,
                 "open %s: not a regular file", shown);
    return -1;
  }
  return fd;
}

int
soky_platform_open_readable (const char *path, GError **error)
{
  int fd = open (path, O_RDONLY | O_CLOEXEC);
  if (fd < 0)
    set_errno_error (error, errno, "open", path);
  return fd;
}

int
soky_platform_duplicate (int fd)
{
  return fcntl (fd, F_DUPFD_CLOEXEC, 3);
}

void
soky_platform_close (int fd)
{
  close (fd);
}

gssize
soky_platform_read (int fd, void *data, gsize length, GError **error)
{
  ssize_t got = -1;

  do {
    got = read (fd, data, length);
  } while (got < 0 && errno == EINTR);
  if (got < 0)
    set_errno_error (error, errno, "read", NULL);
  return got;
}

gboolean
soky_platform_read_at (int fd, goffset offset, void *data, gsize length, GError **error)
{
  guint8 *next = data;

  while (length > 0) {
    ssize_t got = pread (fd, next, length, offset);
    if (got < 0 && errno == EINTR)
      continue;
    if (got < 0) {
      set_errno_error (error, errno, "read", NULL);
      return FALSE;
    }
    if (got == 0) {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_PARTIAL_INPUT, "the file became shorter");
      return FALSE;
    }
    next += got;
    offset += got;
    length -= (gsize) got;
  }
  return TRUE;
}

gboolean
soky_platform_write_at (int fd, goffset offset, const void *data, gsize length, GError **error)
{
  const guint8 *next = data;

  while (length > 0) {
    ssize_t put = pwrite (fd, next, length, offset);
    if (put < 0 && errno == EINTR)
      continue;
    if (put < 0) {
      set_errno_error (error, errno, "write", NULL);
      return FALSE;
    }
    next += put;
    offset += put;
    length -= (gsize) put;
  }
  return TRUE;
}

gboolean
soky_platform_truncate (int fd, goffset size, GError **error)
{
  if (ftruncate (fd, size) == 0)
    return TRUE;
  set_errno_error (error, errno, "shorten", NULL);
  return FALSE;
}

int
soky_platform_create_beside (const char *path, char **temporary, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *name = g_build_filename (folder, ".soky-XXXXXX", NULL);
  int fd = g_mkstemp_full (name, O_RDWR | O_CLOEXEC, 0600);

  if (fd < 0) {
    set_errno_error (error, errno, "create a file in", folder);
    return -1;
  }
  struct stat info;
  if (stat (path, &info) == 0 && S_ISREG (info.st_mode) && fchmod (fd, info.st_mode & 0777) < 0)
    g_debug ("the mode of the replaced file could not be kept");
  *temporary = g_steal_pointer (&name);
  return fd;
}

gboolean
soky_platform_sync_and_close (int fd, GError **error)
{
  if (fsync (fd) < 0) {
    set_errno_error (error, errno, "flush", NULL);
    close (fd);
    return FALSE;
  }
  if (close (fd) < 0 && errno != EINTR) {
    set_errno_error (error, errno, "close", NULL);
    return FALSE;
  }
  return TRUE;
}

gboolean
soky_platform_sync_folder (const char *folder, GError **error)
{
  int fd = open (folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (fd < 0) {
    set_errno_error (error, errno, "open", folder);
    return FALSE;
  }
  return soky_platform_sync_and_close (fd, error);
}

gboolean
soky_platform_replace (const char *from, const char *to, GError **error)
{
  if (g_rename (from, to) < 0) {
    set_errno_error (error, errno, "rename to", to);
    return FALSE;
  }
  g_autofree char *folder = g_path_get_dirname (to);
  return soky_platform_sync_folder (folder, error);
}

/* The end of the hole or of the data that @from lies in, but not after @end. */
static goffset
find_edge (int fd, goffset from, goffset end, int whence)
{
  off_t edge = lseek (fd, from, whence);
  if (edge < 0)
    return whence == SEEK_DATA && errno != ENXIO ? from : end;
  return MIN (edge, end);
}

/* Holes are not filled. */
static goffset
copy_in_kernel (int source, goffset offset, goffset length, int to, goffset to_offset)
{
  goffset end = offset + length;
  goffset at = offset;

  while (at < end) {
    off64_t in = find_edge (source, at, end, SEEK_DATA);
    off64_t out = to_offset + in - offset;
    ssize_t put = 0;
    at = in;
    if (at == end)
      break;
    gsize run = (gsize) (find_edge (source, at, end, SEEK_HOLE) - at);
    do {
      put = copy_file_range (source, &in, to, &out, run, 0);
    } while (put < 0 && errno == EINTR);
    if (put <= 0)
      break;
    at += put;
  }
  goffset done = at - offset;
  return done > 0 && ftruncate (to, to_offset + done) < 0 ? 0 : done;
}

void
soky_platform_forget_mapped (const void *data, gsize length)
{
  if (length > 0)
    madvise ((void *) data, length, MADV_DONTNEED);
}

void
soky_platform_bound_heap (void)
{
#ifdef M_ARENA_MAX
  /* left alone, the threshold follows the largest picture, and all others then stay in the heap */
  mallopt (M_MMAP_THRESHOLD, 256 * 1024);
  mallopt (M_ARENA_MAX, 2);
#endif
}

goffset
soky_platform_share_blocks (const char *from, goffset offset, goffset length, int to,
                            goffset to_offset)
{
  int source = from ? open (from, O_RDONLY | O_CLOEXEC) : -1;
  if (source < 0)
    return 0;

  struct stat info;
  goffset done = 0;
  if (offset == 0 && to_offset == 0 && fstat (source, &info) == 0 && info.st_size == length &&
      ioctl (to, FICLONE, source) == 0)
    done = length;
  else
    done = copy_in_kernel (source, offset, length, to, to_offset);
  close (source);
  return done;
}

gboolean
soky_platform_set_echo (int fd, gboolean echo)
{
  struct termios mode;
  if (tcgetattr (fd, &mode) < 0)
    return FALSE;
  if (echo)
    mode.c_lflag |= ECHO;
  else
    mode.c_lflag &= ~(tcflag_t) ECHO;
  return tcsetattr (fd, TCSAFLUSH, &mode) == 0;
}

gboolean
soky_platform_read_pipe (int fd, void *data, gsize length, GError **error)
{
  guint8 *next = data;

  while (length > 0) {
    ssize_t got = read (fd, next, length);
    if (got < 0 && errno == EINTR)
      continue;
    if (got < 0) {
      set_errno_error (error, errno, "read", NULL);
      return FALSE;
    }
    if (got == 0) {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_CLOSED, "the pipe was closed");
      return FALSE;
    }
    next += got;
    length -= (gsize) got;
  }
  return TRUE;
}

gboolean
soky_platform_write_pipe (int fd, const void *data, gsize length, GError **error)
{
  const guint8 *next = data;

  while (length > 0) {
    ssize_t put = write (fd, next, length);
    if (put < 0 && errno == EINTR)
      continue;
    if (put < 0) {
      set_errno_error (error, errno, "write", NULL);
      return FALSE;
    }
    next += put;
    length -= (gsize) put;
  }
  return TRUE;
}

void
soky_platform_ignore_broken_pipes (void)
{
  signal (SIGPIPE, SIG_IGN);
}

gboolean
soky_platform_link (const char *from, const char *to)
{
  return link (from, to) == 0;
}

void
soky_platform_ignore_file_limits (void)
{
  signal (SIGXFSZ, SIG_IGN);
}

gboolean
soky_platform_claim_pipes (int *from, int *to, GError **error)
{
  int null = open ("/dev/null", O_RDWR | O_CLOEXEC);

  *from = soky_platform_duplicate (STDIN_FILENO);
  *to = soky_platform_duplicate (STDOUT_FILENO);
  gboolean good = null >= 0 && *from >= 0 && *to >= 0 && dup2 (null, STDIN_FILENO) >= 0 &&
                  dup2 (null, STDOUT_FILENO) >= 0;
  int code = errno;
  if (null > STDERR_FILENO)
    close (null);
  if (!good)
    set_errno_error (error, code, "standard input and output", NULL);
  return good;
}

typedef struct {
  int fd;
  guint grace_ms;
} PipeWatch;

static gpointer
watch_pipe (gpointer data)
{
  const PipeWatch *watch = data;
  struct pollfd pipe = {.fd = watch->fd};

  while (poll (&pipe, 1, -1) <= 0 || (pipe.revents & (POLLHUP | POLLERR | POLLNVAL)) == 0)
    continue;
  g_usleep ((gulong) watch->grace_ms * 1000);
  _exit (0);
}

void
soky_platform_end_with_pipe (int fd, guint grace_ms)
{
  PipeWatch *watch = g_new (PipeWatch, 1);
  watch->fd = fd;
  watch->grace_ms = grace_ms;
  g_thread_unref (g_thread_new ("soky-pipe", watch_pipe, watch));
}

void
soky_platform_die_with_parent (void)
{
  prctl (PR_SET_PDEATHSIG, SIGKILL);
}

void
soky_platform_limit_self (guint64 memory_bytes, guint cpu_seconds)
{
  const struct rlimit memory = {memory_bytes, memory_bytes};
  const struct rlimit cpu = {cpu_seconds, cpu_seconds};
  const struct rlimit core = {0, 0};

  /* the address sanitizer has reserved more than any limit before main() */
  gboolean bounded = RUNS_SANITIZED || setrlimit (RLIMIT_AS, &memory) == 0;
  if (!bounded || setrlimit (RLIMIT_CPU, &cpu) < 0 || setrlimit (RLIMIT_CORE, &core) < 0)
    g_warning ("the limits of this process could not be set: %s", g_strerror (errno));
}

void
soky_platform_on_stop (GSourceFunc func, gpointer user_data)
{
  g_unix_signal_add (SIGTERM, func, user_data);
  g_unix_signal_add (SIGINT, func, user_data);
}

void
soky_platform_on_reload (GSourceFunc func, gpointer user_data)
{
  g_unix_signal_add (SIGHUP, func, user_data);
}

/* sd_notify(3): a datagram to the socket that the environment names. */
void
soky_platform_notify (const char *state)
{
  const char *path = g_getenv ("NOTIFY_SOCKET");
  if (path == NULL || (*path != '/' && *path != '@'))
    return;

  gboolean abstract = *path == '@';
  g_autoptr (GSocketAddress) address = g_unix_socket_address_new_with_type (
      path + abstract, -1, abstract ? G_UNIX_SOCKET_ADDRESS_ABSTRACT : G_UNIX_SOCKET_ADDRESS_PATH);
  g_autoptr (GError) error = NULL;
  g_autoptr (GSocket) socket = g_socket_new (G_SOCKET_FAMILY_UNIX, G_SOCKET_TYPE_DATAGRAM,
                                             G_SOCKET_PROTOCOL_DEFAULT, &error);
  if (socket == NULL || g_socket_send_to (socket, address, state, strlen (state), NULL, &error) < 0)
    g_warning ("%s: %s", path, error->message);
}

GSocketAddress *
soky_platform_unix_address (const char *path, GError **error)
{
  g_autoptr (GSocketAddress) address = g_unix_socket_address_new (path);
  g_autoptr (GSocket) probe =
      g_socket_new (G_SOCKET_FAMILY_UNIX, G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_DEFAULT, error);
  struct stat info;

  if (probe == NULL)
    return NULL;
  if (g_socket_connect (probe, address, NULL, NULL)) {
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_ADDRESS_IN_USE, "%s: %s", path,
                 g_strerror (EADDRINUSE));
    return NULL;
  }
  if (lstat (path, &info) == 0 && S_ISSOCK (info.st_mode))
    unlink (path);
  return g_steal_pointer (&address);
}

static gboolean
interrupted_cb (gpointer cancellable)
{
  g_cancellable_cancel (cancellable);
  return G_SOURCE_REMOVE;
}

static gpointer
wait_for_interrupt (gpointer data)
{
  g_autoptr (GSource) source = data;
  GMainContext *context = g_source_get_context (source);

  while (!g_source_is_destroyed (source))
    g_main_context_iteration (context, TRUE);
  g_main_context_unref (context);
  return NULL;
}

void
soky_platform_cancel_on_interrupt (GCancellable *cancellable)
{
  GMainContext *context = g_main_context_new (); /* the thread's */
  GSource *source = g_unix_signal_source_new (SIGINT);

  g_source_set_callback (source, interrupted_cb, g_object_ref (cancellable), g_object_unref);
  g_source_attach (source, context);
  g_thread_unref (g_thread_new ("interrupt", wait_for_interrupt, source));
}

void
soky_platform_ignore_interrupt (void)
{
  signal (SIGINT, SIG_IGN);
}

guint
soky_platform_terminal_width (int fd)
{
  struct winsize size = {0};
  return ioctl (fd, TIOCGWINSZ, &size) == 0 ? size.ws_col : 0;
}

void
soky_platform_protect_self (void)
{
  const struct rlimit core = {0, 0};
  setrlimit (RLIMIT_CORE, &core);
  /* the leak checker must be able to look into the process */
  if (!RUNS_SANITIZED)
    prctl (PR_SET_DUMPABLE, 0);
}

void
soky_platform_exit_now (int status)
{
  _exit (status);
}

char *
soky_platform_program_folder (void)
{
  g_autofree char *program = g_file_read_link ("/proc/self/exe", NULL);
  return program ? g_path_get_dirname (program) : NULL;
}

const char *
soky_platform_module_suffix (void)
{
  return ".so";
}

const char *
soky_platform_find_authorities (void)
{
  static const char *const places[] = {
      "/etc/ssl/certs/ca-certificates.crt",
      "/etc/pki/tls/certs/ca-bundle.crt",
      "/etc/ssl/ca-bundle.pem",
      "/etc/ssl/cert.pem",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (places); i++)
    if (g_file_test (places[i], G_FILE_TEST_IS_REGULAR))
      return places[i];
  return NULL;
}

#endif
