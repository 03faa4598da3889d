/*
 * The children that submit: `submit` is one SMTP session by libesmtp, one message; `submit-curl` is one session by libcurl, one
 * message after the other. What they are told and what they tell are in judge.h.
 */
#ifndef BRECCIA_COURIER_SUBMIT_H
#define BRECCIA_COURIER_SUBMIT_H

#include <jansson.h>

/* Rows of child_rows. Their exit status says nothing; their frames do. */
int submit_child(const json_t *request, int fd);
int submit_curl_child(const json_t *request, int fd);

#endif
