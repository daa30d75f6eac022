// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Numbers and words of the page.

function grouped(n) {
  return Math.round(n).toLocaleString("en-US");
}
function amount(n, noun, plural = noun + "s") {
  return grouped(n) + " " + (n === 1 ? noun : plural);
}
/// Two significant figures at most.
function figures(value) {
  if (Math.abs(value) >= 100)
    return grouped(Number(value.toPrecision(2)));
  return String(Number(value.toPrecision(2)));
}
function percent(part, whole) {
  if (!(whole > 0))
    return "-";
  const share = 100 * part / whole;
  if (share > 0 && share < 0.1)
    return "less than 0.1\u00a0%";
  return (share > 99 && share < 100 ? "99" : figures(share)) + "\u00a0%";
}
function effort(e) {
  if (!e || !e.unit || !e.high)
    return "-";
  if (e.low === e.high)
    return grouped(e.low) + " " + (e.low === 1 ? e.unit.replace(/s$/, "") : e.unit);
  return grouped(e.low) + " to " + grouped(e.high) + " " + e.unit;
}
/// The model's texts are parts of sentences: here one begins a line.
function capital(text) {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}
function place(path, line) {
  return line ? path + ":" + line : path;
}

const states = ["discharged", "accepted", "open", "defect"];
const kinds = ["operation", "possible", "defect"];
const families = ["bounds", "lifetime", "ownership", "null", "init", "types", "integers",
  "concurrency", "libc"];
const severities = ["low", "medium", "high", "critical"];
const confidences = ["low", "medium", "high"];
const entries = ["no entry", "declared in the configuration", "fuzz target",
  "takes bytes with their number", "callback that takes bytes with their number",
  "calls a function that reads", "takes a record with bytes in it", "calls back for bytes"];

const remedies = {
  age: "leave it to age", harden: "harden", rewrite: "rewrite in place", annotate: "annotate",
  isolate: "isolate", replace: "replace", rust: "port to Rust",
};
const shapes = {
  leaf: "leaf module", opaqueHandle: "opaque handle", backend: "backend", library: "whole library",
  process: "process", notHere: "do not cut here",
};
const crossings = {
  callIn: "call in", callOut: "call out", callback: "callback", record: "shared record",
  variable: "shared variable", errno: "errno", ownership: "ownership",
};
const tiers = {
  safe: "Safe: keep what every defined execution does",
  review: "Review: a person answers a question first",
  design: "Design: for the plan",
};

/// The name of a state for readers: what is discharged was shown to be safe.
function stateWord(state, kind) {
  if (state === "open" && kind === "possible")
    return "possible";
  return state === "discharged" ? "shown safe" : state;
}
