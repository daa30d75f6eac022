// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// A length that may say that the text is to be measured; and one that only counts.
// RUN: %ferrule scan %s --root %S -o %t --quiet -- -w
// RUN: FileCheck %s < %t/assessment.json
// CHECK: "idioms": [
// CHECK: "kind": "length-convention",
// CHECK: "name": "escape",
// CHECK: "detail": "'length' counts 'text', which is also measured up to its NUL: some values may mean that"
// CHECK-NOT: "length-convention"
#include <string.h>
int escape(const char *text, int length) {
  int found = 0;
  if (length < 0)
    length = (int)strlen(text);
  for (int i = 0; i < length; ++i)
    found += text[i] == '&';
  return found;
}
int plain(const char *bytes, int length) {
  int found = 0;
  for (int i = 0; i < length; ++i)
    found += bytes[i] == '&';
  return found;
}
