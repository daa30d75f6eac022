// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// What changed since an earlier assessment: docs/diff.md says how the two are compared.

const changeWords = {added: "new", worse: "worse", fixed: "fixed or shown safe", accepted: "accepted",
  moved: "moved", unchanged: "unchanged"};

function sideWords(side) {
  return [side.commit && "commit " + side.commit.slice(0, 12), side.date && "of " + side.date]
    .filter(Boolean).join(" ") || "an assessment without a commit";
}

function changeTable(comparison) {
  const row = (name, counts) => [name, ...Object.keys(changeWords).map(kind => grouped(counts[kind]))];
  return plainTable("Operations that are open or defects on one side", ["Family",
    ...Object.values(changeWords).map(word => capital(word) + "#")],
    [...Object.entries(comparison.families).map(([name, counts]) => row(name, counts)),
      row("all", comparison.total)]);
}

function changesList(changes) {
  return dataTable({caption: "What is not as it was", rows: changes.map((_, i) => i), sort: "",
    text: i => changes[i].message + " " + changes[i].file + " " + changes[i].function + " " + changes[i].check,
    choices: [{id: "change", label: "Change", options: Object.entries(changeWords).slice(0, 4),
      accept: (i, value) => changes[i].change === value}],
    columns: Object.assign([
      {id: "what", label: "What", value: i => changes[i].message, cell: i =>
        findingByIdentity().has(changes[i].fingerprint)
          ? link("#/finding/" + encodeURIComponent(changes[i].fingerprint), changes[i].message)
          : changes[i].message},
      {id: "change", label: "Change", value: i => changes[i].change, cell: i =>
        chip(changeWords[changes[i].change], {fixed: "done", worse: "failed"}[changes[i].change] ?? "")},
      {id: "states", label: "From, to", value: i => changes[i].before + changes[i].after,
        cell: i => h("span", {class: "nowrap"}, stateWord(changes[i].before) + " \u2192 " + stateWord(changes[i].after))},
      {id: "family", label: "Family", value: i => changes[i].family, cell: i => changes[i].family},
      {id: "function", label: "Function", value: i => changes[i].function, cell: i => changes[i].function || "-"},
      {id: "place", label: "Place", class: "place", value: i => changes[i].file + String(changes[i].line).padStart(11),
        cell: i => pathCell(place(changes[i].file, changes[i].line))},
    ], {name: 0})});
}

function comparePage() {
  const {comparison} = data;
  if (!comparison)
    return missing("comparison: ferrule report --baseline makes one");
  return {title: "Comparison", body: [
    h("p", {}, "From " + sideWords(comparison.before) + " to " + sideWords(comparison.after) + "."),
    comparison.warnings.length > 0 && h("section", {class: "limits", "aria-labelledby": "unfair"},
      h("h2", {id: "unfair"}, "What makes the two unfair to compare"),
      h("ul", {}, comparison.warnings.map(w => h("li", {}, capital(w) + ".")))),
    h("h2", {}, "What became of them"), changeTable(comparison),
    comparison.withheld > 0 && h("p", {class: "note"}, amount(comparison.withheld, "change") +
      " of defects are counted, but not listed: they are private to the maintainers."),
    comparison.steps.length > 0 && [h("h2", {}, "Steps of the plan"), plainTable("", ["Step", "Phase#", "Before", "Now"],
      comparison.steps.map(x => [capital(x.title), x.phase, x.doneBefore ? "done" : "open", x.doneAfter ? "done" : "open"]))],
    h("h2", {}, "What is not as it was"),
    comparison.changes.length > 0 ? changesList(comparison.changes) : h("p", {class: "empty"}, "Nothing that is listed."),
    h("h2", {}, "Figures before and after"), plainTable("A dash: it was not measured",
      ["Figure", "Before#", "Now#", "Unit"], comparison.figures.filter(([, before, after]) => before || after)
        .map(([label, before, after, unit]) => [label, before || "-", after || "-", unit])),
  ]};
}
