/* Stands between a program and the C library: the calls that change what lies below a folder, and opening files there, are
 * counted, and the n-th of them fails as on a broken disk, or the process is killed in its place.
 *
 *   FAULTS_BELOW  the folder
 *   FAULTS_AT     the call that fails, from 1; 0 for none
 *   FAULTS_KILL   set: killed instead
 *   FAULTS_COUNT  a file that is told how many calls there were
 *
 * Half of what a failing write was given is written, as on a disk that fills. Loaded by LD_PRELOAD; Linux only. */

#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

static atomic_long calls;

static int is_below(const char *path) {
    const char *folder = getenv("FAULTS_BELOW");
    return folder != NULL && path != NULL && strstr(path, folder) != NULL;
}

static int is_file_below(int file) {
    char link[64], path[PATH_MAX];
    snprintf(link, sizeof link, "/proc/self/fd/%d", file);
    ssize_t length = readlink(link, path, sizeof path - 1);
    if (length <= 0) return 0;
    path[length] = 0;
    return is_below(path);
}

/* Counts a call; whether it is the one that fails. */
static int fails(void) {
    const char *at = getenv("FAULTS_AT");
    if (atomic_fetch_add(&calls, 1) + 1 != (at == NULL ? 0 : atol(at))) return 0;
    if (getenv("FAULTS_KILL") != NULL) raise(SIGKILL);
    errno = EIO;
    return 1;
}

__attribute__((destructor)) static void tell(void) {
    const char *name = getenv("FAULTS_COUNT");
    FILE *file = name == NULL ? NULL : fopen(name, "w");
    if (file == NULL) return;
    fprintf(file, "%ld\n", atomic_load(&calls));
    fclose(file);
}

/* Opening what is not there changes nothing and is not counted, unless it makes it. */
static int open_fails(const char *path, int flags) {
    return is_below(path) && ((flags & O_CREAT) || access(path, F_OK) == 0) && fails();
}

int open64(const char *path, int flags, ...) {
    va_list more;
    va_start(more, flags);
    mode_t mode = va_arg(more, int);
    va_end(more);
    return open_fails(path, flags) ? -1 : REAL(open64)(path, flags, mode);
}

int open(const char *path, int flags, ...) {
    va_list more;
    va_start(more, flags);
    mode_t mode = va_arg(more, int);
    va_end(more);
    return open_fails(path, flags) ? -1 : REAL(open)(path, flags, mode);
}

ssize_t write(int file, const void *bytes, size_t length) {
    if (is_file_below(file) && fails()) {
        if (length > 1) REAL(write)(file, bytes, length / 2);
        errno = ENOSPC;
        return -1;
    }
    return REAL(write)(file, bytes, length);
}

int fdatasync(int file) { return is_file_below(file) && fails() ? -1 : REAL(fdatasync)(file); }

int ftruncate64(int file, off64_t length) {
    return is_file_below(file) && fails() ? -1 : REAL(ftruncate64)(file, length);
}

int rename(const char *from, const char *to) { return is_below(to) && fails() ? -1 : REAL(rename)(from, to); }

int mkdir(const char *path, mode_t mode) {
    return is_below(path) && access(path, F_OK) != 0 && fails() ? -1 : REAL(mkdir)(path, mode);
}

int unlink(const char *path) {
    return is_below(path) && access(path, F_OK) == 0 && fails() ? -1 : REAL(unlink)(path);
}
