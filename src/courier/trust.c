/* Anchors, from PEM. */
#include "src/courier/trust.h"

#include "src/core/err.h"
#include "src/courier/trust-store.h"
#include "src/host/host.h"

#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>
#include <string.h>

#define BUNDLE_MAX (16u << 20)

/* Subject key identifiers. The authority's key is the same in its certificates of 2018 and 2025. */
static const guchar actalis_root[20] = {
	0x52, 0xd8, 0x88, 0x3a, 0xc8, 0x9f, 0x78, 0x66, 0xed, 0x89, 0xf3, 0x7b, 0x38, 0x70, 0x94, 0xc9, 0x02, 0x02, 0x36, 0xd0,
};
static const guchar agid_ca1[20] = {
	0xa5, 0xfd, 0x85, 0x05, 0x0e, 0xc3, 0xf1, 0xd6, 0x65, 0x4a, 0x20, 0x6c, 0xe2, 0xdb, 0x4d, 0x60, 0x93, 0x2b, 0x8a, 0xa0,
};

static bool
has_key_id(X509 *certificate, const guchar id[20])
{
	const ASN1_OCTET_STRING *own = X509_get0_subject_key_id(certificate);
	return own && ASN1_STRING_length(own) == 20 && !memcmp(ASN1_STRING_get0_data(own), id, 20);
}

bool
trust_certifies_providers(X509 *certificate)
{
	return has_key_id(certificate, agid_ca1);
}

Trust *
trust_nobody(void)
{
	Trust *trust = g_new0(Trust, 1);
	trust->store = X509_STORE_new();
	g_assert(trust->store);
	/* A provider's authority may be named itself, without the root above it. */
	X509_STORE_set_flags(trust->store, X509_V_FLAG_PARTIAL_CHAIN);
	return trust;
}

void
trust_free(Trust *trust)
{
	if (trust)
		X509_STORE_free(trust->store);
	g_free(trust);
}

/* key_id NULL: all of them. */
static void
add_certificates(Trust *trust, const char *pem, gsize len, const guchar *key_id)
{
	BIO *bio = BIO_new_mem_buf(pem, (int)MIN(len, (gsize)G_MAXINT));
	X509 *certificate;
	while (bio && (certificate = PEM_read_bio_X509(bio, NULL, NULL, NULL))) {
		if (!key_id || has_key_id(certificate, key_id))
			trust->anchors += X509_STORE_add_cert(trust->store, certificate) == 1;
		X509_free(certificate);
	}
	BIO_free(bio);
	ERR_clear_error();
}

bool
trust_from_pem(const char *pem, gsize len, Trust **trust, GError **error)
{
	*trust = trust_nobody();
	add_certificates(*trust, pem, len, NULL);
	if ((*trust)->anchors)
		return true;
	g_clear_pointer(trust, trust_free);
	return err_set(error, E_CONFIG, "there is no certificate in it: give a file in PEM form");
}

static bool
load_file(const char *path, Trust **trust, GError **error)
{
	g_autofree char *pem = NULL;
	g_autoptr(GError) why = NULL;
	gsize len;
	if (host_read_file(path, BUNDLE_MAX, &pem, &len, &why) && trust_from_pem(pem, len, trust, &why))
		return true;
	return err_set(error, E_CONFIG, "the authorities for receipts cannot be read from %s: %s", path, why->message);
}

/* Debian, Fedora, Arch and SUSE. */
static void
load_system(Trust *trust)
{
	static const char *const stores[] = {
		"/etc/ssl/certs/ca-certificates.crt", "/etc/pki/tls/certs/ca-bundle.crt", "/etc/ssl/ca-bundle.pem", "/etc/ssl/cert.pem",
	};
	for (gsize i = 0; i < G_N_ELEMENTS(stores) && !trust->anchors; i++) {
		g_autofree char *pem = NULL;
		gsize len;
		if (host_read_file(stores[i], BUNDLE_MAX, &pem, &len, NULL))
			add_certificates(trust, pem, len, actalis_root);
	}
	trust->providers = true;
}

bool
trust_load(const char *path, Trust **trust, GError **error)
{
	if (path)
		return load_file(path, trust, error);
	*trust = trust_nobody();
	load_system(*trust);
	return true;
}
