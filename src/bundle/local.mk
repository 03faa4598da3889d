# Bundles: what libarchive is linked to, and nothing else is. The helper that writes them reads standard input and no file.
noinst_LIBRARIES += src/bundle/libbundle.a
src_bundle_libbundle_a_CPPFLAGS = $(AM_CPPFLAGS) $(ARCHIVE_CFLAGS)
src_bundle_libbundle_a_SOURCES =
src_bundle_libbundle_a_SOURCES += src/bundle/parcel.c
src_bundle_libbundle_a_SOURCES += src/bundle/parcel.h
src_bundle_libbundle_a_SOURCES += src/bundle/zip.c
src_bundle_libbundle_a_SOURCES += src/bundle/zip.h
