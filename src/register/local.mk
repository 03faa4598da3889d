# What people do with the register: each use case is one function, each writes the journal.
noinst_LIBRARIES += src/register/libregister.a
src_register_libregister_a_SOURCES =
src_register_libregister_a_SOURCES += src/register/create.h
src_register_libregister_a_SOURCES += src/register/dpo.h
src_register_libregister_a_SOURCES += src/register/intake.h
src_register_libregister_a_SOURCES += src/register/letter.h
src_register_libregister_a_SOURCES += src/register/outgoing.h
src_register_libregister_a_SOURCES += src/register/people.h
src_register_libregister_a_SOURCES += src/register/session.h
