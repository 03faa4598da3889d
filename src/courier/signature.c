/*
 * CMS over the slice of the bytes that was signed.
 *
 * First the mathematics, without any certificate being judged, so that altered bytes are never called "untrusted"; then who signed; then
 * whether the certificate holds at that instant.
 */
#include "src/courier/signature.h"

#include "src/core/address.h"
#include "src/core/text.h"
#include "src/courier/trust-store.h"

#include <openssl/cms.h>
#include <openssl/err.h>
#include <openssl/x509v3.h>
#include <string.h>

#define SIGNATURE_MAX (1u << 20)

/* --- the slice ---------------------------------------------------------------------------------------------------- */

/* The line that begins at p, without its end; *next: the line after it, NULL at the end. */
static gsize
line_at(const char *p, const char *end, const char **next)
{
	const char *lf = memchr(p, '\n', (gsize)(end - p));
	*next = lf ? lf + 1 : NULL;
	if (!lf)
		return (gsize)(end - p);
	return (gsize)(lf - p) - (lf > p && lf[-1] == '\r' ? 1 : 0);
}

typedef enum { LINE_OTHER, LINE_DELIMITER, LINE_CLOSE } LineIs;

/* RFC 2046 5.1.1: two hyphens, the boundary, two more at the end, white space. */
static LineIs
classify(const char *line, gsize len, const char *boundary, gsize size)
{
	if (len < size + 2 || line[0] != '-' || line[1] != '-' || memcmp(line + 2, boundary, size))
		return LINE_OTHER;
	const char *rest = line + 2 + size, *end = line + len;
	bool closes = end - rest >= 2 && rest[0] == '-' && rest[1] == '-';
	for (rest += closes ? 2 : 0; rest < end; rest++)
		if (*rest != ' ' && *rest != '\t')
			return LINE_OTHER;
	return closes ? LINE_CLOSE : LINE_DELIMITER;
}

/* The first part: from after its delimiter's line to before the line end that belongs to the next one. */
static bool
find_slice(const char *bytes, gsize len, const char *boundary, gsize *from, gsize *to)
{
	const char *end = bytes + len, *start = NULL, *next;
	gsize size = strlen(boundary);
	for (const char *p = bytes; p && p < end; p = next) {
		LineIs is = classify(p, line_at(p, end, &next), boundary, size);
		if (is == LINE_OTHER)
			continue;
		if (!start) {
			if (is == LINE_CLOSE || !next)
				return false;
			start = next;
			continue;
		}
		const char *last = p - 1; /* the LF before the delimiter */
		last -= last > start && last[-1] == '\r' ? 1 : 0;
		*from = (gsize)(start - bytes);
		*to = (gsize)(MAX(last, start) - bytes);
		return true;
	}
	return false;
}

/* A file that was saved with other line ends was signed with CRLF all the same (RFC 8551 3.1.1). NULL: it has no bare LF. */
static GBytes *
with_crlf(const char *bytes, gsize len)
{
	g_autoptr(GByteArray) out = g_byte_array_sized_new((guint)(len + len / 16));
	bool bare = false;
	for (gsize i = 0; i < len; i++) {
		if (bytes[i] == '\n' && (i == 0 || bytes[i - 1] != '\r')) {
			g_byte_array_append(out, (const guint8 *)"\r", 1);
			bare = true;
		}
		g_byte_array_append(out, (const guint8 *)bytes + i, 1);
	}
	return bare ? g_byte_array_free_to_bytes(g_steal_pointer(&out)) : NULL;
}

/* --- the mathematics ---------------------------------------------------------------------------------------------- */

static bool
holds_over(CMS_ContentInfo *cms, GBytes *content)
{
	gsize len;
	const void *bytes = g_bytes_get_data(content, &len);
	BIO *in = BIO_new_mem_buf(bytes ? bytes : "", (int)MIN(len, (gsize)G_MAXINT));
	/* Through a filter that does nothing: of a memory BIO CMS_verify makes one of its own, which it forgets on some failures (OpenSSL 3.0). */
	BIO *through = in ? BIO_new(BIO_f_null()) : NULL;
	bool holds = through && CMS_verify(cms, NULL, NULL, BIO_push(through, in), NULL, CMS_BINARY | CMS_NO_SIGNER_CERT_VERIFY) == 1;
	BIO_free(through);
	BIO_free(in);
	return holds;
}

static CMS_ContentInfo *
read_cms(GMimeObject *part)
{
	gsize len;
	bool cut;
	g_autoptr(GBytes) der = mime_content(part, SIGNATURE_MAX, &cut);
	const guchar *p = g_bytes_get_data(der, &len);
	CMS_ContentInfo *cms = p && !cut ? d2i_CMS_ContentInfo(NULL, &p, (long)len) : NULL;
	if (cms && OBJ_obj2nid(CMS_get0_type(cms)) == NID_pkcs7_signed && CMS_is_detached(cms) == 1 &&
	    OBJ_obj2nid(CMS_get0_eContentType(cms)) == NID_pkcs7_data)
		return cms;
	CMS_ContentInfo_free(cms);
	return NULL;
}

/* --- who signed ---------------------------------------------------------------------------------------------------- */

static char *
name_of(const X509_NAME *name)
{
	BIO *out = BIO_new(BIO_s_mem());
	char *text;
	X509_NAME_print_ex(out, name, 0, XN_FLAG_RFC2253 & ~ASN1_STRFLGS_ESC_MSB);
	long len = BIO_get_mem_data(out, &text);
	g_autofree char *copy = g_strndup(text, len > 0 ? (gsize)len : 0);
	BIO_free(out);
	return text_one_line(copy);
}

/* The address that is the sender's, else the first. *matches: it is. */
static char *
address_of(X509 *certificate, const char *from, bool *matches)
{
	STACK_OF(OPENSSL_STRING) *all = X509_get1_email(certificate);
	char *address = NULL;
	*matches = false;
	for (int i = 0; i < sk_OPENSSL_STRING_num(all) && !*matches; i++) {
		const char *one = sk_OPENSSL_STRING_value(all, i);
		*matches = from && address_equal(one, from);
		if (*matches || !address) {
			g_free(address);
			address = text_one_line(one);
		}
	}
	X509_email_free(all);
	return address;
}

static Instant
signing_time(CMS_SignerInfo *info)
{
	int at = CMS_signed_get_attr_by_NID(info, NID_pkcs9_signingTime, -1), days, seconds;
	X509_ATTRIBUTE *attribute = at >= 0 ? CMS_signed_get_attr(info, at) : NULL;
	const ASN1_TYPE *value = attribute ? X509_ATTRIBUTE_get0_type(attribute, 0) : NULL;
	if (!value || (value->type != V_ASN1_UTCTIME && value->type != V_ASN1_GENERALIZEDTIME))
		return INSTANT_NONE;
	ASN1_TIME *epoch = ASN1_TIME_set(NULL, 0);
	/* Both kinds of time are ASN1_STRINGs. */
	bool good = epoch && ASN1_TIME_diff(&days, &seconds, epoch, (const ASN1_TIME *)value->value.asn1_string) == 1;
	ASN1_TIME_free(epoch);
	return good ? (Instant)days * 86400 + seconds : INSTANT_NONE;
}

static int
digest_of(CMS_SignerInfo *info)
{
	X509_ALGOR *algorithm = NULL;
	CMS_SignerInfo_get0_algs(info, NULL, NULL, &algorithm, NULL);
	return algorithm ? OBJ_obj2nid(algorithm->algorithm) : NID_undef;
}

/* SHA-1 was in use until 2024 and is said (`digest`), not refused. */
static bool
strong(int digest)
{
	static const int good[] = {NID_sha1, NID_sha224, NID_sha256, NID_sha384, NID_sha512, NID_sha3_256, NID_sha3_384, NID_sha3_512};
	for (gsize i = 0; i < G_N_ELEMENTS(good); i++)
		if (good[i] == digest)
			return true;
	return false;
}

/* --- whether the certificate holds --------------------------------------------------------------------------------- */

static SignatureReason
reason_of(int problem)
{
	static const struct {
		int problem;
		SignatureReason reason;
	} rows[] = {
		{X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT, REASON_UNKNOWN_CA}, {X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY, REASON_UNKNOWN_CA},
		{X509_V_ERR_DEPTH_ZERO_SELF_SIGNED_CERT, REASON_UNKNOWN_CA}, {X509_V_ERR_SELF_SIGNED_CERT_IN_CHAIN, REASON_UNKNOWN_CA},
		{X509_V_ERR_UNABLE_TO_VERIFY_LEAF_SIGNATURE, REASON_UNKNOWN_CA}, {X509_V_ERR_CERT_UNTRUSTED, REASON_UNKNOWN_CA},
		{X509_V_ERR_CERT_HAS_EXPIRED, REASON_EXPIRED}, {X509_V_ERR_CERT_NOT_YET_VALID, REASON_NOT_YET_VALID},
		{X509_V_ERR_INVALID_PURPOSE, REASON_WRONG_PURPOSE}, {X509_V_ERR_PERMITTED_VIOLATION, REASON_OUTSIDE_CONSTRAINTS},
		{X509_V_ERR_EXCLUDED_VIOLATION, REASON_OUTSIDE_CONSTRAINTS},
	};
	for (gsize i = 0; i < G_N_ELEMENTS(rows); i++)
		if (rows[i].problem == problem)
			return rows[i].reason;
	return REASON_BAD_CHAIN;
}

static bool
certifies_providers(const STACK_OF(X509) *chain)
{
	/* Not the signer itself: it could call its own key what it likes. */
	for (int i = 1; i < sk_X509_num(chain); i++)
		if (trust_certifies_providers(sk_X509_value(chain, i)))
			return true;
	return false;
}

static SignatureReason
judge_chain(CMS_ContentInfo *cms, X509 *certificate, const Trust *trust, Instant at)
{
	if (!trust->anchors)
		return REASON_NO_TRUST;
	STACK_OF(X509) *given = CMS_get1_certs(cms);
	X509_STORE_CTX *context = X509_STORE_CTX_new();
	SignatureReason reason = REASON_BAD_CHAIN;
	if (context && X509_STORE_CTX_init(context, trust->store, certificate, given) == 1) {
		X509_STORE_CTX_set_default(context, "smime_sign");
		X509_STORE_CTX_set_time(context, 0, (time_t)at);
		bool holds = X509_verify_cert(context) == 1;
		reason = holds ? REASON_GOOD : reason_of(X509_STORE_CTX_get_error(context));
		if (holds && trust->providers && !certifies_providers(X509_STORE_CTX_get0_chain(context)))
			reason = REASON_NOT_A_PROVIDER;
	}
	X509_STORE_CTX_free(context);
	sk_X509_pop_free(given, X509_free);
	return reason;
}

/* --- all together -------------------------------------------------------------------------------------------------- */

static void
set(Signature *s, SignatureVerdict verdict, SignatureReason reason)
{
	s->verdict = verdict;
	s->reason = reason;
}

static void
describe(Signature *s, CMS_SignerInfo *info, X509 *certificate)
{
	const char *digest = OBJ_nid2sn(digest_of(info));
	g_autofree char *name = g_ascii_strdown(digest ? digest : "unknown", -1);
	g_free(s->subject);
	g_free(s->issuer);
	g_free(s->digest);
	s->subject = name_of(X509_get_subject_name(certificate));
	s->issuer = name_of(X509_get_issuer_name(certificate));
	s->digest = g_steal_pointer(&name);
	s->signed_at = signing_time(info);
}

/* The bytes are what was signed: by whom? */
static void
judge_signer(CMS_ContentInfo *cms, const char *from, const Trust *trust, Instant at, Signature *s)
{
	STACK_OF(X509) *signers = CMS_get0_signers(cms);
	CMS_SignerInfo *info = sk_CMS_SignerInfo_value(CMS_get0_SignerInfos(cms), 0);
	X509 *certificate = sk_X509_value(signers, 0);
	bool matches = false;
	if (certificate && info) {
		describe(s, info, certificate);
		g_free(s->signer);
		s->signer = address_of(certificate, from, &matches);
	}
	SignatureReason reason = matches ? judge_chain(cms, certificate, trust, at) : REASON_SIGNER_MISMATCH;
	if (reason == REASON_GOOD && !strong(digest_of(info)))
		reason = REASON_WEAK_DIGEST;
	set(s, reason == REASON_GOOD ? SIGNATURE_VALID : matches ? SIGNATURE_UNTRUSTED : SIGNATURE_INVALID, reason);
	sk_X509_free(signers);
}

static bool
lacks_certificate(void)
{
	return ERR_GET_REASON(ERR_peek_error()) == CMS_R_SIGNER_CERTIFICATE_NOT_FOUND;
}

/* Over the bytes as they stand, else as they stood before their line ends were changed. *content becomes the one that holds. */
static bool
judge_bytes(GMimeObject *part, CMS_ContentInfo **cms, GBytes **content)
{
	gsize len;
	if (holds_over(*cms, *content))
		return true;
	const char *bytes = g_bytes_get_data(*content, &len);
	g_autoptr(GBytes) canonical = bytes ? with_crlf(bytes, len) : NULL;
	if (!canonical)
		return false;
	CMS_ContentInfo_free(*cms); /* a verification leaves traces in it */
	*cms = read_cms(part);
	if (!*cms || !holds_over(*cms, canonical))
		return false;
	g_bytes_unref(*content);
	*content = g_steal_pointer(&canonical);
	return true;
}

static void
judge_cms(GMimeObject *part, const char *from, const Trust *trust, Instant at, Signature *s, GBytes **content)
{
	CMS_ContentInfo *cms = read_cms(part);
	ERR_clear_error();
	if (!cms)
		set(s, SIGNATURE_INVALID, REASON_UNREADABLE);
	else if (sk_CMS_SignerInfo_num(CMS_get0_SignerInfos(cms)) != 1)
		set(s, SIGNATURE_INVALID, sk_CMS_SignerInfo_num(CMS_get0_SignerInfos(cms)) > 1 ? REASON_SEVERAL_SIGNERS : REASON_UNREADABLE);
	else if (judge_bytes(part, &cms, content))
		judge_signer(cms, from, trust, at, s);
	else
		set(s, SIGNATURE_INVALID, lacks_certificate() ? REASON_NO_CERTIFICATE : REASON_ALTERED);
	ERR_clear_error();
	CMS_ContentInfo_free(cms);
}

static GMimeObject *
signature_part(GMimeMultipart *signed_one)
{
	for (int i = 1; i < g_mime_multipart_get_count(signed_one); i++) {
		GMimeObject *part = g_mime_multipart_get_part(signed_one, i);
		if (mime_is(part, "application/pkcs7-signature") || mime_is(part, "application/x-pkcs7-signature"))
			return part;
	}
	return NULL;
}

void
signature_check(GBytes *bytes, GMimeMessage *message, const char *from, const Trust *trust, Instant at, Signature *s, GBytes **content)
{
	GMimeObject *top = g_mime_message_get_mime_part(message);
	gsize len, start = 0, end = 0;
	const char *raw = g_bytes_get_data(bytes, &len);
	*content = NULL;
	set(s, SIGNATURE_NONE, REASON_NO_SIGNATURE);
	if (!GMIME_IS_MULTIPART(top) || !mime_is(top, "multipart/signed"))
		return;
	const char *boundary = g_mime_object_get_content_type_parameter(top, "boundary");
	GMimeObject *part = signature_part(GMIME_MULTIPART(top));
	if (!boundary || !*boundary || !find_slice(raw, len, boundary, &start, &end))
		return;
	*content = g_bytes_new_from_bytes(bytes, start, end - start);
	if (part)
		judge_cms(part, from, trust, at, s, content);
}
