/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Every call that differs between systems. platform.c holds what they share, platform-unix.c and
 * platform-windows.c the rest. */

/* Opens a regular file to read, and nothing else (no folder, device or pipe); -1 with a
 * #GIOError. */
int soky_platform_open_regular (const char *path, GError **error);
/* Opens whatever can be read in order, a pipe as well; -1 with a #GIOError. */
int soky_platform_open_readable (const char *path, GError **error);
int soky_platform_duplicate (int fd);
void soky_platform_close (int fd);

/* Whether @code, of errno, says that there is no room for what is written: the disk is full, a
 * quota is used up, or a file may not become larger. */
gboolean soky_platform_is_full (int code);

/* One read from a pipe or terminal: the bytes got, 0 at its end, -1 with a #GIOError. */
gssize soky_platform_read (int fd, void *data, gsize length, GError **error);

/* Reads or writes all of @length bytes, or fails with a #GIOError (a short file is
 * %G_IO_ERROR_PARTIAL_INPUT). */
gboolean soky_platform_read_at (int fd, goffset offset, void *data, gsize length, GError **error);
gboolean soky_platform_write_at (int fd, goffset offset, const void *data, gsize length,
                                 GError **error);

gboolean soky_platform_truncate (int fd, goffset size, GError **error);

/* Makes an empty file with a random name in the folder of @path. */
int soky_platform_create_beside (const char *path, char **temporary, GError **error);
gboolean soky_platform_sync_and_close (int fd, GError **error);
/* Renames @from to @to, replacing it, and makes the change last through a power failure. */
gboolean soky_platform_replace (const char *from, const char *to, GError **error);
/* fsync of a folder, where the system has it. */
gboolean soky_platform_sync_folder (const char *folder, GError **error);

/* Gives the file @from the second name @to; FALSE where that cannot be (another disk, another file
 * system, the name is taken). */
gboolean soky_platform_link (const char *from, const char *to);

/* Clones or copies a range within the kernel. Returns how many bytes that took care of, often 0.
 */
goffset soky_platform_share_blocks (const char *from, goffset offset, goffset length, int to,
                                    goffset to_offset);

/* Lets the system take back the memory of mapped bytes that were touched; they are read from the
 * file again when they are needed. */
void soky_platform_forget_mapped (const void *data, gsize length);

/* For programs that come and go with large pictures: freed ones leave the process at once, and
 * threads share few heaps. Call it before any thread is started. */
void soky_platform_bound_heap (void);

/* Turns the echo of the terminal at @fd off or on; FALSE when @fd is no terminal. */
gboolean soky_platform_set_echo (int fd, gboolean echo);

/* Reads or writes all of @length bytes of a pipe; %G_IO_ERROR_CLOSED when its other end is gone. */
gboolean soky_platform_read_pipe (int fd, void *data, gsize length, GError **error);
gboolean soky_platform_write_pipe (int fd, const void *data, gsize length, GError **error);
/* From now on writing to a pipe whose reader is gone is an error, not the end of this process. */
void soky_platform_ignore_broken_pipes (void);
/* Likewise for writing beyond the largest size that a file may have. */
void soky_platform_ignore_file_limits (void);
/* Takes standard input and output away from code that a helper loads: the pipes move to new
 * descriptors that no child inherits, and the null device takes their places. */
gboolean soky_platform_claim_pipes (int *from, int *to, GError **error);
/* The calling process ends itself @grace_ms after the other end of pipe @fd was closed, whatever
 * its other threads do then. It dies with its parent, whichever thread of it started it. */
void soky_platform_end_with_pipe (int fd, guint grace_ms);

/* The calling process dies with its parent (helper processes); on Linux already when the thread
 * ends that started it. */
void soky_platform_die_with_parent (void);
/* Bounds the calling process: address space in bytes, processor time in seconds, and no core
 * dump. */
void soky_platform_limit_self (guint64 memory_bytes, guint cpu_seconds);
/* Calls @func on the main loop whenever the process is asked to stop (SIGTERM, SIGINT). */
void soky_platform_on_stop (GSourceFunc func, gpointer user_data);
/* Calls @func on the main loop whenever the process is asked to read its files anew (SIGHUP). */
void soky_platform_on_reload (GSourceFunc func, gpointer user_data);
/* Tells the manager of services that started the process how it is ("READY=1", "STOPPING=1"); does
 * nothing where there is none. */
void soky_platform_notify (const char *state);
/* A Unix socket at @path, in place of one that nobody listens on any more; whoever may enter its
 * folder may connect. Returns: (transfer full) (nullable): %NULL with a #GIOError */
GSocketAddress *soky_platform_unix_address (const char *path, GError **error);
/* Cancels @cancellable when the process is interrupted (Ctrl+C), though no main loop runs; a second
 * time ends the process as usual. Once in a process. */
void soky_platform_cancel_on_interrupt (GCancellable *cancellable);
/* Ctrl+C is the program's to deal with, not this helper's. */
void soky_platform_ignore_interrupt (void);
/* How many columns the terminal at @fd has; 0 when it is no terminal. */
guint soky_platform_terminal_width (int fd);
/* No core dump and no reading of this process's memory by others (it holds a PIN). */
void soky_platform_protect_self (void);

/* Ends a helper at once, without running its exit handlers. */
void soky_platform_exit_now (int status) G_GNUC_NORETURN;

/* Returns: (transfer full): what is plugged into the USB ports, as "096e:0807"; empty where the
 * system does not tell. @folder: (nullable): where to read instead of the system's own */
GStrv soky_platform_list_usb (const char *folder);
/* Returns: (transfer full) (nullable): the card readers by name; %NULL where no service tells of
 * them. Blocks, as long as that service does. */
GStrv soky_platform_list_readers (void);

/* The folder of the running program, or %NULL. */
char *soky_platform_program_folder (void);
/* The end of a loadable module's file name: ".so" or ".dll". */
const char *soky_platform_module_suffix (void);
/* (nullable): the PEM file in which the system keeps the authorities that it trusts */
const char *soky_platform_find_authorities (void);

G_END_DECLS
