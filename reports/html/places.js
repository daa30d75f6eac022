// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// The page of a function and of a file.

function barCell(share) {
  return s("svg", {viewBox: "0 0 100 10", preserveAspectRatio: "none", "aria-hidden": "true"},
    s("rect", {width: Math.max(1, 100 * share), height: 10}));
}

function termsTable(f) {
  const terms = termsOf(f);
  if (!terms.length)
    return null;
  return [h("h2", {}, "What the score is made of"),
    h("div", {class: "wide"}, h("table", {class: "terms"},
      h("thead", {}, h("tr", {}, h("th", {scope: "col"}, "Signal"),
        h("th", {scope: "col", class: "n"}, "Value"), h("th", {scope: "col", class: "n"}, "Points"),
        h("td"))),
      h("tbody", {}, terms.map(t => h("tr", {},
        h("th", {scope: "row", title: t.signal}, signalWords(t.signal)),
        h("td", {class: "n"}, figures(t.value)), h("td", {class: "n"}, t.points.toFixed(3)),
        h("td", {}, barCell(t.points / terms[0].points))))))),
    h("p", {class: "note"}, "Points = weight \u00d7 log2(1 + value) / spread. They add up to the score."),
  ];
}

function contractsTable(functions) {
  const rows = functions.flatMap(f => contractsByFunction().get(f) ?? []);
  if (!rows.length)
    return null;
  const c = data.contracts;
  const word = (column, row) => string(c[column][row]) || "-";
  return plainTable("What its pointers mean, as inferred from the code that uses them",
    ["Slot", "Type", "Bounds", "Ownership", "Null", "Lifetime", "Evidence"],
    rows.map(row => [
      (functions.length > 1 ? functionName(c.function[row]) + ": " : "") + string(c.slot[row]) +
        (string(c.slotName[row]) ? " " + string(c.slotName[row]) : ""),
      h("code", {}, word("type", row)), word("bounds", row), word("ownership", row),
      word("nullability", row), word("lifetime", row), c.conflict[row] ? "contradicts itself" : "agrees"]));
}

/// Whether operations that were shown to be safe stand in the source as well.
function safeSwitch(redraw) {
  const box = h("input", {type: "checkbox", onchange: () => {
    setQuery({safe: box.checked ? "1" : ""});
    redraw();
  }});
  box.checked = address().query.get("safe") === "1";
  return h("div", {class: "tools"}, h("label", {}, box, "with what was shown to be safe"));
}

function switchedSource(file, first, last, findings) {
  const place = h("div");
  const draw = () => {
    const safe = address().query.get("safe") === "1";
    place.replaceChildren(sourceView(file, first, last,
      findings.filter(i => safe || stateOf(i) !== "discharged")));
  };
  draw();
  return [h("p", {class: "note"}, "Of the source, this report has the lines that findings are about."),
    safeSwitch(draw), place];
}

function toLine() {
  const line = address().query.get("line");
  if (line)
    document.getElementById("line-" + line)?.scrollIntoView({block: "center"});
}

function functionPage(id) {
  const f = functionById().get(id);
  if (f === undefined)
    return missing("function " + id);
  const {functions} = data;
  const findings = findingsByFunction().get(f) ?? [];
  const from = functions.from[f];
  const contracts = contractsTable([f]);
  return {title: functionName(f), body: [
    h("p", {class: "crumbs"}, link(fileLink(functions.file[f]), filePath(functions.file[f])),
      " \u203a lines " + functions.line[f] + " to " + functions.endLine[f]),
    pairs(
      ["Rank", [chip(grouped(f + 1), "heat-" + heat(f)), " of " + grouped(functionCount())]],
      ["Score", functions.score[f].toFixed(1)],
      ["Operations", grouped(functions.open[f]) + " open, " +
        grouped(functions.discharged[f]) + " shown safe" +
        (functions.accepted[f] ? ", " + grouped(functions.accepted[f]) + " accepted" : "") +
        (functions.defect[f] ? ", " + amount(functions.defect[f], "defect") : "")],
      ["From input", [inputWords(f), from >= 0 && from !== f && [" from ",
        link(functionLink(from), functionName(from))],
        functions.entry[f] ? " (" + entries[functions.entry[f]] + ")" : null]],
      ["Stable", data.scoring.settings.length ? "among the first ten in " + functions.topTen[f] + " of " +
        data.scoring.settings.length + " ways of scoring" : null],
      ["Flow analysis", ["did not look at it: a template, or too large", null, "given up: its budget was spent"][functions.flow[f]]]),
    h("h2", {}, "Source and findings"),
    switchedSource(functions.file[f], functions.line[f], functions.endLine[f], findings),
    termsTable(f),
    contracts && [h("h2", {}, "Contract"), contracts],
  ], ready: toLine};
}

function filePage(path) {
  const file = fileByPath().get(path);
  if (file === undefined)
    return missing("file " + path);
  const {functions} = data;
  const inside = functions.line.map((_, f) => f).filter(f => functions.file[f] === file);
  const findings = findingsByFile().get(file) ?? [];
  const open = findings.filter(i => stateOf(i) === "open").length;
  return {title: path, body: [
    h("p", {class: "meta"}, [data.files.lines[file] && amount(data.files.lines[file], "line"),
      amount(inside.length, "function"), grouped(open) + " open",
      grouped(findings.filter(i => stateOf(i) === "discharged").length) + " shown safe"]
      .filter(Boolean).join(", ")),
    inside.length > 0 && [h("h2", {}, "Functions"), plainTable("", ["Rank#", "Function", "Line#", "Lines#", "Open#",
      "Shown safe#"], inside.map(f => [chip(grouped(f + 1), "heat-" + heat(f)),
      link(functionLink(f), functionName(f)), functions.line[f], grouped(functions.sloc[f]),
      grouped(functions.open[f]), grouped(functions.discharged[f])]))],
    h("h2", {}, "Source and findings"),
    switchedSource(file, 0, Infinity, findings),
  ], ready: toLine};
}
