// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include <stddef.h>
#define API_INTERNAL
struct item {
  int type;
  struct item *child;
};
int api_type(struct item *item);
int api_child(struct item *item);
double api_sum(const double *numbers, size_t count);
int api_print(struct item *item);
int api_valid(struct item *item);
int api_given(struct item *item) __attribute__((nonnull));
int API_INTERNAL api_internal(struct item *item);
