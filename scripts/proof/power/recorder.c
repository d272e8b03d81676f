// Records, in order and with its data, every operation of this process that changes files under PROOF_ROOT.
// seccomp redirects each such system call here, from any library; it is carried out, and its record is
// appended to PROOF_LOG, one at a time so that the order is right. PROOF_CONTROL is a file of two bytes: the
// first stops the process before the next operation, the second says that one is under way. Linux on x86-64.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <signal.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <ucontext.h>
#include <unistd.h>

#ifndef __x86_64__
#error "only x86-64"
#endif

enum { CREATE = 1, WRITE, TRUNCATE, RENAME, UNLINK, MKDIR, LINK, SYNC, UNKNOWN };

struct record {
  uint32_t kind;
  uint32_t length;
  uint64_t inode;
  uint64_t at;
};

// The only instructions that the filter lets through.
long pass(long number, long a, long b, long c, long d, long e, long f);
extern const char pass_start[], pass_end[];
__asm__(
    ".text\n.globl pass\n.globl pass_start\n.globl pass_end\npass_start:\npass:\n"
    "mov %rdi, %rax\nmov %rsi, %rdi\nmov %rdx, %rsi\nmov %rcx, %rdx\n"
    "mov %r8, %r10\nmov %r9, %r8\nmov 8(%rsp), %r9\nsyscall\nret\npass_end:\n");
#define CALL(number, a, b, c) pass(number, (long)(a), (long)(b), (long)(c), 0, 0, 0)

static char root[4096];
static size_t root_length;
static int log_file;
static volatile unsigned char *control;
static int lock;

static void note(uint32_t kind, uint64_t inode, uint64_t at, const struct iovec *parts, int count) {
  struct iovec all[66];
  struct record record = {kind, 0, inode, at};
  all[0] = (struct iovec){&record, sizeof record};
  size_t expected = sizeof record;
  for (int index = 0; index < count; index += 1) {
    all[index + 1] = parts[index];
    expected += parts[index].iov_len;
  }
  record.length = (uint32_t)(expected - sizeof record);
  if (CALL(SYS_writev, log_file, all, count + 1) != (long)expected) CALL(SYS_exit_group, 99, 0, 0);
}

static void note_paths(uint32_t kind, uint64_t inode, const char *first, const char *second) {
  struct iovec parts[2] = {{(void *)first, strlen(first) + 1}, {NULL, 0}};
  if (second != NULL) parts[1] = (struct iovec){(void *)second, strlen(second) + 1};
  note(kind, inode, 0, parts, 2);
}

static int is_inside(const char *path) {
  return strncmp(path, root, root_length) == 0 && (path[root_length] == '/' || path[root_length] == 0);
}

static void link_text(const char *prefix, int file, char *out) {
  char name[64], digits[16];
  int count = 0, length = (int)strlen(prefix);
  memcpy(name, prefix, length + 1);
  if (file >= 0) {
    do digits[count++] = (char)('0' + file % 10);
    while ((file /= 10) > 0);
    while (count > 0) name[length++] = digits[--count];
    name[length] = 0;
  }
  long got = CALL(SYS_readlink, name, out, 4000);
  out[got > 0 ? got : 0] = 0;
}

// The whole path; 0 when it is not ours.
static int resolve(int directory, const char *path, char *out) {
  if (path[0] == '/') {
    if (strlen(path) >= 4096) return 0;
    strcpy(out, path);
  } else {
    link_text(directory == AT_FDCWD ? "/proc/self/cwd" : "/proc/self/fd/", directory == AT_FDCWD ? -1 : directory, out);
    if (strlen(out) + strlen(path) + 2 > 4096) return 0;
    strcat(out, "/");
    strcat(out, path);
  }
  return is_inside(out);
}

// The inode of an open file that is ours; 0 for any other.
static uint64_t ours(int file) {
  struct stat status;
  char path[4096];
  if (CALL(SYS_fstat, file, &status, 0) != 0) return 0;
  if (!S_ISREG(status.st_mode) && !S_ISDIR(status.st_mode)) return 0;
  link_text("/proc/self/fd/", file, path);
  return is_inside(path) ? status.st_ino : 0;
}

static uint64_t inode_of(const char *path) {
  struct stat status;
  return pass(SYS_newfstatat, AT_FDCWD, (long)path, (long)&status, AT_SYMLINK_NOFOLLOW, 0, 0) == 0 ? status.st_ino : 0;
}

static long do_open(int directory, const char *path, int flags, int mode) {
  char whole[4096];
  if (!resolve(directory, path, whole)) return pass(SYS_openat, directory, (long)path, flags, mode, 0, 0);
  uint64_t before = inode_of(whole);
  long file = pass(SYS_openat, directory, (long)path, flags, mode, 0, 0);
  if (file < 0) return file;
  if ((flags & O_TMPFILE) == O_TMPFILE) note_paths(UNKNOWN, 0, "O_TMPFILE", whole);
  else if (before == 0) note_paths(CREATE, inode_of(whole), whole, NULL);
  else if (flags & O_TRUNC) note(TRUNCATE, before, 0, NULL, 0);
  return file;
}

static long do_write(long number, const long *a) {
  int file = (int)a[0];
  uint64_t inode = ours(file);
  int is_vector = number == SYS_writev || number == SYS_pwritev;
  int is_placed = number == SYS_pwrite64 || number == SYS_pwritev;
  long at = is_placed ? a[3] : 0;
  if (inode != 0 && !is_placed) {
    int is_appending = (CALL(SYS_fcntl, file, F_GETFL, 0) & O_APPEND) != 0;
    struct stat status;
    CALL(SYS_fstat, file, &status, 0);
    at = is_appending ? status.st_size : CALL(SYS_lseek, file, 0, SEEK_CUR);
  }
  long done = pass(number, a[0], a[1], a[2], a[3], a[4], a[5]);
  if (inode == 0 || done <= 0) return done;
  struct iovec one = {(void *)a[1], (size_t)done};
  if (!is_vector) {
    note(WRITE, inode, (uint64_t)at, &one, 1);
  } else {
    size_t left = (size_t)done;
    struct iovec parts[64];
    int count = 0;
    for (const struct iovec *each = (const void *)a[1]; left > 0 && count < 64; each += 1, count += 1) {
      parts[count] = *each;
      if (parts[count].iov_len > left) parts[count].iov_len = left;
      left -= parts[count].iov_len;
    }
    if (left > 0) note_paths(UNKNOWN, inode, "writev", "of many parts");
    note(WRITE, inode, (uint64_t)at, parts, count);
  }
  return done;
}

static long do_two(int kind, const long *a, int from, const char *old, int to, const char *new) {
  char first[4096], second[4096];
  int is_ours = resolve(from, old, first) + resolve(to, new, second);
  long done = kind == RENAME ? pass(SYS_renameat2, from, (long)old, to, (long)new, a[4], 0)
                             : pass(SYS_linkat, from, (long)old, to, (long)new, a[4], 0);
  if (done != 0 || is_ours == 0) return done;
  if (is_ours == 1 || a[4] != 0) note_paths(UNKNOWN, 0, first, second);
  else note_paths((uint32_t)kind, 0, first, second);
  return done;
}

static long do_one(int kind, int directory, const char *path, long number, const long *a) {
  char whole[4096];
  int is_ours = resolve(directory, path, whole);
  uint64_t inode = number == SYS_truncate && is_ours ? inode_of(whole) : 0;
  long done = pass(number, a[0], a[1], a[2], a[3], a[4], a[5]);
  if (done != 0 || !is_ours) return done;
  if (kind == TRUNCATE) note(TRUNCATE, inode, (uint64_t)a[1], NULL, 0);
  else note_paths((uint32_t)kind, inode_of(whole), whole, NULL);
  return done;
}

// A way to change files that is not recorded: reported when it touches a file under PROOF_ROOT.
static long do_unknown(long number, const long *a) {
  char path[4096] = "?";
  int is_ours = number == SYS_io_uring_setup;
  if (number == SYS_mmap) {
    is_ours = ours((int)a[4]) != 0;
    if (is_ours) link_text("/proc/self/fd/", (int)a[4], path);
    size_t length = strlen(path);
    // SQLite's index of its log, which every start makes anew.
    if (length > 4 && strcmp(path + length - 4, "-shm") == 0) is_ours = 0;
  } else if (number == SYS_copy_file_range || number == SYS_splice) {
    is_ours = ours((int)a[2]) != 0;
  } else if (number == SYS_symlink || number == SYS_symlinkat || number == SYS_openat2) {
    const char *name = (const char *)(number == SYS_symlinkat ? a[2] : a[1]);
    is_ours = resolve(number == SYS_openat2 ? (int)a[0] : number == SYS_symlinkat ? (int)a[1] : AT_FDCWD, name, path);
  } else if (number != SYS_io_uring_setup) {
    is_ours = ours((int)a[0]) != 0;
  }
  if (is_ours) note_paths(UNKNOWN, (uint64_t)number, "system call", path);
  return pass(number, a[0], a[1], a[2], a[3], a[4], a[5]);
}

static long dispatch(long number, const long *a) {
  switch (number) {
    case SYS_open: return do_open(AT_FDCWD, (const char *)a[0], (int)a[1], (int)a[2]);
    case SYS_openat: return do_open((int)a[0], (const char *)a[1], (int)a[2], (int)a[3]);
    case SYS_creat: return do_open(AT_FDCWD, (const char *)a[0], O_CREAT | O_WRONLY | O_TRUNC, (int)a[1]);
    case SYS_write: case SYS_pwrite64: case SYS_writev: case SYS_pwritev: return do_write(number, a);
    case SYS_ftruncate: {
      uint64_t inode = ours((int)a[0]);
      long done = CALL(number, a[0], a[1], 0);
      if (done == 0 && inode != 0) note(TRUNCATE, inode, (uint64_t)a[1], NULL, 0);
      return done;
    }
    case SYS_fsync: case SYS_fdatasync: {
      uint64_t inode = ours((int)a[0]);
      long done = CALL(number, a[0], 0, 0);
      if (done == 0 && inode != 0) note(SYNC, inode, 0, NULL, 0);
      return done;
    }
    case SYS_truncate: return do_one(TRUNCATE, AT_FDCWD, (const char *)a[0], number, a);
    case SYS_unlink: case SYS_rmdir: return do_one(UNLINK, AT_FDCWD, (const char *)a[0], number, a);
    case SYS_unlinkat: return do_one(UNLINK, (int)a[0], (const char *)a[1], number, a);
    case SYS_mkdir: return do_one(MKDIR, AT_FDCWD, (const char *)a[0], number, a);
    case SYS_mkdirat: return do_one(MKDIR, (int)a[0], (const char *)a[1], number, a);
    case SYS_rename: { const long none[6] = {0}; return do_two(RENAME, none, AT_FDCWD, (const char *)a[0], AT_FDCWD, (const char *)a[1]); }
    case SYS_renameat: { const long none[6] = {0}; return do_two(RENAME, none, (int)a[0], (const char *)a[1], (int)a[2], (const char *)a[3]); }
    case SYS_renameat2: return do_two(RENAME, a, (int)a[0], (const char *)a[1], (int)a[2], (const char *)a[3]);
    case SYS_link: { const long none[6] = {0}; return do_two(LINK, none, AT_FDCWD, (const char *)a[0], AT_FDCWD, (const char *)a[1]); }
    case SYS_linkat: return do_two(LINK, a, (int)a[0], (const char *)a[1], (int)a[2], (const char *)a[3]);
    default: return do_unknown(number, a);
  }
}

static void on_trap(int signal, siginfo_t *info, void *context) {
  (void)signal;
  greg_t *registers = ((ucontext_t *)context)->uc_mcontext.gregs;
  const long arguments[6] = {registers[REG_RDI], registers[REG_RSI], registers[REG_RDX],
                             registers[REG_R10], registers[REG_R8], registers[REG_R9]};
  const struct timespec pause = {0, 50000}, for_ever = {3600, 0};
  while (__atomic_exchange_n(&lock, 1, __ATOMIC_ACQUIRE) != 0) CALL(SYS_nanosleep, &pause, 0, 0);
  control[1] = 1;
  __atomic_thread_fence(__ATOMIC_SEQ_CST);
  if (control[0] != 0) {
    control[1] = 0;
    for (;;) CALL(SYS_nanosleep, &for_ever, 0, 0);
  }
  registers[REG_RAX] = dispatch(info->si_syscall, arguments);
  control[1] = 0;
  __atomic_store_n(&lock, 0, __ATOMIC_RELEASE);
}

static const int always[] = {
    SYS_creat, SYS_write, SYS_pwrite64, SYS_writev, SYS_pwritev, SYS_pwritev2, SYS_ftruncate, SYS_truncate,
    SYS_fsync, SYS_fdatasync, SYS_unlink, SYS_unlinkat, SYS_rmdir, SYS_mkdir, SYS_mkdirat, SYS_rename,
    SYS_renameat, SYS_renameat2, SYS_link, SYS_linkat, SYS_symlink, SYS_symlinkat, SYS_openat2,
    SYS_fallocate, SYS_copy_file_range, SYS_sendfile, SYS_splice, SYS_io_uring_setup,
};
enum { ALWAYS = sizeof always / sizeof always[0] };

#define LOAD(field) (struct sock_filter) BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, field))
#define TEST(kind, value, yes, no) (struct sock_filter) BPF_JUMP(BPF_JMP | kind | BPF_K, (uint32_t)(value), yes, no)
#define RETURN(what) (struct sock_filter) BPF_STMT(BPF_RET | BPF_K, what)

// Passes what comes from `pass`; traps opens that make or empty, shared writable mappings, and `always`.
static int install(void) {
  struct sock_filter filter[64 + ALWAYS];
  int n = 0;
  uint64_t start = (uint64_t)pass_start, end = (uint64_t)pass_end;
  filter[n++] = LOAD(arch);
  filter[n++] = TEST(BPF_JEQ, AUDIT_ARCH_X86_64, 1, 0);
  filter[n++] = RETURN(SECCOMP_RET_ALLOW);
  filter[n++] = (struct sock_filter)BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, instruction_pointer) + 4);
  filter[n++] = TEST(BPF_JEQ, start >> 32, 0, 4);
  filter[n++] = LOAD(instruction_pointer);
  filter[n++] = TEST(BPF_JGE, start, 0, 2);
  filter[n++] = TEST(BPF_JGE, end, 1, 0);
  filter[n++] = RETURN(SECCOMP_RET_ALLOW);
  filter[n++] = LOAD(nr);
  filter[n++] = TEST(BPF_JEQ, SYS_open, 0, 3);
  filter[n++] = LOAD(args[1]);
  filter[n++] = TEST(BPF_JSET, O_CREAT | O_TRUNC | (O_TMPFILE & ~O_DIRECTORY), 0, 1);
  filter[n++] = RETURN(SECCOMP_RET_TRAP);
  filter[n++] = LOAD(nr);
  filter[n++] = TEST(BPF_JEQ, SYS_openat, 0, 3);
  filter[n++] = LOAD(args[2]);
  filter[n++] = TEST(BPF_JSET, O_CREAT | O_TRUNC | (O_TMPFILE & ~O_DIRECTORY), 0, 1);
  filter[n++] = RETURN(SECCOMP_RET_TRAP);
  filter[n++] = LOAD(nr);
  filter[n++] = TEST(BPF_JEQ, SYS_mmap, 0, 6);
  filter[n++] = LOAD(args[3]);
  filter[n++] = TEST(BPF_JSET, MAP_ANONYMOUS, 4, 0);
  filter[n++] = TEST(BPF_JSET, MAP_SHARED, 0, 3);
  filter[n++] = LOAD(args[2]);
  filter[n++] = TEST(BPF_JSET, PROT_WRITE, 0, 1);
  filter[n++] = RETURN(SECCOMP_RET_TRAP);
  filter[n++] = LOAD(nr);
  for (int index = 0; index < ALWAYS; index += 1)
    filter[n++] = TEST(BPF_JEQ, always[index], ALWAYS - index, 0);
  filter[n++] = RETURN(SECCOMP_RET_ALLOW);
  filter[n++] = RETURN(SECCOMP_RET_TRAP);
  struct sock_fprog program = {(unsigned short)n, filter};
  if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) return -1;
  return prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program);
}

// The signal stays ours: Bun takes it too, to outlive sandboxes.
int sigaction(int number, const struct sigaction *action, struct sigaction *old) {
  static int (*real)(int, const struct sigaction *, struct sigaction *);
  if (real == NULL) real = dlsym(RTLD_NEXT, "sigaction");
  static int is_taken;
  if (number == SIGSYS && is_taken) return 0;
  is_taken |= number == SIGSYS;
  return real(number, action, old);
}

__attribute__((constructor)) static void begin(void) {
  const char *where = getenv("PROOF_ROOT"), *log = getenv("PROOF_LOG"), *file = getenv("PROOF_CONTROL");
  if (where == NULL || log == NULL || file == NULL || strlen(where) >= sizeof root) return;
  strcpy(root, where);
  root_length = strlen(root);
  log_file = open(log, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0600);
  int shared = open(file, O_RDWR | O_CLOEXEC);
  control = mmap(NULL, 2, PROT_READ | PROT_WRITE, MAP_SHARED, shared, 0);
  struct sigaction action = {0};
  action.sa_sigaction = on_trap;
  action.sa_flags = SA_SIGINFO | SA_RESTART;
  sigfillset(&action.sa_mask);
  if (log_file < 0 || control == MAP_FAILED || sigaction(SIGSYS, &action, NULL) != 0 || install() != 0) _exit(98);
}
