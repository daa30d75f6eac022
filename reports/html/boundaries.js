// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Where the library can be cut, and what crosses the cut: docs/boundaries.md.

const boundaryLink = b => "#/boundary/" + encodeURIComponent(b.name);

function boundariesPage() {
  const {boundaries} = data;
  const modules = boundaries.filter(b => b.order > 0 && b.files.length === 1)
    .toSorted((a, b) => a.order - b.order);
  return {title: "Boundaries", body: [
    h("p", {}, "Where one side of the code could be ported to Rust behind a C interface. Benefit and " +
      "cost are points: they order the cuts, and are no effort; worth is benefit per cost. Cuts that can " +
      "be made come first."),
    dataTable({caption: "Cuts", rows: boundaries.map((_, i) => i), sort: "",
      text: i => boundaries[i].name + " " + boundaries[i].files.join(" "),
      columns: Object.assign([
        {id: "name", label: "Cut", value: i => boundaries[i].name,
          cell: i => link(boundaryLink(boundaries[i]), boundaries[i].name)},
        {id: "shape", label: "Shape", value: i => boundaries[i].shape,
          cell: i => shapes[boundaries[i].shape]},
        {id: "lines", label: "Lines", number: true, value: i => boundaries[i].lines,
          cell: i => grouped(boundaries[i].lines)},
        {id: "open", label: "Open", number: true, value: i => boundaries[i].openOperations,
          cell: i => grouped(boundaries[i].openOperations)},
        {id: "crossings", label: "What crosses", number: true, value: i => boundaries[i].crossings.length,
          cell: i => grouped(boundaries[i].crossings.length)},
        {id: "cost", label: "Cost", number: true, value: i => boundaries[i].cost,
          cell: i => figures(boundaries[i].cost)},
        {id: "benefit", label: "Benefit", number: true, value: i => boundaries[i].benefit,
          cell: i => figures(boundaries[i].benefit)},
        {id: "worth", label: "Worth", number: true, value: i => boundaries[i].worth,
          cell: i => figures(boundaries[i].worth)},
        {id: "blockers", label: "Blockers", number: true, value: i => boundaries[i].blockers.length,
          cell: i => grouped(boundaries[i].blockers.length)},
      ], {name: 0})}),
    modules.length > 0 && [h("h2", {}, "Order of modules"),
      h("p", {class: "note"}, "By calls alone: a module comes before those that call it. Whether it can be cut out " +
        "alone, and what comes with it, the table tells."),
      layered(modules.map(b => ({name: b.name, after: b.after})))],
  ]};
}

/// The first of many names.
function some(names) {
  const most = 6;
  return names.slice(0, most).join(", ") +
    (names.length > most ? " and " + grouped(names.length - most) + " more" : "");
}

function crossingsTable(b) {
  return plainTable("What crosses, the dearest first", ["What", "Kind", "Inside#", "Outside#", "Cost#", "Why", "Parts"],
    b.crossings.map(c => [c.name || "-", crossings[c.kind], grouped(c.inside), grouped(c.outside),
      figures(c.cost), c.reason, some([...c.fields.map(f => f.name), ...c.parts]) || "-"]));
}

function boundaryPage(name) {
  const index = data.boundaries.findIndex(each => each.name === name);
  if (index < 0)
    return missing("boundary " + name);
  const b = data.boundaries[index];
  const list = texts => h("ul", {}, texts.map(t => h("li", {}, t)));
  const contracts = contractsTable(data.entries[index]);
  return {title: "Cut " + b.name, body: [
    h("p", {class: "crumbs"}, link("#/boundaries", "Boundaries")),
    h("p", {}, chip(shapes[b.shape], b.shape === "notHere" ? "failed" : ""), " " + b.reason + "."),
    pairs(["Files", b.files.map((path, i) => [i ? ", " : null, fileByPath().has(path)
        ? link("#/file/" + encodeURIComponent(path), path) : path])],
      ["Lines", grouped(b.lines)], ["Open operations inside", grouped(b.openOperations)],
      ["Benefit, cost, worth", [b.benefit, b.cost, b.worth].map(figures).join(", ")],
      ["After", b.after.join(", ")],
      ["Called from", b.calledFrom.join(", ")], ["Calls", b.calls.join(", ")]),
    b.blockers.length > 0 && [h("h2", {}, "Blockers"), plainTable("What cannot cross", ["What", "In", "Place"],
      b.blockers.map(x => [x.detail, functionById().has(x.function)
        ? link("#/function/" + encodeURIComponent(x.function), functionName(functionById().get(x.function))) : "-", place(x.file, x.line)]))],
    b.prerequisites.length > 0 && [h("h2", {}, "What would have to change first"), list(b.prerequisites.map(t => t + "."))],
    b.crossings.length > 0 && [h("h2", {}, "Crossings"), crossingsTable(b)],
    contracts && [h("h2", {}, "Contracts of what is called from outside"), contracts],
    b.residualUnsafe.length > 0 && [h("h2", {}, "Unsafe code that a port in safe Rust leaves here"),
      plainTable("", ["Reason", "Blocks#", "Lines#"], b.residualUnsafe.map(u => [u.reason, grouped(u.blocks), grouped(u.lines)]))],
    h("h2", {}, "Functions inside"),
    h("ul", {class: "many"}, data.inside[index].map(f => h("li", {}, link(functionLink(f), functionName(f))))),
    h("p", {class: "note"}, h("code", {}, "ferrule boundary --cut " + b.name), " makes the crate."),
  ]};
}
