// Preloaded into Debian's adbd so that it behaves as a phone's does:
//  * android::base::GetProperty answers from the environment, ADBD_PROP_<key with _ for .>: where to listen, the model
//  * ADBD_AUTH=1 turns RSA authentication on again, which Debian's patch turns off, with keys of /data/misc/adb/adb_keys,
//    and opens /dev/socket/adbd, on which Android's framework answers "Allow USB debugging?"
//  * what it starts does not see the preload
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <dlfcn.h>
#include <string>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#define EXPORT __attribute__((visibility("default")))

static unsigned char* auth_required = nullptr;
static int control = -1;

template <typename F> static F* next(const char* name) { return reinterpret_cast<F*>(dlsym(RTLD_NEXT, name)); }

__attribute__((constructor)) static void begin() {
  unsetenv("LD_PRELOAD");
  if (!getenv("ADBD_AUTH")) return;
  int made = socket(AF_UNIX, SOCK_SEQPACKET, 0);
  sockaddr_un where{};
  where.sun_family = AF_UNIX;
  strcpy(where.sun_path, "/dev/socket/adbd");
  unlink(where.sun_path);
  if (bind(made, reinterpret_cast<sockaddr*>(&where), sizeof where) == 0) control = made;
  else perror("adbdpeer: /dev/socket/adbd");
}

// adbd's main sets auth_required to false right before it asks for ADB_EXTERNAL_STORAGE:
//   lea disp(%rip),%rax ; movb $0,(%rax) ; lea name(%rip),%rdi ; call getenv   <- our return address
// The instructions are checked; an unknown build ends with status 97 rather than running without authentication.
extern "C" EXPORT char* getenv(const char* name) noexcept {
  static auto real = next<char*(const char*)>("getenv");
  if (!auth_required && !strcmp(name, "ADB_EXTERNAL_STORAGE")) {
    auto code = static_cast<unsigned char*>(__builtin_return_address(0)) - 5 - 7 - 3 - 7;
    static const unsigned char lea[] = {0x48, 0x8d, 0x05}, movb[] = {0xc6, 0x00, 0x00};
    if (!memcmp(code, lea, 3) && !memcmp(code + 7, movb, 3)) {
      int distance;
      memcpy(&distance, code + 3, sizeof distance);
      auth_required = code + 7 + distance;
    } else if (real("ADBD_AUTH")) {
      fprintf(stderr, "adbdpeer: this build of adbd is unknown, authentication cannot be turned on\n");
      _exit(97);
    }
  }
  return real(name);
}

extern "C" EXPORT int android_get_control_socket(const char* name) { return strcmp(name, "adbd") ? -1 : control; }

// adbd reads errno after a listen that succeeded
extern "C" EXPORT int listen(int socket, int backlog) noexcept {
  static auto real = next<int(int, int)>("listen");
  int result = real(socket, backlog);
  if (!result) errno = 0;
  return result;
}

namespace android::base {
EXPORT std::string GetProperty(const std::string& key, const std::string& otherwise) {
  if (auth_required && getenv("ADBD_AUTH")) *auth_required = 1;
  std::string name = "ADBD_PROP_";
  for (char mark : key) name += mark == '.' ? '_' : mark;
  const char* value = getenv(name.c_str());
  return value && *value ? value : otherwise;
}
}  // namespace android::base
