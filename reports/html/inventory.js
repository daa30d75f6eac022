// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// What the project consists of, and what already protects it: docs/plan.md.

const rungs = ["warnings", "free at run time", "semantics", "library", "annotations", "traps"];

function languagesTable() {
  const {languages} = data.inventory;
  const sum = (key, unsafe) => languages.filter(l => l.memoryUnsafe || !unsafe)
    .reduce((n, l) => n + l[key], 0);
  return [plainTable("Source lines, without space and comments", ["Language", "Memory-unsafe", "Files#", "Lines#", "Shipped files#", "Shipped lines#"],
    languages.map(l => [l.language, l.memoryUnsafe ? "yes" : "no", grouped(l.files), grouped(l.lines),
      grouped(l.shippedFiles), grouped(l.shippedLines)])),
    h("p", {class: "note"}, "In memory-unsafe languages, as CISA counts them: " + grouped(sum("lines", true)) +
      " of " + grouped(sum("lines")) + " lines (" + percent(sum("lines", true), sum("lines")) + "); shipped alone: " +
      grouped(sum("shippedLines", true)) + " of " + grouped(sum("shippedLines")) + " (" +
      percent(sum("shippedLines", true), sum("shippedLines")) + ").")];
}

function inventoryPage() {
  const {inventory} = data;
  const section = (title, rows, table) => rows.length > 0 && [h("h2", {}, title), table];
  return {title: "Inventory", body: [
    h("h2", {}, "Languages"), languagesTable(),
    section("Hardening", inventory.hardening, [
      h("p", {}, "Measures that a compiler, linker or library can take, and in how many of the compile " +
        "commands they were seen. A measure covers only what is compiled with it."),
      plainTable("By rung of the ladder", ["Measure", "Rung", "Seen in#", "Mitigates", "Does not cover, or costs"],
        inventory.hardening.map(m => [h("code", {}, m.flag), rungs[m.rung], grouped(m.observed) + " of " + grouped(m.units),
          m.mitigates, m.caveat || "-"]))]),
    section("Binaries", inventory.binaries, inventory.binaries.map(b => [
      plainTable(b.file + ", " + b.format, ["Measure", "State", "Evidence"],
        b.measures.map(m => [m.id, m.state, m.evidence])),
      h("p", {class: "note"}, "Asks for: " + (b.needed.join(", ") || "nothing"))])),
    section("Native dependencies", inventory.dependencies, plainTable("", ["Library", "How it is known", "Evidence"],
      inventory.dependencies.map(d => [d.name, d.how, d.evidence]))),
    section("What finds errors before users do", inventory.practices, plainTable("", ["What", "Kind", "Where"],
      inventory.practices.map(p => [p.what, p.kind, place(p.file, p.line)]))),
    section("Not counted as shipped", inventory.excluded, plainTable("", ["Path", "Why", "Files#", "Lines#"],
      inventory.excluded.map(e => [e.path, e.why, grouped(e.files), grouped(e.lines)]))),
  ]};
}
