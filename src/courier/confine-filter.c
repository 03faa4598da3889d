/*
 * The filter of system calls, by libseccomp where it was built in.
 *
 * For the network it names what is refused, because nobody knows what the name services of a machine need (and a newer C library may
 * need more); for parsing it names what is left, because that is little and known. A refused call fails: EPERM, or ENOSYS for a
 * call that has an older form to fall back on whose arguments a filter can read.
 */
#include "src/courier/confine.h"

#ifdef HAVE_LIBSECCOMP

#include <errno.h>
#include <fcntl.h>
#include <linux/netlink.h>
#include <sched.h>
#include <seccomp.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <unistd.h>

#define REFUSE  SCMP_ACT_ERRNO(EPERM)
#define UNKNOWN SCMP_ACT_ERRNO(ENOSYS)

/* The flags of clone(2) are not everywhere its first argument. */
#if defined(__s390__) || defined(__CRIS__)
#define CLONE_FLAGS 1
#else
#define CLONE_FLAGS 0
#endif

static const char *const never[] = {
	/* other programs and processes */
	"execve", "execveat", "fork", "vfork", "ptrace", "process_vm_readv", "process_vm_writev", "kcmp", "kill", "tkill",
	"rt_sigqueueinfo", "rt_tgsigqueueinfo", "pidfd_open", "pidfd_getfd", "pidfd_send_signal", "process_madvise",
	"setpgid", "setsid", "setpriority", "sched_setscheduler", "sched_setattr",
	/* being served */
	"listen", "accept", "accept4",
	/* changing files */
	"creat", "truncate", "truncate64", "ftruncate", "ftruncate64", "fallocate", "unlink", "unlinkat", "rename", "renameat", "renameat2",
	"mkdir", "mkdirat", "rmdir", "link", "linkat", "symlink", "symlinkat", "mknod", "mknodat", "chmod", "fchmod", "fchmodat", "chown",
	"chown32", "fchown", "fchown32", "fchownat", "lchown", "lchown32", "setxattr", "lsetxattr", "fsetxattr", "removexattr",
	"lremovexattr", "fremovexattr", "utime", "utimes", "futimesat", "utimensat", "utimensat_time64", "copy_file_range",
	"open_by_handle_at", "name_to_handle_at", "fanotify_init", "inotify_init", "inotify_init1",
	/* rights, and the machine */
	"setuid", "setuid32", "setgid", "setgid32", "setreuid", "setreuid32", "setregid", "setregid32", "setresuid", "setresuid32",
	"setresgid", "setresgid32", "setgroups", "setgroups32", "setfsuid", "setfsgid", "capset", "chroot", "pivot_root", "mount", "umount",
	"umount2", "move_mount", "open_tree", "fsopen", "fspick", "fsmount", "fsconfig", "mount_setattr", "setns", "unshare", "personality",
	"init_module", "finit_module", "delete_module", "kexec_load", "kexec_file_load", "reboot", "swapon", "swapoff", "acct", "quotactl",
	"sethostname", "setdomainname", "settimeofday", "stime", "clock_settime", "clock_settime64", "adjtimex", "clock_adjtime", "ioperm",
	"iopl", "syslog", "vhangup",
	/* large, young or for debuggers */
	"bpf", "perf_event_open", "userfaultfd", "io_uring_setup", "io_uring_enter", "io_uring_register", "add_key", "request_key", "keyctl",
	"shmget", "shmat", "msgget", "semget", "mq_open", "lookup_dcookie", "vmsplice", "memfd_create", "memfd_secret", NULL,
};

static const char *const unknown[] = {"clone3", "openat2", NULL};

static const char *const computing[] = {
	"read", "readv", "write", "writev", "recv", "recvfrom", "recvmsg", "send", "sendto", "sendmsg", "close", "lseek", "_llseek", "fstat",
	"fstat64", "munmap", "mremap", "brk", "madvise", "futex", "futex_time64", "exit", "exit_group", "clock_gettime", "clock_gettime64",
	"gettimeofday", "time", "getrandom", "getpid", "gettid", "getuid", "geteuid", "getgid", "getegid", "rt_sigaction", "rt_sigprocmask",
	"rt_sigreturn", "sigreturn", "sigaltstack", "restart_syscall", "sched_yield", "sched_getaffinity", "getcpu", "sysinfo", "rseq",
	"set_robust_list", "membarrier", NULL,
};

/* A name that this architecture or this libseccomp does not know needs no rule. */
static bool
rule(scmp_filter_ctx filter, uint32_t action, const char *name, unsigned count, const struct scmp_arg_cmp *args)
{
	int number = seccomp_syscall_resolve_name(name);
	if (number == __NR_SCMP_ERROR)
		return true;
	int got = seccomp_rule_add_array(filter, action, number, count, args);
	return got == 0 || got == -EDOM || got == -EACCES;
}

static bool
rules(scmp_filter_ctx filter, uint32_t action, const char *const *names)
{
	for (; *names; names++)
		if (!rule(filter, action, *names, 0, NULL))
			return false;
	return true;
}

#define RULE(action, name, ...) \
	rule(filter, (action), (name), sizeof((struct scmp_arg_cmp[]){__VA_ARGS__}) / sizeof(struct scmp_arg_cmp), \
	     (struct scmp_arg_cmp[]){__VA_ARGS__})
#define HAS(argument, mask, value) SCMP_CMP((argument), SCMP_CMP_MASKED_EQ, (scmp_datum_t)(mask), (scmp_datum_t)(value))
#define IS(argument, value)        SCMP_CMP((argument), SCMP_CMP_EQ, (scmp_datum_t)(value))
#define IS_NOT(argument, value)    SCMP_CMP((argument), SCMP_CMP_NE, (scmp_datum_t)(value))

/* Files are opened for reading; flags: which argument they are. */
static bool
only_reading(scmp_filter_ctx filter, const char *name, unsigned flags)
{
	return RULE(REFUSE, name, HAS(flags, O_ACCMODE, O_WRONLY)) && RULE(REFUSE, name, HAS(flags, O_ACCMODE, O_RDWR)) &&
	       RULE(REFUSE, name, HAS(flags, O_CREAT, O_CREAT)) && RULE(REFUSE, name, HAS(flags, O_TRUNC, O_TRUNC));
}

/* To the internet, to a name service on this machine, and the kernel's list of addresses (getaddrinfo sorts by it). */
static bool
sockets(scmp_filter_ctx filter)
{
	for (int family = 0; family <= AF_NETLINK; family++)
		if (family != AF_UNIX && family != AF_INET && family != AF_INET6 && family != AF_NETLINK &&
		    !RULE(REFUSE, "socket", IS(0, family)))
			return false;
	return RULE(REFUSE, "socket", SCMP_CMP(0, SCMP_CMP_GT, AF_NETLINK)) &&
	       RULE(REFUSE, "socket", IS(0, AF_INET), HAS(1, 0xf, SOCK_RAW)) &&
	       RULE(REFUSE, "socket", IS(0, AF_INET6), HAS(1, 0xf, SOCK_RAW)) &&
	       RULE(REFUSE, "socket", IS(0, AF_NETLINK), IS_NOT(2, NETLINK_ROUTE));
}

static bool
load(scmp_filter_ctx filter, bool made)
{
	bool stands = made && seccomp_load(filter) == 0;
	seccomp_release(filter);
	return stands;
}

bool
confine_filter_network(void)
{
	scmp_filter_ctx filter = seccomp_init(SCMP_ACT_ALLOW);
	if (!filter)
		return false;
	bool made = rules(filter, REFUSE, never) && rules(filter, UNKNOWN, unknown) && sockets(filter) &&
	            only_reading(filter, "open", 1) && only_reading(filter, "openat", 2) &&
	            /* threads, of the resolver in libcurl; and abort(), which signals itself */
	            RULE(REFUSE, "clone", HAS(CLONE_FLAGS, CLONE_THREAD, 0)) && RULE(REFUSE, "tgkill", IS_NOT(0, getpid())) &&
	            /* standard error may be somebody's terminal: nothing is typed there for them */
	            RULE(REFUSE, "ioctl", HAS(1, 0xffffffff, TIOCSTI)) && RULE(REFUSE, "ioctl", HAS(1, 0xffffffff, TIOCLINUX));
	return load(filter, made);
}

bool
confine_filter_parser(void)
{
	scmp_filter_ctx filter = seccomp_init(REFUSE);
	if (!filter)
		return false;
	bool made = rules(filter, SCMP_ACT_ALLOW, computing) && RULE(SCMP_ACT_ALLOW, "tgkill", IS(0, getpid())) &&
	            /* its own limits, to read them */
	            RULE(SCMP_ACT_ALLOW, "prlimit64", IS(0, 0), IS(2, 0)) &&
	            RULE(SCMP_ACT_ALLOW, "mmap", HAS(2, PROT_EXEC, 0)) && RULE(SCMP_ACT_ALLOW, "mmap2", HAS(2, PROT_EXEC, 0)) &&
	            RULE(SCMP_ACT_ALLOW, "mprotect", HAS(2, PROT_EXEC, 0));
	return load(filter, made);
}

#else

bool
confine_filter_network(void)
{
	return false;
}

bool
confine_filter_parser(void)
{
	return false;
}

#endif
