# The law and the words of the register. No I/O, no clock, no random, nothing that depends on the locale.
noinst_LIBRARIES += src/core/libcore.a
src_core_libcore_a_SOURCES =

src_core_libcore_a_SOURCES += src/core/err.c
src_core_libcore_a_SOURCES += src/core/err.h
src_core_libcore_a_SOURCES += src/core/lang.h
