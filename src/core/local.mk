# The law and the words of the register. No I/O, no clock, no random, nothing that depends on the locale.
noinst_LIBRARIES += src/core/libcore.a
src_core_libcore_a_SOURCES =

src_core_libcore_a_SOURCES += src/core/err.c
src_core_libcore_a_SOURCES += src/core/err.h
src_core_libcore_a_SOURCES += src/core/lang.h
src_core_libcore_a_SOURCES += src/core/vocab.h
src_core_libcore_a_SOURCES += src/core/incident.h
src_core_libcore_a_SOURCES += src/core/proof.h
src_core_libcore_a_SOURCES += src/core/notice.h
src_core_libcore_a_SOURCES += src/core/clock.h
src_core_libcore_a_SOURCES += src/core/stage.h
src_core_libcore_a_SOURCES += src/core/person.h
src_core_libcore_a_SOURCES += src/core/settings.h
src_core_libcore_a_SOURCES += src/core/event.h
src_core_libcore_a_SOURCES += src/core/seal.c
src_core_libcore_a_SOURCES += src/core/seal.h
src_core_libcore_a_SOURCES += src/core/filter.h
src_core_libcore_a_SOURCES += src/core/conf.h
src_core_libcore_a_SOURCES += src/core/event-kinds.c
src_core_libcore_a_SOURCES += src/core/coded.h
src_core_libcore_a_SOURCES += src/core/proof.c
src_core_libcore_a_SOURCES += src/core/notice.c
