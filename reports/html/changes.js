// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// What ferrule rewrite proposes: by who decides, and what became of it.

const statusWords = {ready: "Ready", failed: "Failed", refused: "Refused", overlaps: "Overlaps"};
const statusOrder = Object.keys(statusWords);
const verifications = {
  V1: "every unit that reads it compiles, without a new warning",
  V2: "the object code stays the same",
  V3: "no named warning speaks of a changed line",
  V4: "the project's own build and tests pass",
  V5: "the same with sanitizers",
};

/// The kind of a line of a unified diff.
const diffKinds = {"+": "add", "-": "remove", "@": "where"};

function diffView(patch) {
  const lines = patch.diff.replace(/\n$/, "").split("\n");
  // "--- a/file" and "+++ b/file" are no changes.
  const isHead = i => lines[i]?.startsWith("--- ") && lines[i + 1]?.startsWith("+++ ");
  return patch.diff && h("div", {class: "diff"}, lines.map((line, i) =>
    h("div", {class: isHead(i) || isHead(i - 1) ? "where" : diffKinds[line[0]] ?? ""}, line || " ")));
}

function evidenceList(title, evidence) {
  return evidence.length > 0 && [h("h3", {}, title), h("ul", {}, evidence.map(e =>
    h("li", {}, e.what, e.file && [" (", fileByPath().has(e.file)
      ? link("#/file/" + encodeURIComponent(e.file) + "?line=" + e.line, place(e.file, e.line))
      : place(e.file, e.line), ")"])))];
}

function patchView(patch, open = false) {
  const list = (title, texts) => texts.length > 0 && [h("h3", {}, title),
    h("ul", {}, texts.map(text => h("li", {}, text)))];
  return h("details", {open, id: "patch-" + patch.id},
    h("summary", {}, chip(statusWords[patch.status], patch.status), " ", capital(patch.title), " ",
      h("code", {}, place(patch.file, patch.line))),
    patch.question && h("p", {}, h("strong", {}, "To decide. "), patch.question),
    patch.reason && h("p", {}, "Why it is not ready: " + patch.reason + "."),
    diffView(patch),
    list("Must hold, and nothing checks it", patch.preconditions),
    evidenceList("For it", patch.evidence),
    evidenceList("Against it", patch.against),
    patch.answers.length > 0 && [h("h3", {}, "Answers"), h("ul", {}, patch.answers.map(fingerprint => {
      const i = findingByIdentity().get(fingerprint);
      return h("li", {}, i === undefined ? fingerprint : link(findingLink(i), messageOf(i)),
        patch.discharges.includes(fingerprint) ? ": shown safe after it" : "");
    }))],
    patch.verified.length > 0 && [h("h3", {}, "Verified"), h("ul", {}, patch.verified.map(v =>
      h("li", {}, v + ": " + (verifications[v] ?? "see docs/rewriting.md"))))],
    h("div", {class: "copies"}, copyButton("Copy id", patch.id)));
}

function changesTable() {
  const rewriters = [...new Set(data.patches.map(p => p.rewriter))].sort();
  return plainTable("By rewriter", ["Rewriter", ...statusOrder.map(s => statusWords[s] + "#"), "Answers#", "Closes#"],
    rewriters.map(rewriter => {
      const of = data.patches.filter(p => p.rewriter === rewriter);
      const distinct = name => new Set(of.filter(p => p.status === "ready").flatMap(p => p[name])).size;
      return [link("#/changes?rewriter=" + encodeURIComponent(rewriter), rewriter),
        ...statusOrder.map(status => grouped(of.filter(p => p.status === status).length)),
        grouped(distinct("answers")), grouped(distinct("discharges"))];
    }));
}

/// What to declare first.
function declarationsTable() {
  return data.declarations.length > 0 && plainTable("Declarations on which most hangs",
    ["Declaration", "Place", "Open operations#", "Closed by ready changes#", "Changes#", "Of them ready#"],
    data.declarations.map(d => [d.name, fileByPath().has(d.file)
      ? link("#/file/" + encodeURIComponent(d.file) + "?line=" + d.line, place(d.file, d.line))
      : place(d.file, d.line), grouped(d.open), grouped(d.discharged), grouped(d.patches), grouped(d.ready)]));
}

const patchChunk = 50;

/// A group of patches, some at first.
function patchGroup(title, patches) {
  const list = h("div");
  let shown = 0;
  function more() {
    list.append(...patches.slice(shown, shown += patchChunk).map(p => patchView(p)));
    if (shown < patches.length)
      list.append(h("button", {type: "button", onclick: event => { event.target.remove(); more(); }},
        "Show more of " + grouped(patches.length)));
  }
  more();
  return [h("h2", {}, title + " (" + grouped(patches.length) + ")"), list];
}

function changesPage(thing, query) {
  const list = h("div");
  const select = (name, label, options) => {
    const element = h("select", {onchange: () => { setQuery({[name]: element.value}); draw(); }},
      h("option", {value: ""}, "all"), options.map(([value, words]) => h("option", {value}, words)));
    element.value = query.get(name) ?? "";
    return [element, h("label", {}, label, element)];
  };
  const [status, statusLabel] = select("status", "Status", statusOrder.map(s => [s, statusWords[s]]));
  const [rewriter, rewriterLabel] = select("rewriter", "Rewriter",
    [...new Set(data.patches.map(p => p.rewriter))].sort().map(r => [r, r]));
  function draw() {
    const left = data.patches.filter(p => (!status.value || p.status === status.value) &&
      (!rewriter.value || p.rewriter === rewriter.value));
    const groups = Object.keys(tiers).map(tier => [tiers[tier], left.filter(p => p.tier === tier)
      .toSorted((a, b) => statusOrder.indexOf(a.status) - statusOrder.indexOf(b.status))]);
    list.replaceChildren(...groups.filter(([, patches]) => patches.length)
      .flatMap(([title, patches]) => patchGroup(title, patches)));
    if (!left.length)
      list.replaceChildren(h("p", {class: "empty"}, "No change is like that."));
  }
  draw();
  return {title: "Changes", body: [
    h("p", {}, "What ferrule rewrite proposes. A change that is ready was compiled in every unit that " +
      "reads what it changes, alone and with the others, and scanned again. ",
      h("code", {}, "ferrule rewrite --patch DIR"), " writes them as diffs."),
    changesTable(),
    declarationsTable(),
    data.withheld.patches > 0 && h("p", {class: "note"}, amount(data.withheld.patches, "change") +
      " that would show where a defect is are left out."),
    h("div", {class: "tools"}, statusLabel, rewriterLabel), list,
  ]};
}
