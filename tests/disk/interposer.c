/* Stands between a program and the C library for files below one folder: takes down in order all that changes them,
 * and lets calls fail on demand. Loaded with LD_PRELOAD; recording.py reads what it takes down, control.py tells it
 * when to fail.
 *
 * DISK_ROOT     absolute path of the folder
 * DISK_LOG      file to append the record to
 * DISK_CONTROL  file that holds a struct control
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

enum kind { OPEN = 1, WRITE = 2, SYNC = 4, TRUNCATE = 8, UNLINK = 16, NAME = 32 };

struct control {
    int32_t kinds;  /* which calls count; 0: none */
    int32_t at;     /* the how many-th of them fails */
    int32_t error;  /* with which errno */
    int32_t sticky; /* all after it fail too */
    int32_t partly; /* a write that fails puts the first half down, as on a disk that is nearly full */
    int32_t seen;   /* how many were counted */
    int32_t failed; /* how many failed */
};

#define FILES 4096
#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

static pthread_mutex_t turn = PTHREAD_MUTEX_INITIALIZER;
static const char *root;
static size_t root_length;
static int record = -1;
static struct control *control;
static char *opened[FILES];

static ssize_t (*real_write)(int, const void *, size_t);

__attribute__((constructor)) static void begin(void) {
    int (*real_open)(const char *, int, ...) = REAL(open);
    real_write = REAL(write);
    root = getenv("DISK_ROOT");
    if (!root) return;
    root_length = strlen(root);
    const char *log = getenv("DISK_LOG"), *shared = getenv("DISK_CONTROL");
    if (log) {
        int low = real_open(log, O_WRONLY | O_CREAT | O_APPEND, 0600);
        record = fcntl(low, F_DUPFD_CLOEXEC, 900);
        REAL(close)(low);
    }
    if (shared) {
        int file = real_open(shared, O_RDWR | O_CLOEXEC);
        control = mmap(NULL, sizeof *control, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
        if (control == MAP_FAILED) control = NULL;
        REAL(close)(file);
    }
}

static int below(const char *path) {
    return root && path && !strncmp(path, root, root_length) && (path[root_length] == '/' || !path[root_length]);
}

static int ours(int file) { return file >= 0 && file < FILES && opened[file]; }

static void put(const char *data, size_t length) {
    while (length) {
        ssize_t done = real_write(record, data, length);
        if (done <= 0) abort();
        data += done, length -= done;
    }
}

static void note(const char *format, ...) {
    if (record < 0) return;
    char line[2 * PATH_MAX + 64];
    va_list values;
    va_start(values, format);
    int length = vsnprintf(line, sizeof line, format, values);
    va_end(values);
    put(line, length);
}

static int fails(enum kind kind) {
    if (!control || !(control->kinds & kind)) return 0;
    int seen = ++control->seen;
    if (seen != control->at && !(control->sticky && seen > control->at)) return 0;
    control->failed++;
    errno = control->error;
    return 1;
}

static int opening(int file, const char *path, int flags) {
    if (file < 0) return file;
    if (file >= FILES) abort();
    int error = errno;
    pthread_mutex_lock(&turn);
    free(opened[file]);
    opened[file] = strdup(path);
    note("open\t%d\t%s%s.\t%s\n", file, flags & O_CREAT ? "c" : "", flags & O_TRUNC ? "t" : "", path + root_length);
    pthread_mutex_unlock(&turn);
    errno = error;
    return file;
}

#define MODE                                          \
    mode_t mode = 0;                                  \
    if (flags & (O_CREAT | O_TMPFILE)) {              \
        va_list rest;                                 \
        va_start(rest, flags);                        \
        mode = va_arg(rest, mode_t);                  \
        va_end(rest);                                 \
    }

int open(const char *path, int flags, ...) {
    MODE
    if (!below(path)) return REAL(open)(path, flags, mode);
    return fails(OPEN) ? -1 : opening(REAL(open)(path, flags, mode), path, flags);
}

int open64(const char *path, int flags, ...) {
    MODE
    if (!below(path)) return REAL(open64)(path, flags, mode);
    return fails(OPEN) ? -1 : opening(REAL(open64)(path, flags, mode), path, flags);
}

int openat(int folder, const char *path, int flags, ...) {
    MODE
    if (!below(path)) return REAL(openat)(folder, path, flags, mode);
    return fails(OPEN) ? -1 : opening(REAL(openat)(folder, path, flags, mode), path, flags);
}

int openat64(int folder, const char *path, int flags, ...) {
    MODE
    if (!below(path)) return REAL(openat64)(folder, path, flags, mode);
    return fails(OPEN) ? -1 : opening(REAL(openat64)(folder, path, flags, mode), path, flags);
}

int close(int file) {
    if (ours(file)) {
        pthread_mutex_lock(&turn);
        note("close\t%d\n", file);
        free(opened[file]);
        opened[file] = NULL;
        pthread_mutex_unlock(&turn);
    }
    return REAL(close)(file);
}

static ssize_t written(int file, const void *data, size_t length, off_t at) {
    ssize_t done = -1;
    pthread_mutex_lock(&turn);
    int failing = fails(WRITE), error = errno;
    if (failing && control->partly && length > 1) failing = 0, length /= 2;
    if (!failing) {
        if (at >= 0) {
            done = REAL(pwrite64)(file, data, length, at);
        } else {
            struct stat now;
            int appends = REAL(fcntl)(file, F_GETFL) & O_APPEND;
            at = appends && !fstat(file, &now) ? now.st_size : lseek(file, 0, SEEK_CUR);
            done = real_write(file, data, length);
        }
        error = errno;
        if (done >= 0) {
            note("write\t%d\t%lld\t%zd\n", file, (long long)at, done);
            if (record >= 0) put(data, done);
        }
    }
    pthread_mutex_unlock(&turn);
    errno = error;
    return done;
}

ssize_t write(int file, const void *data, size_t length) {
    return ours(file) ? written(file, data, length, -1) : REAL(write)(file, data, length);
}

ssize_t pwrite(int file, const void *data, size_t length, off_t at) {
    return ours(file) ? written(file, data, length, at) : REAL(pwrite)(file, data, length, at);
}

ssize_t pwrite64(int file, const void *data, size_t length, off64_t at) {
    return ours(file) ? written(file, data, length, at) : REAL(pwrite64)(file, data, length, at);
}

/* Do CALL, and take it down if it succeeds; with FORGET, a call that was made to fail is taken down as well. */
#define WATCHED(KIND, CALL, FAILURE, ...)             \
    do {                                              \
        pthread_mutex_lock(&turn);                    \
        int failing = fails(KIND), error = errno;     \
        int result = failing ? -1 : (CALL);           \
        if (!failing) error = errno;                  \
        if (!result) note(__VA_ARGS__);               \
        else if (failing) FAILURE;                    \
        pthread_mutex_unlock(&turn);                  \
        errno = error;                                \
        return result;                                \
    } while (0)

int ftruncate(int file, off_t size) {
    if (!ours(file)) return REAL(ftruncate)(file, size);
    WATCHED(TRUNCATE, REAL(ftruncate)(file, size), (void)0, "resize\t%d\t%lld\n", file, (long long)size);
}

int ftruncate64(int file, off64_t size) {
    if (!ours(file)) return REAL(ftruncate64)(file, size);
    WATCHED(TRUNCATE, REAL(ftruncate64)(file, size), (void)0, "resize\t%d\t%lld\n", file, (long long)size);
}

int fsync(int file) {
    if (!ours(file)) return REAL(fsync)(file);
    WATCHED(SYNC, REAL(fsync)(file), note("lose\t%d\n", file), "sync\t%d\n", file);
}

int fdatasync(int file) {
    if (!ours(file)) return REAL(fdatasync)(file);
    WATCHED(SYNC, REAL(fdatasync)(file), note("lose\t%d\n", file), "sync\t%d\n", file);
}

int unlink(const char *path) {
    if (!below(path)) return REAL(unlink)(path);
    WATCHED(UNLINK, REAL(unlink)(path), (void)0, "unlink\t%s\n", path + root_length);
}

int rename(const char *from, const char *to) {
    if (!below(from)) return REAL(rename)(from, to);
    WATCHED(NAME, REAL(rename)(from, to), (void)0, "rename\t%s\t%s\n", from + root_length, to + root_length);
}

int link(const char *from, const char *to) {
    if (!below(from)) return REAL(link)(from, to);
    WATCHED(NAME, REAL(link)(from, to), (void)0, "link\t%s\t%s\n", from + root_length, to + root_length);
}

int linkat(int from_folder, const char *from, int to_folder, const char *to, int flags) {
    if (!below(from)) return REAL(linkat)(from_folder, from, to_folder, to, flags);
    WATCHED(NAME, REAL(linkat)(from_folder, from, to_folder, to, flags), (void)0, "link\t%s\t%s\n",
            from + root_length, to + root_length);
}

int mkdir(const char *path, mode_t mode) {
    if (!below(path)) return REAL(mkdir)(path, mode);
    WATCHED(NAME, REAL(mkdir)(path, mode), (void)0, "mkdir\t%s\n", path + root_length);
}
