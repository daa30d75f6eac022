// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// What the signals of a score are called on the page; docs/ranking.md lists them all.

const signalNames = {
  "sloc": "length in lines", "complexity": "branches", "calls.open": "open operations in what it calls",
  "calls.arithmetic": "pointer and size arithmetic in what it calls",
  "code.arithmetic": "pointer and size arithmetic", "code.calls": "calls",
  "code.fieldWrites": "writes to fields", "code.returns": "returns",
  "code.computedSubscripts": "computed subscripts", "code.dereferences": "dereferences",
  "code.outArguments": "results through arguments", "code.elementCasts": "casts of elements",
  "code.jumps": "jumps", "code.subscripts": "subscripts",
  "file.elements": "element accesses in its file", "file.writes": "writes in its file",
  "file.arithmetic": "arithmetic in its file",
  "history.fixes": "earlier fixes", "history.commits": "commits", "history.authors": "authors",
  "tests.unexecutedOpen": "open operations that no test runs",
};

function signalWords(signal) {
  return signalNames[signal] ?? signal.replace(/^open\./, "open operations: ");
}
