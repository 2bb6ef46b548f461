/* A failing disk: the calls of a process on files below one folder are counted, and one of them, or all from it on, do not come
   off: the process is killed in it, or it fails with an error. Built and loaded by campaigns/failing.py with LD_PRELOAD. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <unistd.h>

static char folder[PATH_MAX];
static long at, count;
static int what;    /* 0: nothing; -1: kill; else the error */
static int ever;    /* all calls from that one on */
static int reading; /* which calls count: 0 those that write, 1 those that read, 2 both */

void fault_arm(const char *below, long which, int how, int from_then_on, int kind) {
    snprintf(folder, sizeof folder, "%s/", below);
    at = which, what = how, ever = from_then_on, reading = kind, count = 0;
}
long fault_count(void) { return count; }

static int ours(const char *path) {
    char whole[PATH_MAX];
    if (!folder[0] || !path) return 0;
    if (path[0] != '/') {
        if (!getcwd(whole, sizeof whole)) return 0;
        strncat(whole, "/", sizeof whole - strlen(whole) - 1);
        strncat(whole, path, sizeof whole - strlen(whole) - 1);
        path = whole;
    }
    return strncmp(path, folder, strlen(folder)) == 0;
}
static int ours_fd(int fd) {
    char link[64], path[PATH_MAX];
    if (!folder[0]) return 0;
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t length = readlink(link, path, sizeof path - 1);
    if (length < 0) return 0;
    path[length] = 0;
    return ours(path);
}
static int ours_at(int fd, const char *path) { return path && path[0] != '/' && fd != AT_FDCWD ? ours_fd(fd) : ours(path); }

/* Whether this call is one that does not come off. */
static int hit(int reads) {
    if (reading != 2 && reads != reading) return 0;
    count++;
    return at && (count == at || (ever && count > at));
}
static int fail(void) {
    if (what < 0) kill(getpid(), SIGKILL);
    errno = what;
    return -1;
}

#define REAL(name) static __typeof__(&name) real; if (!real) real = (__typeof__(&name))dlsym(RTLD_NEXT, #name)

#define OPEN(name) int name(const char *path, int flags, ...) { \
    REAL(name); mode_t mode = 0; \
    if (flags & (O_CREAT | O_TMPFILE)) { va_list rest; va_start(rest, flags); mode = va_arg(rest, mode_t); va_end(rest); } \
    if (ours(path) && hit((flags & O_ACCMODE) == O_RDONLY)) return fail(); \
    return real(path, flags, mode); }
OPEN(open)
OPEN(open64)
#define OPENAT(name) int name(int fd, const char *path, int flags, ...) { \
    REAL(name); mode_t mode = 0; \
    if (flags & (O_CREAT | O_TMPFILE)) { va_list rest; va_start(rest, flags); mode = va_arg(rest, mode_t); va_end(rest); } \
    if (ours_at(fd, path) && hit((flags & O_ACCMODE) == O_RDONLY)) return fail(); \
    return real(fd, path, flags, mode); }
OPENAT(openat)
OPENAT(openat64)

ssize_t write(int fd, const void *bytes, size_t length) {
    REAL(write);
    if (ours_fd(fd) && hit(0)) {
        if (length > 1 && count == at) { /* as disks do it: a part is written first */
            ssize_t part = real(fd, bytes, length / 2);
            if (what > 0 && ever) return part;
        }
        return fail();
    }
    return real(fd, bytes, length);
}
ssize_t read(int fd, void *bytes, size_t length) {
    REAL(read);
    if (ours_fd(fd) && hit(1)) return fail();
    return real(fd, bytes, length);
}
ssize_t pread(int fd, void *bytes, size_t length, off_t place) {
    REAL(pread);
    if (ours_fd(fd) && hit(1)) return fail();
    return real(fd, bytes, length, place);
}
ssize_t pread64(int fd, void *bytes, size_t length, off64_t place) {
    REAL(pread64);
    if (ours_fd(fd) && hit(1)) return fail();
    return real(fd, bytes, length, place);
}
int fsync(int fd) { REAL(fsync); return ours_fd(fd) && hit(0) ? fail() : real(fd); }
int rename(const char *one, const char *two) { REAL(rename); return ours(two) && hit(0) ? fail() : real(one, two); }
int link(const char *one, const char *two) { REAL(link); return ours(two) && hit(0) ? fail() : real(one, two); }
int linkat(int a, const char *one, int b, const char *two, int flags) {
    REAL(linkat);
    return ours_at(b, two) && hit(0) ? fail() : real(a, one, b, two, flags);
}
int mkdir(const char *path, mode_t mode) { REAL(mkdir); return ours(path) && hit(0) ? fail() : real(path, mode); }
int unlink(const char *path) { REAL(unlink); return ours(path) && hit(0) ? fail() : real(path); }
int unlinkat(int fd, const char *path, int flags) {
    REAL(unlinkat);
    return ours_at(fd, path) && hit(0) ? fail() : real(fd, path, flags);
}
int rmdir(const char *path) { REAL(rmdir); return ours(path) && hit(0) ? fail() : real(path); }
