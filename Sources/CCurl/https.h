// SPDX-License-Identifier: Apache-2.0
//
// One POST of a form, for OAuth tokens: https (or http to this machine), no redirects, no proxy of the
// environment, bounded in time and length. Nothing is kept from one to the next.
#pragma once
#include <curl/curl.h>
#include <stdlib.h>
#include <string.h>

// What a token server may answer.
#define HTTPS_REPLY_LIMIT 65536

typedef struct https_reply {
  char *bytes;  // HTTPS_REPLY_LIMIT of them
  size_t length;
  int is_too_long;
  long status;
  long retry_after;  // seconds, 0 where nothing is said
  char error[CURL_ERROR_SIZE];
} https_reply;

typedef struct https_form {
  const char *url;
  const char *scheme;  // the only one that is spoken
  const char *authorities;  // PEM file, or NULL for the system's
  const char *fields;  // encoded
  size_t length;
  long seconds;
  curl_xferinfo_callback is_cancelled;
} https_form;

static inline size_t https_take(char *bytes, size_t size, size_t count, void *context) {
  https_reply *reply = context;
  size_t length = size * count;
  if (length > HTTPS_REPLY_LIMIT - reply->length) {
    reply->is_too_long = 1;
    return 0;
  }
  memcpy(reply->bytes + reply->length, bytes, length);
  reply->length += length;
  return length;
}

// Fills a zeroed reply, whose bytes are the caller's to free.
static inline CURLcode https_post(const https_form *form, https_reply *reply) {
  reply->bytes = malloc(HTTPS_REPLY_LIMIT);
  CURL *easy = curl_easy_init();
  struct curl_slist *headers = curl_slist_append(NULL, "Accept: application/json");
  CURLcode code = easy && headers && reply->bytes ? CURLE_OK : CURLE_OUT_OF_MEMORY;
#define HTTPS_SET(option, value) \
  if (code == CURLE_OK) code = curl_easy_setopt(easy, option, value)
  HTTPS_SET(CURLOPT_ERRORBUFFER, reply->error);
  HTTPS_SET(CURLOPT_URL, form->url);
  HTTPS_SET(CURLOPT_PROTOCOLS_STR, form->scheme);
  HTTPS_SET(CURLOPT_FOLLOWLOCATION, 0L);
  HTTPS_SET(CURLOPT_PROXY, "");
  HTTPS_SET(CURLOPT_NETRC, (long)CURL_NETRC_IGNORED);
  HTTPS_SET(CURLOPT_NOSIGNAL, 1L);
  HTTPS_SET(CURLOPT_SSL_VERIFYPEER, 1L);
  HTTPS_SET(CURLOPT_SSL_VERIFYHOST, 2L);
  HTTPS_SET(CURLOPT_SSLVERSION, (long)CURL_SSLVERSION_TLSv1_2);
  if (form->authorities) {
    HTTPS_SET(CURLOPT_CAINFO, form->authorities);
    HTTPS_SET(CURLOPT_CAPATH, NULL);
  }
  HTTPS_SET(CURLOPT_CONNECTTIMEOUT, form->seconds);
  HTTPS_SET(CURLOPT_TIMEOUT, form->seconds);
  HTTPS_SET(CURLOPT_HTTPHEADER, headers);
  HTTPS_SET(CURLOPT_POSTFIELDSIZE, (long)form->length);
  HTTPS_SET(CURLOPT_POSTFIELDS, form->fields);
  HTTPS_SET(CURLOPT_WRITEFUNCTION, https_take);
  HTTPS_SET(CURLOPT_WRITEDATA, reply);
  HTTPS_SET(CURLOPT_NOPROGRESS, 0L);
  HTTPS_SET(CURLOPT_XFERINFOFUNCTION, form->is_cancelled);
#undef HTTPS_SET
  if (code == CURLE_OK) code = curl_easy_perform(easy);
  if (code == CURLE_OK) {
    curl_off_t seconds = 0;
    curl_easy_getinfo(easy, CURLINFO_RESPONSE_CODE, &reply->status);
    if (curl_easy_getinfo(easy, CURLINFO_RETRY_AFTER, &seconds) == CURLE_OK && seconds > 0) {
      reply->retry_after = seconds < 86400 ? (long)seconds : 86400;
    }
  }
  curl_slist_free_all(headers);
  if (easy) curl_easy_cleanup(easy);
  return code;
}
