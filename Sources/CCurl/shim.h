// SPDX-License-Identifier: Apache-2.0
//
// libcurl as a byte pipe: it dials, does TLS, hears the greeting and CAPABILITY or EHLO, and gets no credentials
// (CURLOPT_CONNECT_ONLY). What follows goes through curl_easy_send and curl_easy_recv. One handle a connection,
// never performed twice, never shared between threads.
#pragma once
#include <curl/curl.h>
#include <stdlib.h>
#include <string.h>

// One TLS record: a larger write could be on the wire in part when it is refused.
#define MAIL_SEND_LIMIT 16384
// What a server may say before the login.
#define MAIL_HEARD_LIMIT 65536

typedef struct mail_connection {
  CURL *easy;
  char *error;
  int is_imap;
  char *heard;
  size_t heard_length;
  // Owned here, because OpenSSL wants a refused write repeated with the same pointer and length.
  unsigned char *outgoing;
  size_t outgoing_length;
  size_t outgoing_done;
} mail_connection;

typedef struct mail_dial {
  const char *url;
  const char *scheme;
  const char *authorities;  // PEM file, or NULL for the system's
  int starttls;
  int is_imap;  // else SMTP
  long seconds;  // for everything up to the reply to CAPABILITY or EHLO
  curl_xferinfo_callback is_cancelled;
} mail_dial;

static inline void mail_connection_free(mail_connection *connection) {
  if (!connection) return;
  if (connection->easy) curl_easy_cleanup(connection->easy);
  free(connection->error);
  free(connection->heard);
  free(connection->outgoing);
  free(connection);
}

static inline mail_connection *mail_connection_make(void) {
  mail_connection *connection = calloc(1, sizeof *connection);
  if (!connection) return NULL;
  connection->easy = curl_easy_init();
  connection->error = calloc(1, CURL_ERROR_SIZE);
  connection->heard = malloc(MAIL_HEARD_LIMIT);
  connection->outgoing = malloc(MAIL_SEND_LIMIT);
  if (connection->easy && connection->error && connection->heard && connection->outgoing) return connection;
  mail_connection_free(connection);
  return NULL;
}

static inline size_t mail_connection_hear(char *bytes, size_t size, size_t count, void *context) {
  mail_connection *connection = context;
  size_t length = size * count;
  // 0 gives CURLE_WRITE_ERROR. libcurl would wait to the end for a greeting of its protocol.
  if (length > MAIL_HEARD_LIMIT - connection->heard_length) return 0;
  if (connection->heard_length == 0 && length > 0 && (bytes[0] == '*') != connection->is_imap) return 0;
  memcpy(connection->heard + connection->heard_length, bytes, length);
  connection->heard_length += length;
  return length;
}

// Dials and returns when the greeting phase is over, under TLS where asked for, before any login.
static inline CURLcode mail_connection_open(mail_connection *connection, const mail_dial *dial) {
  CURL *easy = connection->easy;
  CURLcode code = CURLE_OK;
  connection->is_imap = dial->is_imap;
#define MAIL_SET(option, value) \
  if (code == CURLE_OK) code = curl_easy_setopt(easy, option, value)
  MAIL_SET(CURLOPT_ERRORBUFFER, connection->error);
  MAIL_SET(CURLOPT_URL, dial->url);
  MAIL_SET(CURLOPT_PROTOCOLS_STR, dial->scheme);
  MAIL_SET(CURLOPT_CONNECT_ONLY, 1L);
  MAIL_SET(CURLOPT_PROXY, "");  // else ALL_PROXY of the environment is obeyed
  MAIL_SET(CURLOPT_NOSIGNAL, 1L);
  if (dial->starttls) MAIL_SET(CURLOPT_USE_SSL, (long)CURLUSESSL_ALL);
  MAIL_SET(CURLOPT_SSL_VERIFYPEER, 1L);
  MAIL_SET(CURLOPT_SSL_VERIFYHOST, 2L);
  MAIL_SET(CURLOPT_SSLVERSION, (long)CURL_SSLVERSION_TLSv1_2);
  MAIL_SET(CURLOPT_CERTINFO, 1L);
  if (dial->authorities) {
    MAIL_SET(CURLOPT_CAINFO, dial->authorities);
    MAIL_SET(CURLOPT_CAPATH, NULL);  // instead of the system's, not beside them
  }
  MAIL_SET(CURLOPT_CONNECTTIMEOUT, dial->seconds);
  MAIL_SET(CURLOPT_SERVER_RESPONSE_TIMEOUT, dial->seconds);
  MAIL_SET(CURLOPT_BUFFERSIZE, 131072L);
  MAIL_SET(CURLOPT_TCP_KEEPALIVE, 1L);
  MAIL_SET(CURLOPT_TCP_KEEPIDLE, 60L);
  MAIL_SET(CURLOPT_TCP_KEEPINTVL, 30L);
  MAIL_SET(CURLOPT_HEADERFUNCTION, mail_connection_hear);
  MAIL_SET(CURLOPT_HEADERDATA, connection);
  MAIL_SET(CURLOPT_WRITEFUNCTION, mail_connection_hear);
  MAIL_SET(CURLOPT_WRITEDATA, connection);
  MAIL_SET(CURLOPT_NOPROGRESS, 0L);
  MAIL_SET(CURLOPT_XFERINFOFUNCTION, dial->is_cancelled);
#undef MAIL_SET
  return code == CURLE_OK ? curl_easy_perform(easy) : code;
}

static inline curl_socket_t mail_connection_socket(mail_connection *connection) {
  curl_socket_t socket = CURL_SOCKET_BAD;
  curl_easy_getinfo(connection->easy, CURLINFO_ACTIVESOCKET, &socket);
  return socket;
}

// The X509_V_ERR code of OpenSSL's verification; 0 where the chain was fine.
static inline long mail_connection_verification(mail_connection *connection) {
  long result = 0;
  curl_easy_getinfo(connection->easy, CURLINFO_SSL_VERIFYRESULT, &result);
  return result;
}

// The fields of the server's own certificate as "Name:value" lines, NULL without TLS.
static inline const struct curl_slist *mail_connection_certificate(mail_connection *connection) {
  struct curl_certinfo *chain = NULL;
  if (curl_easy_getinfo(connection->easy, CURLINFO_CERTINFO, &chain) != CURLE_OK || !chain) return NULL;
  return chain->num_of_certs > 0 ? chain->certinfo[0] : NULL;
}

// Takes at most MAIL_SEND_LIMIT bytes for sending and returns how many; only when nothing is left over.
static inline size_t mail_connection_load(mail_connection *connection, const void *bytes, size_t count) {
  size_t length = count < MAIL_SEND_LIMIT ? count : MAIL_SEND_LIMIT;
  memcpy(connection->outgoing, bytes, length);
  connection->outgoing_length = length;
  connection->outgoing_done = 0;
  return length;
}

// Sends what is loaded: CURLE_OK when all of it is gone, CURLE_AGAIN when the rest has to wait.
static inline CURLcode mail_connection_flush(mail_connection *connection) {
  while (connection->outgoing_done < connection->outgoing_length) {
    size_t sent = 0;
    CURLcode code = curl_easy_send(
        connection->easy, connection->outgoing + connection->outgoing_done,
        connection->outgoing_length - connection->outgoing_done, &sent);
    if (code != CURLE_OK) return code;
    connection->outgoing_done += sent;
  }
  return CURLE_OK;
}

// Receives what is there: CURLE_OK with 0 bytes is the end, CURLE_AGAIN means that nothing is there.
static inline CURLcode mail_connection_receive(
    mail_connection *connection, void *bytes, size_t capacity, size_t *received) {
  *received = 0;
  return curl_easy_recv(connection->easy, bytes, capacity, received);
}
