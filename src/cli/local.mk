# The commands of the breccia program: one file and one table row each.
noinst_LIBRARIES += src/cli/libcli.a
src_cli_libcli_a_SOURCES =
