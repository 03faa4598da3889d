/*
 * A fuzz target: one function that takes any bytes and may not fail. libFuzzer drives it (`make fuzz`), and tests/fuzz/replay.c over files
 * that are kept, in every `make check`.
 */
#ifndef BRECCIA_TESTS_FUZZ_TARGET_H
#define BRECCIA_TESTS_FUZZ_TARGET_H

#include <stddef.h>
#include <stdint.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#endif
