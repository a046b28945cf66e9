/* Preloaded into adb's client and server for the benchmark: every TCP connection sends small messages at once. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>

static void at_once(int fd) {
  int on = 1;
  setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
}

int connect(int fd, const struct sockaddr* to, socklen_t size) {
  at_once(fd);
  return ((int (*)(int, const struct sockaddr*, socklen_t))dlsym(RTLD_NEXT, "connect"))(fd, to, size);
}

int accept4(int fd, struct sockaddr* from, socklen_t* size, int flags) {
  int made = ((int (*)(int, struct sockaddr*, socklen_t*, int))dlsym(RTLD_NEXT, "accept4"))(fd, from, size, flags);
  if (made >= 0) at_once(made);
  return made;
}

int accept(int fd, struct sockaddr* from, socklen_t* size) { return accept4(fd, from, size, 0); }
