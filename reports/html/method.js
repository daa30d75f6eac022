// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// How the numbers came about and where they end.

const glossary = [
  ["Operation", "a place whose safety the language does not guarantee"],
  ["Open", "nobody has shown the operation to be safe; that does not make it a bug"],
  ["Shown safe", "an analysis shows why the operation is safe in every state that it sees; called discharged in the data"],
  ["Accepted", "a comment in the source says why the operation stays as it is"],
  ["Defect", "an analysis shows how the operation goes wrong, step by step"],
  ["Possible defect", "an open operation for which some analysis sees a way to go wrong, without knowing that the program can go it"],
  ["Input", "bytes from outside of the program: files, sockets, arguments of exported functions with their length"],
  ["Score", "an order of the functions of one scan: where to look first; no probability"],
  ["Contract", "what a pointer in an interface means: its extent, owner, lifetime, and whether it may be null"],
  ["Boundary", "a place where the code can be cut, so that one side is ported"],
  ["CWE", "Common Weakness Enumeration: numbers for kinds of errors"],
];

function unitsTable() {
  const units = data.coverage.translationUnits;
  const words = {analysed: "analysed without errors", recovered: "analysed in spite of errors",
    failed: "failed", timedOut: "timed out", crashed: "crashed",
    skipped: "skipped: excluded, the same command as another, or not C or C++"};
  return plainTable("Compile commands", ["What became of them", "Number#"],
    [...Object.entries(words).map(([key, word]) => [word, grouped(units[key])]),
      ["all", grouped(units.total)]]);
}

function flagsTable(title, flags) {
  const rows = Object.entries(flags);
  return rows.length > 0 && plainTable(title, ["Flag", "Compile commands#"],
    rows.map(([flag, n]) => [h("code", {}, flag), grouped(n)]));
}

function historyWords() {
  const {history} = data;
  if (history.status !== "read")
    return "not read" + (history.reason ? ": " + history.reason : "") + ".";
  return amount(history.commits, "commit") + " in " + figures(history.years) + " years, up to " +
    history.date + ", " + amount(history.files, "file") +
    (history.lost.length ? "; lost for " + history.lost.map(l => l.file + " (" + l.reason + ")").join(", ") : "") +
    ". Code that was there in its first month may be older than it says.";
}

function rulesView() {
  const open = new Map(), safe = new Map();
  data.findings.check.forEach((check, i) => {
    const rule = data.checks.rule[check];
    const counts = {open, discharged: safe}[stateOf(i)];
    counts?.set(rule, (counts.get(rule) ?? 0) + 1);
  });
  return plainTable("Checks that ran", ["Check", "What it reports", "If it goes wrong", "CWE", "Open#", "Shown safe#"],
    data.rules.map((rule, i) => [
      open.get(i) ? link("#/findings?state=open&check=" + encodeURIComponent(rule.id), rule.id) : rule.id,
      rule.summary, rule.severity, rule.cwes.join(", "), grouped(open.get(i) ?? 0), grouped(safe.get(i) ?? 0)]));
}

function repeatCommands() {
  const quoted = text => "'" + text.replace(/'/g, "'\\''") + "'";
  const scan = ["ferrule scan -p BUILD", ...data.project.exclude.map(e => "--exclude " + quoted(e)),
    data.project.headerFilter && "--header-filter " + quoted(data.project.headerFilter),
    data.project.checks && data.project.checks !== "*" && "--checks " + quoted(data.project.checks),
    "-o OUT"].filter(Boolean).join(" ");
  return [scan, data.patches.length && "ferrule rewrite OUT -p BUILD", data.boundaries.length && "ferrule boundary OUT -p BUILD",
    data.plan.modules.length && "ferrule plan OUT", "ferrule report OUT --format html -o report.html"]
    .filter(Boolean).join("\n");
}

function methodPage() {
  const {coverage, problems, scoring, project} = data;
  return {title: "Method and limits", body: [
    h("h2", {}, "What was analysed"), unitsTable(),
    h("p", {class: "note"}, amount(coverage.files, "file") + ", " + amount(coverage.lines, "line") + ", " +
      amount(coverage.functions, "function") + "; the flow analysis gave up " + grouped(coverage.cutFunctions) +
      " of these and did not look at " + grouped(coverage.unfollowedFunctions) + " (templates, or too large)."),
    problems.length > 0 && plainTable("Not analysed, or with errors", ["File", "What became of it", "Why"],
      problems.map(p => [p.file, p.status, p.reason])),
    flagsTable("Flags that were refused: they could have run code or written a file", coverage.refusedFlags),
    flagsTable("Flags that were not passed on: they do not matter to the analysis, or Clang does not know them",
      coverage.droppedFlags),
    project.exclude.length > 0 && [h("h3", {}, "Excluded by pattern"), project.exclude.map(e => h("pre", {}, e))],
    pairs(["History", historyWords()],
      ["Test coverage", data.testCoverage.file ? "of " + amount(data.testCoverage.files, "file") + ", from " + data.testCoverage.file : "none was given"],
      ["Static analyzer", coverage.deep.choice === "none" ? "not asked for (--deep)" : amount(coverage.deep.functions, "function")]),
    h("h2", {}, "What this does not show"),
    h("ul", {},
      h("li", {}, "How likely an open operation is to be a bug. No finding in this report was checked by a person, so no precision is given."),
      h("li", {}, "Code of other configurations, and code that is in no compile command."),
      h("li", {}, "Errors in logic, protocols and cryptography; and of memory safety those that no check is about."),
      h("li", {}, "A comparison with other projects: counts depend on style, and scores are of one scan.")),
    withheldNote(),
    h("h2", {}, "How the order is made"),
    h("p", {}, "A score is a sum of terms: weight \u00d7 log2(1 + value) / spread. The weights were fitted on eight " +
      "libraries to functions in which a memory-safety bug was fixed later. On libraries that the weights had not " +
      "seen, the first 20 % of the functions held on average 78 % of those (longest functions first: 66 %). " +
      (scoring.history ? "The past is among the signals." : "No past is among the signals.")),
    scoring.signals.length > 0 && h("details", {}, h("summary", {}, "Signals and weights of this scan"),
      plainTable("", ["Signal", "Name in the data", "Weight#", "Spread#"],
        scoring.signals.map(x => [signalWords(x.signal), h("code", {}, x.signal), x.weight, x.spread]))),
    scoring.settings.length > 0 && h("details", {}, h("summary", {}, "Other ways of scoring, for the column Stable"),
      h("ul", {}, scoring.settings.map(x => h("li", {}, x)))),
    h("h2", {}, "Checks"), rulesView(),
    data.suppressionProblems.length > 0 && [h("h2", {}, "Suppressions to put right"), plainTable("", ["Place", "Marker", "What is wrong"],
      data.suppressionProblems.map(p => [place(p.file, p.line), p.kind + "(" + p.check + ")", p.reason]))],
    h("h2", {}, "To repeat it"), h("pre", {}, repeatCommands()),
    h("p", {class: "note"}, "BUILD is the directory with compile_commands.json. Made by " + data.tool.name + " " +
      data.tool.version + " with LLVM " + data.tool.llvm +
      (project.commit ? ", of commit " + project.commit : "") + ". The same input gives the same numbers."),
    h("h2", {}, "Words"), pairs(...glossary),
    h("h2", {}, "Licences"), h("details", {}, h("summary", {}, "The treemap is laid out by d3-hierarchy"),
      h("pre", {}, document.getElementById("licence").textContent)),
  ]};
}
