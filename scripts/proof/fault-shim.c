// Makes the system calls by which SQLite writes fail while a file says with which error number.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/syscall.h>
#include <unistd.h>

static int fault(void) {
  const char *path = getenv("PROOF_FAULT_FILE");
  if (path == NULL) return 0;
  char text[8] = {0};
  int file = (int)syscall(SYS_openat, AT_FDCWD, path, O_RDONLY | O_CLOEXEC);
  if (file < 0) return 0;
  long length = syscall(SYS_read, file, text, sizeof text - 1);
  syscall(SYS_close, file);
  return length > 0 ? atoi(text) : 0;
}

#define FAULTY(result, name, parameters, arguments)            \
  result name parameters {                                     \
    static result(*real) parameters;                           \
    if (real == NULL) real = dlsym(RTLD_NEXT, #name);          \
    int number = fault();                                      \
    if (number == 0) return real arguments;                    \
    errno = number;                                            \
    return -1;                                                 \
  }

FAULTY(ssize_t, pwrite, (int file, const void *bytes, size_t count, off_t at), (file, bytes, count, at))
FAULTY(ssize_t, pwrite64, (int file, const void *bytes, size_t count, off64_t at), (file, bytes, count, at))
FAULTY(int, ftruncate, (int file, off_t length), (file, length))
FAULTY(int, ftruncate64, (int file, off64_t length), (file, length))
FAULTY(int, fsync, (int file), (file))
FAULTY(int, fdatasync, (int file), (file))
