# Mail. libesmtp, libcurl, GMime and OpenSSL are linked here and nowhere else.
noinst_LIBRARIES += src/courier/libcourier.a
src_courier_libcourier_a_SOURCES =
src_courier_libcourier_a_CPPFLAGS = $(AM_CPPFLAGS) $(ESMTP_CFLAGS) $(CURL_CFLAGS) $(GMIME_CFLAGS) $(OPENSSL_CFLAGS)

src_courier_libcourier_a_SOURCES += src/courier/child.c
src_courier_libcourier_a_SOURCES += src/courier/child.h
src_courier_libcourier_a_SOURCES += src/courier/children.c
src_courier_libcourier_a_SOURCES += src/courier/compose.c
src_courier_libcourier_a_SOURCES += src/courier/compose.h
src_courier_libcourier_a_SOURCES += src/courier/courier.c
src_courier_libcourier_a_SOURCES += src/courier/courier.h
src_courier_libcourier_a_SOURCES += src/courier/dialogue.c
src_courier_libcourier_a_SOURCES += src/courier/dialogue.h
src_courier_libcourier_a_SOURCES += src/courier/frame.c
src_courier_libcourier_a_SOURCES += src/courier/frame.h
src_courier_libcourier_a_SOURCES += src/courier/judge.c
src_courier_libcourier_a_SOURCES += src/courier/judge.h
src_courier_libcourier_a_SOURCES += src/courier/outbox.c
src_courier_libcourier_a_SOURCES += src/courier/outbox.h
src_courier_libcourier_a_SOURCES += src/courier/sender.c
src_courier_libcourier_a_SOURCES += src/courier/sender.h
src_courier_libcourier_a_SOURCES += src/courier/submit.c
src_courier_libcourier_a_SOURCES += src/courier/submit.h
src_courier_libcourier_a_SOURCES += src/courier/transport-esmtp.c
src_courier_libcourier_a_SOURCES += src/courier/transport-maildir.c
src_courier_libcourier_a_SOURCES += src/courier/transport.c
src_courier_libcourier_a_SOURCES += src/courier/transport.h
