// SPDX-License-Identifier: Apache-2.0
// How fast the server and the network give the mail: wire HOST PORT USER PASSWORD CA_FILE|- FOLDER…
//
// Logs in, sends `EXAMINE` and `UID FETCH 1:* BODY.PEEK[]` for every folder at once, and reads what comes without
// keeping any of it. Prints the number of messages and their bytes. With a CA_FILE it speaks TLS.

#include <errno.h>
#include <netdb.h>
#include <openssl/ssl.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static int sock;
static SSL *tls;

static void fail(const char *what) {
  fprintf(stderr, "wire: %s%s%s\n", what, errno ? ": " : "", errno ? strerror(errno) : "");
  exit(1);
}

static void connect_to(const char *host, const char *port, const char *authorities) {
  struct addrinfo hints = {.ai_socktype = SOCK_STREAM}, *found;
  if (getaddrinfo(host, port, &hints, &found)) fail("no such host");
  sock = socket(found->ai_family, found->ai_socktype, found->ai_protocol);
  if (sock < 0 || connect(sock, found->ai_addr, found->ai_addrlen)) fail("no connection");
  freeaddrinfo(found);
  if (!strcmp(authorities, "-")) return;
  SSL_CTX *context = SSL_CTX_new(TLS_client_method());
  SSL_CTX_set_verify(context, SSL_VERIFY_PEER, NULL);
  if (!SSL_CTX_load_verify_locations(context, authorities, NULL)) fail("no authorities");
  tls = SSL_new(context);
  SSL_set_fd(tls, sock);
  if (SSL_connect(tls) != 1) fail("no TLS");
}

static ssize_t receive(char *buffer, size_t size) {
  return tls ? SSL_read(tls, buffer, (int)size) : recv(sock, buffer, size, 0);
}

__attribute__((format(printf, 1, 2))) static void say(const char *format, ...) {
  char line[1024];
  va_list arguments;
  va_start(arguments, format);
  int length = vsnprintf(line, sizeof line, format, arguments);
  va_end(arguments);
  ssize_t sent = tls ? SSL_write(tls, line, length) : send(sock, line, (size_t)length, 0);
  if (sent != length) fail("nothing sent");
}

int main(int count, char **arguments) {
  if (count < 7) {
    fprintf(stderr, "usage: wire HOST PORT USER PASSWORD CA_FILE|- FOLDER...\n");
    return 2;
  }
  connect_to(arguments[1], arguments[2], arguments[5]);
  say("a LOGIN %s %s\r\n", arguments[3], arguments[4]);
  for (int i = 6; i < count; i++)
    say("a EXAMINE \"%s\"\r\na UID FETCH 1:* BODY.PEEK[]\r\n", arguments[i]);
  say("a LOGOUT\r\n");

  // A response is lines; a line that ends in {n} goes on with n bytes that are no line.
  static char buffer[256 * 1024];
  char line[8192];
  size_t length = 0;
  unsigned long long literal = 0, bytes = 0;
  unsigned long messages = 0;
  int completed = 0;
  ssize_t received;
  errno = 0;
  while ((received = receive(buffer, sizeof buffer)) > 0) {
    char *next = buffer, *end = buffer + received;
    while (next < end) {
      if (literal > 0) {
        size_t skipped = (size_t)(end - next) < literal ? (size_t)(end - next) : (size_t)literal;
        literal -= skipped;
        next += skipped;
        continue;
      }
      char *newline = memchr(next, '\n', (size_t)(end - next));
      size_t part = (size_t)((newline ? newline + 1 : end) - next);
      if (length + part >= sizeof line) fail("a line that no server should send");
      memcpy(line + length, next, part);
      length += part;
      next += part;
      if (!newline) continue;
      line[length] = 0;
      char *size = strrchr(line, '{');
      if (line[0] == '*' && size && length > 3 && line[length - 3] == '}') {
        literal = strtoull(size + 1, NULL, 10);
        bytes += literal;
        messages++;
      }
      if (!strncmp(line, "a OK", 4)) completed++;
      else if (!strncmp(line, "a ", 2)) fail(line);
      length = 0;
    }
  }
  // One for each command, LOGIN and LOGOUT included.
  if (completed != 2 + 2 * (count - 6)) fail("the server has not answered every command");
  printf("%lu %llu\n", messages, bytes);
  return 0;
}
