/* The inside of a Trust, for signature.c alone. */
#ifndef BRECCIA_COURIER_TRUST_STORE_H
#define BRECCIA_COURIER_TRUST_STORE_H

#include "src/courier/trust.h"

#include <openssl/x509.h>

struct Trust {
	X509_STORE *store;
	int anchors;
	bool providers; /* the key of AgID's authority must stand in the chain */
};

/* Does this certificate hold the key with which AgID certifies the providers? */
bool trust_certifies_providers(X509 *certificate);

#endif
