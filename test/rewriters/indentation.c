// RUN: %tools/rewrite.py %ferrule %s null-check -- -std=c11 \
// RUN:   | FileCheck %s --match-full-lines --strict-whitespace
// What is added is as deep as the file has it most often, however a table or a comment is laid out.
static const int tables[] = {
   1, 2,
   3, 4};

int sum(const int *buffer, int n) {
    int total = buffer[0];
    if (!buffer)
        return -1;
    for (int i = 1; i < n; i++)
        total += tables[i & 3];
    return total;
}
// CHECK:+    if (!buffer)
// CHECK-NEXT:+        return -1;
