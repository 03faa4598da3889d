/* The child `submit`: one SMTP session by libesmtp, one message. What it is told and what it tells are in judge.h. */
#ifndef BRECCIA_COURIER_SUBMIT_H
#define BRECCIA_COURIER_SUBMIT_H

#include <jansson.h>

/* A row of child_rows. Its exit status says nothing; its frames do. */
int submit_child(const json_t *request, int fd);

#endif
