# The one place besides db and courier with I/O: clock, random bytes, accounts, files of configuration, locale.
noinst_LIBRARIES += src/host/libhost.a
src_host_libhost_a_CPPFLAGS = $(AM_CPPFLAGS) -DLOCALEDIR='"$(localedir)"' -DSBINDIR='"$(sbindir)"' \
	-DSYSCONFDIR='"$(sysconfdir)"' -DLOCALSTATEDIR='"$(localstatedir)"' -DBINDIR='"$(bindir)"' \
	-DPKGDATADIR='"$(pkgdatadir)"' -DLIBEXECDIR='"$(libexecdir)"'
src_host_libhost_a_SOURCES =
src_host_libhost_a_SOURCES += src/host/host.h
src_host_libhost_a_SOURCES += src/host/account.c
src_host_libhost_a_SOURCES += src/host/clock.c
src_host_libhost_a_SOURCES += src/host/conf.c
src_host_libhost_a_SOURCES += src/host/draft.c
src_host_libhost_a_SOURCES += src/host/files.c
src_host_libhost_a_SOURCES += src/host/folder.c
src_host_libhost_a_SOURCES += src/host/health.c
src_host_libhost_a_SOURCES += src/host/group.c
src_host_libhost_a_SOURCES += src/host/launch.c
src_host_libhost_a_SOURCES += src/host/locale.c
src_host_libhost_a_SOURCES += src/host/machine.c
src_host_libhost_a_SOURCES += src/host/pack.c
src_host_libhost_a_SOURCES += src/host/place.c
src_host_libhost_a_SOURCES += src/host/random.c
src_host_libhost_a_SOURCES += src/host/secret.c
src_host_libhost_a_SOURCES += src/host/service.c
src_host_libhost_a_SOURCES += src/host/shared.c
src_host_libhost_a_SOURCES += src/host/zone.c
