# Mail. libesmtp, GMime and OpenSSL are linked here and nowhere else.
noinst_LIBRARIES += src/courier/libcourier.a
src_courier_libcourier_a_SOURCES =
src_courier_libcourier_a_CPPFLAGS = $(AM_CPPFLAGS) $(ESMTP_CFLAGS) $(GMIME_CFLAGS) $(OPENSSL_CFLAGS)
