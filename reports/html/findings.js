// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// All operations and defects as a table, and one of them as a page.

function findingColumns() {
  const {findings} = data;
  return Object.assign([
    {id: "what", label: "What", value: messageOf, cell: i => link(findingLink(i), messageOf(i))},
    {id: "state", label: "State", value: i => -findings.state[i], cell: chipOf},
    {id: "family", label: "Family", value: i => familyOf(i),
      cell: i => familyOf(i)},
    {id: "severity", label: "If it goes wrong", number: false, value: i => -severityOf(i),
      cell: i => severities[severityOf(i)]},
    {id: "rank", label: "Rank of function", number: true, ascending: true,
      value: i => findings.function[i] < 0 ? Infinity : findings.function[i],
      cell: i => findings.function[i] < 0 ? "-" : grouped(findings.function[i] + 1)},
    {id: "place", label: "Place", class: "place",
      value: i => filePath(findings.file[i]) + String(findings.line[i]).padStart(11), cell: i => pathCell(placeOf(i))},
  ], {name: 0});
}

function findingsTable(rows, caption) {
  const {findings} = data;
  const of = words => words.map(word => [word, word]);
  return dataTable({caption, rows, columns: findingColumns(), sort: "place",
    text: i => messageOf(i) + " " + placeOf(i) + " " + checkOf(i) + " " +
      (findings.fingerprint[i] ?? "") + " " + functionName(findings.function[i]),
    choices: [
      {id: "state", label: "State", options: [["open", "open"], ["discharged", "shown safe"],
        ["accepted", "accepted"], ["defect", "defect"], ["possible", "possible"]],
      accept: (i, value) => value === "possible" ? kindOf(i) === value : stateOf(i) === value},
      {id: "family", label: "Family", options: of(families),
        accept: (i, value) => familyOf(i) === value},
      {id: "check", label: "Check", options: of([...new Set(data.checks.name.map(string))].sort()),
        accept: (i, value) => checkOf(i) === value},
    ]});
}

function withheldNote() {
  const {defects, possible} = data.withheld;
  return defects + possible > 0 && h("p", {class: "note"}, amount(defects, "diagnosed defect") + " and " +
    amount(possible, "possible defect") + " are counted, but not listed: they are private to the " +
    "maintainers. ", h("code", {}, "ferrule report --format html --include-defects"), " shows them.");
}

function findingsPage() {
  return {title: "Findings", body: [
    h("p", {}, "Every place whose safety the language does not guarantee. An open operation is one " +
      "that nobody has shown to be safe; that does not make it a bug."),
    withheldNote(),
    findingsTable(data.findings.line.map((_, i) => i), "Operations and defects"),
  ]};
}

function stepsOf(i) {
  const steps = data.steps[i] ?? [];
  return steps.length > 0 && [h("h2", {}, "How it comes about"),
    h("ol", {}, steps.map(([file, line, message]) => h("li", {},
      link(fileLink(file) + "?line=" + line, place(filePath(file), line)), ": " + message,
      sourceOf(file).has(line) && h("pre", {}, sourceOf(file).get(line).trim()))),
    h("li", {}, "here: " + messageOf(i)))];
}

function ruleNotes(rule) {
  return rule && [h("h2", {}, "The check"), h("p", {}, capital(rule.summary) + ". " + rule.rationale),
    rule.bad && h("details", {}, h("summary", {}, "Example of what it reports, and what it does not"),
      h("h3", {}, "Reported"), h("pre", {}, rule.bad), h("h3", {}, "Not reported, or shown safe"),
      h("pre", {}, rule.good))];
}

function findingPage(identity) {
  const i = findingByIdentity().get(identity);
  if (i === undefined)
    return missing("finding " + identity);
  const {findings} = data;
  const fingerprint = findings.fingerprint[i];
  const check = checkOf(i);
  const f = findings.function[i];
  const accepted = data.acceptances[i];
  const cwes = string(checkColumn("cwe", i)).split(" ").filter(Boolean);
  const patches = patchesByAnswer().get(fingerprint) ?? [];
  return {title: messageOf(i), body: [
    h("p", {class: "crumbs"}, link(fileLink(findings.file[i]), filePath(findings.file[i])),
      f >= 0 && [" \u203a ", link(functionLink(f), functionName(f))], " \u203a line " + findings.line[i]),
    h("p", {}, chipOf(i), " ", reasonOf(i) && "Why: " + reasonOf(i) + "."),
    sourceView(findings.file[i], findings.line[i] - 6, findings.line[i] + 6, [i], false),
    pairs(
      ["Accepted", accepted && "in line " + accepted[0] + ": " + accepted[1]],
      ["If it goes wrong", severities[severityOf(i)]],
      ["Confidence of the check", confidences[findings.confidence[i]]],
      ["CWE", cwes.length > 0 && cwes.map(n => "CWE-" + n).join(", ")],
      ["Check", check],
      ["Marked", findings.suppressed[i] ? "NOLINT: counted, but not shown elsewhere" : null],
      ["Fingerprint", fingerprint && h("code", {}, fingerprint)]),
    h("div", {class: "copies"},
      copyButton("Copy place", placeOf(i) + ":" + findings.column[i]),
      fingerprint && copyButton("Copy fingerprint", fingerprint),
      copyButton("Copy NOLINT line", "// NOLINTNEXTLINE(" + check + ")"),
      copyButton("Copy acceptance", "// ferrule: accepted(" + check.replace(/^ferrule-/, "") + ") REASON")),
    stepsOf(i),
    patches.length > 0 && [h("h2", {}, "Changes that answer it"), patches.map(p => patchView(p, true))],
    ruleNotes(ruleOf(i)),
  ]};
}
