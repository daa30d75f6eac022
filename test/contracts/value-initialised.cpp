// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// A pointer that a constructor initialises as p() is null, at the place of the initialiser: the value
// has none of its own.
// RUN: %ferrule scan %s --root %S -o %t --quiet -- -w -std=c++17
// RUN: python3 -c "import json,sys; [print(e['what'], e['file'], e['line']) for i in json.load(open(sys.argv[1]))['inferences'] for e in i['evidence']]" %t/assessment.json | FileCheck %s
// CHECK: set to NULL value-initialised.cpp [[#@LINE+5]]
struct reader {
  reader();
  int *begin;
};
reader::reader() : begin() {}
int first(const reader &r) { return *r.begin; }
