# What people do with the register: each use case is one function, each writes the journal.
noinst_LIBRARIES += src/register/libregister.a
src_register_libregister_a_SOURCES =
