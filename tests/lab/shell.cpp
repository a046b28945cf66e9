// The phone's /system/bin/sh, and every tool whose answers are prepared (dumpsys, pm, settings …).
// A whole command line that was prepared gets the prepared answer; as "sh", any other goes to Android's real shell.
//
// /fixtures/<16 hex digits, FNV-1a of the command>/  command  out  err  status  delay(seconds)
// /fixtures/asked                                    every command line that came from outside, NUL-terminated
#include <cerrno>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <fcntl.h>
#include <fstream>
#include <iterator>
#include <string>
#include <unistd.h>

static const std::string kFixtures = "/fixtures/";

static bool read_file(const std::string& path, std::string* text) {
  std::ifstream file(path, std::ios::binary);
  if (!file) return false;
  text->assign(std::istreambuf_iterator<char>(file), {});
  return true;
}

static void write_all(int to, const std::string& text) {
  for (size_t at = 0; at < text.size();) {
    ssize_t sent = write(to, text.data() + at, text.size() - at);
    if (sent < 0 && errno != EINTR) _exit(141);
    if (sent > 0) at += static_cast<size_t>(sent);
  }
}

static std::string folder(const std::string& command) {
  uint64_t hash = 14695981039346656037ULL;
  for (unsigned char byte : command) hash = (hash ^ byte) * 1099511628211ULL;
  char name[17];
  snprintf(name, sizeof name, "%016llx", static_cast<unsigned long long>(hash));
  return kFixtures + name + "/";
}

static void answer(const std::string& command) {
  std::string at = folder(command), prepared, text;
  if (!read_file(at + "command", &prepared) || prepared != command) return;
  if (read_file(at + "delay", &text)) {
    double seconds = atof(text.c_str());
    timespec pause{static_cast<time_t>(seconds), static_cast<long>((seconds - static_cast<time_t>(seconds)) * 1e9)};
    nanosleep(&pause, nullptr);
  }
  if (read_file(at + "err", &text)) write_all(2, text);
  if (read_file(at + "out", &text)) write_all(1, text);
  _exit(read_file(at + "status", &text) ? atoi(text.c_str()) : 0);
}

int main(int argc, char** argv) {
  const char* slash = strrchr(argv[0], '/');
  std::string tool = slash ? slash + 1 : argv[0];
  if (tool == "sh") {
    if (argc == 3 && !strcmp(argv[1], "-c")) {
      int log = open((kFixtures + "asked").c_str(), O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0666);
      if (log >= 0) write_all(log, std::string(argv[2]) + '\0');
      answer(argv[2]);
    }
    execv("/usr/bin/mksh", argv);
    return 127;
  }
  std::string command = tool;
  for (int i = 1; i < argc; ++i) command += std::string(" ") + argv[i];
  answer(command);
  fprintf(stderr, "%s: no answer was prepared\n", command.c_str());
  return 127;
}
