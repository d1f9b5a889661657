/*
 * Stands between a process and its files (LD_PRELOAD, Linux). For files below PASSBELL_SHIM_DIR it either records every
 * change, in order, or fails one of them on request. The control file PASSBELL_SHIM_CTL is shared memory: whoever
 * started the process, or the process itself, switches recording on, aims a fault, reads how many operations there were.
 *
 * Only file operations that SQLite and Node make are caught. Memory maps are not: the only one is the WAL index, which
 * every first opener rebuilds.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#define MAX_FDS 4096

/* Mirrored in fault-control.ts. */
struct control {
  uint32_t recording;
  uint32_t counting;
  uint32_t kind;
  uint32_t fired;
  uint32_t ops;
  uint32_t fault_at;
  uint32_t stall_ms;
  uint32_t full;     /* the disk stays full until somebody frees it */
  uint32_t cut_fd;   /* descriptor + 1 whose last write was cut short: the next one finds the disk full */
  uint32_t fired_op;
};
enum { NONE, IO_ERROR, NO_SPACE, SHORT, STALL };
/* Mirrored in write-log.ts. */
enum { OP_CREATE = 1, OP_WRITE, OP_TRUNCATE, OP_SYNC, OP_SYNC_DIR, OP_UNLINK, OP_RENAME, OP_LINK, OP_READ, OP_OPEN };

static struct { char *path; dev_t dev; ino_t ino; int is_dir; } open_files[MAX_FDS];
static struct control *control;
static struct control nobody;
static const char *watched;
static size_t watched_length;
static int log_fd = -1;
static pthread_mutex_t lock = PTHREAD_RECURSIVE_MUTEX_INITIALIZER_NP;

#define REAL(name, ret, ...) \
  static ret (*real_##name)(__VA_ARGS__); \
  if (!real_##name) *(void **)&real_##name = dlsym(RTLD_NEXT, #name)

__attribute__((constructor)) static void begin(void) {
  control = &nobody;
  watched = getenv("PASSBELL_SHIM_DIR");
  watched_length = watched ? strlen(watched) : 0;
  const char *control_path = getenv("PASSBELL_SHIM_CTL");
  if (control_path) {
    int fd = syscall(SYS_openat, AT_FDCWD, control_path, O_RDWR | O_CLOEXEC, 0);
    void *map = fd < 0 ? MAP_FAILED : mmap(0, sizeof(struct control), PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    if (map == MAP_FAILED) { fprintf(stderr, "the shim cannot map %s\n", control_path); _exit(99); }
    control = map;
  }
  const char *log_path = getenv("PASSBELL_SHIM_LOG");
  if (log_path) log_fd = syscall(SYS_openat, AT_FDCWD, log_path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
}

static int is_watched(const char *path) {
  return path && watched_length > 0 && strncmp(path, watched, watched_length) == 0 &&
         (path[watched_length] == '/' || path[watched_length] == 0);
}
/* What the harness itself writes there is recorded, but is not the database's: it never fails. */
static int is_marker(const char *path) { return strstr(path, "/acknowledged.") != NULL; }

static void put(const void *bytes, size_t length) {
  const char *at = bytes;
  while (length > 0) {
    ssize_t n = syscall(SYS_write, log_fd, at, length);
    if (n <= 0) { fprintf(stderr, "the shim cannot write its log\n"); _exit(99); }
    at += n;
    length -= n;
  }
}

static void record(uint8_t op, const char *path, uint64_t offset, const void *data, uint32_t length) {
  if (!control->recording || log_fd < 0) return;
  uint8_t head[16] = { op };
  uint16_t path_length = strlen(path);
  memcpy(head + 2, &path_length, 2);
  memcpy(head + 4, &length, 4);
  memcpy(head + 8, &offset, 8);
  put(head, sizeof head);
  put(path, path_length);
  put(data, length);
}

static void remember(int fd, const char *path) {
  struct stat found;
  if (fd < 0 || fd >= MAX_FDS || fstat(fd, &found) != 0) return;
  free(open_files[fd].path);
  open_files[fd].path = is_watched(path) ? strdup(path) : NULL;
  open_files[fd].dev = found.st_dev;
  open_files[fd].ino = found.st_ino;
  open_files[fd].is_dir = S_ISDIR(found.st_mode);
}

/* Some closes bypass libc, so a number may have gone to another file: the inode tells. */
static const char *path_of(int fd) {
  if (fd < 0 || fd >= MAX_FDS || !open_files[fd].path) return NULL;
  struct stat found;
  if (fstat(fd, &found) == 0 && found.st_dev == open_files[fd].dev && found.st_ino == open_files[fd].ino)
    return open_files[fd].path;
  free(open_files[fd].path);
  open_files[fd].path = NULL;
  return NULL;
}

/*
 * Counts an operation and decides its fate: 0 go on, -1 fail with errno, otherwise the number of bytes to let pass.
 */
static ssize_t fate(uint8_t op, int fd, const char *path, size_t length) {
  if (!control->counting || is_marker(path)) return 0;
  int grows = op == OP_WRITE || op == OP_CREATE || op == OP_TRUNCATE;
  control->ops += 1;
  if (grows && control->full) { errno = ENOSPC; return -1; }
  if (op == OP_WRITE && control->cut_fd == (uint32_t)fd + 1) {
    control->cut_fd = 0;
    errno = ENOSPC;
    return -1;
  }
  if (control->kind == NONE || control->ops != control->fault_at) return 0;
  /* A full disk still reads and removes (a flush may find it full, where blocks are assigned late); only what moves bytes can move too few of them. */
  if (control->kind == NO_SPACE) control->full = 1;
  if (control->kind == NO_SPACE && !grows && op != OP_SYNC) return 0;
  if (control->kind == SHORT && (length < 2 || (op != OP_WRITE && op != OP_READ))) return 0;
  control->fired += 1;
  control->fired_op = op;
  switch (control->kind) {
    case IO_ERROR: errno = EIO; return -1;
    case NO_SPACE: errno = ENOSPC; return -1;
    case SHORT:
      if (op == OP_WRITE) control->cut_fd = fd + 1;
      return length / 2;
    default: {
      struct timespec pause = { control->stall_ms / 1000, (control->stall_ms % 1000) * 1000000L };
      nanosleep(&pause, NULL);
      return 0;
    }
  }
}

static int open_watched(const char *path, int flags, mode_t mode, int (*real)(const char *, int, ...)) {
  pthread_mutex_lock(&lock);
  int fd = -1;
  struct stat found;
  int existed = stat(path, &found) == 0;
  int saved = errno;
  int creates = !existed && (flags & O_CREAT);
  if (fate(creates ? OP_CREATE : OP_OPEN, -2, path, 0) == 0) {
    errno = saved;
    fd = real(path, flags, mode);
    if (fd >= 0) {
      if (creates) record(OP_CREATE, path, 0, "", 0);
      else if (flags & O_TRUNC) record(OP_TRUNCATE, path, 0, "", 0);
      int kept = errno;
      remember(fd, path);
      errno = kept;
    }
  }
  pthread_mutex_unlock(&lock);
  return fd;
}

#define OPEN(name) \
  int name(const char *path, int flags, ...) { \
    REAL(name, int, const char *, int, ...); \
    mode_t mode = 0; \
    if (flags & (O_CREAT | O_TMPFILE)) { va_list rest; va_start(rest, flags); mode = va_arg(rest, mode_t); va_end(rest); } \
    if (is_watched(path)) return open_watched(path, flags, mode, real_##name); \
    int fd = real_##name(path, flags, mode); \
    if (fd >= 0 && fd < MAX_FDS && open_files[fd].path) { \
      pthread_mutex_lock(&lock); free(open_files[fd].path); open_files[fd].path = NULL; pthread_mutex_unlock(&lock); \
    } \
    return fd; \
  }
OPEN(open)
OPEN(open64)

int close(int fd) {
  REAL(close, int, int);
  if (fd >= 0 && fd < MAX_FDS && open_files[fd].path) {
    pthread_mutex_lock(&lock);
    free(open_files[fd].path);
    open_files[fd].path = NULL;
    pthread_mutex_unlock(&lock);
  }
  return real_close(fd);
}

static ssize_t write_watched(int fd, const char *path, const void *data, size_t length, off_t offset) {
  ssize_t allowed = fate(OP_WRITE, fd, path, length);
  if (allowed < 0) return -1;
  size_t wanted = allowed > 0 ? (size_t)allowed : length;
  ssize_t written = offset < 0 ? syscall(SYS_write, fd, data, wanted) : syscall(SYS_pwrite64, fd, data, wanted, offset);
  int saved = errno;
  if (written > 0) {
    off_t at = offset < 0 ? lseek(fd, 0, SEEK_CUR) - written : offset;
    record(OP_WRITE, path, at, data, written);
  }
  errno = saved;
  return written;
}

ssize_t write(int fd, const void *data, size_t length) {
  if (fd < 0 || fd >= MAX_FDS || !open_files[fd].path) return syscall(SYS_write, fd, data, length);
  pthread_mutex_lock(&lock);
  const char *path = path_of(fd);
  ssize_t written = path ? write_watched(fd, path, data, length, -1) : syscall(SYS_write, fd, data, length);
  pthread_mutex_unlock(&lock);
  return written;
}

#define PWRITE(name, offset_t) \
  ssize_t name(int fd, const void *data, size_t length, offset_t offset) { \
    if (fd < 0 || fd >= MAX_FDS || !open_files[fd].path) return syscall(SYS_pwrite64, fd, data, length, offset); \
    pthread_mutex_lock(&lock); \
    const char *path = path_of(fd); \
    ssize_t written = path ? write_watched(fd, path, data, length, offset) : syscall(SYS_pwrite64, fd, data, length, offset); \
    pthread_mutex_unlock(&lock); \
    return written; \
  }
PWRITE(pwrite, off_t)
PWRITE(pwrite64, off64_t)

#define PREAD(name, offset_t) \
  ssize_t name(int fd, void *data, size_t length, offset_t offset) { \
    if (fd < 0 || fd >= MAX_FDS || !open_files[fd].path || !control->counting) \
      return syscall(SYS_pread64, fd, data, length, offset); \
    pthread_mutex_lock(&lock); \
    const char *path = path_of(fd); \
    ssize_t allowed = path ? fate(OP_READ, fd, path, length) : 0; \
    ssize_t read = allowed < 0 ? -1 : syscall(SYS_pread64, fd, data, allowed > 0 ? (size_t)allowed : length, offset); \
    pthread_mutex_unlock(&lock); \
    return read; \
  }
PREAD(pread, off_t)
PREAD(pread64, off64_t)

#define TRUNCATE(name, offset_t) \
  int name(int fd, offset_t length) { \
    if (fd < 0 || fd >= MAX_FDS || !open_files[fd].path) return syscall(SYS_ftruncate, fd, length); \
    pthread_mutex_lock(&lock); \
    const char *path = path_of(fd); \
    int done = path && fate(OP_TRUNCATE, fd, path, 0) < 0 ? -1 : (int)syscall(SYS_ftruncate, fd, length); \
    if (done == 0 && path) record(OP_TRUNCATE, path, length, "", 0); \
    pthread_mutex_unlock(&lock); \
    return done; \
  }
TRUNCATE(ftruncate, off_t)
TRUNCATE(ftruncate64, off64_t)

#define SYNC(name, number) \
  int name(int fd) { \
    if (fd < 0 || fd >= MAX_FDS || !open_files[fd].path) return syscall(number, fd); \
    pthread_mutex_lock(&lock); \
    const char *path = path_of(fd); \
    int is_dir = path ? open_files[fd].is_dir : 0; \
    int done = path && fate(is_dir ? OP_SYNC_DIR : OP_SYNC, fd, path, 0) < 0 ? -1 : (int)syscall(number, fd); \
    if (done == 0 && path) record(is_dir ? OP_SYNC_DIR : OP_SYNC, path, 0, "", 0); \
    pthread_mutex_unlock(&lock); \
    return done; \
  }
SYNC(fsync, SYS_fsync)
SYNC(fdatasync, SYS_fdatasync)

int unlink(const char *path) {
  REAL(unlink, int, const char *);
  if (!is_watched(path)) return real_unlink(path);
  pthread_mutex_lock(&lock);
  int done = fate(OP_UNLINK, -2, path, 0) < 0 ? -1 : real_unlink(path);
  if (done == 0) record(OP_UNLINK, path, 0, "", 0);
  pthread_mutex_unlock(&lock);
  return done;
}

#define MOVE(name, op) \
  int name(const char *from, const char *to) { \
    REAL(name, int, const char *, const char *); \
    if (!is_watched(from)) return real_##name(from, to); \
    pthread_mutex_lock(&lock); \
    int done = fate(OP_CREATE, -2, from, 0) < 0 ? -1 : real_##name(from, to); \
    if (done == 0) record(op, from, 0, to, strlen(to)); \
    pthread_mutex_unlock(&lock); \
    return done; \
  }
MOVE(rename, OP_RENAME)
MOVE(link, OP_LINK)
