// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// The source as far as the findings show it, with the findings in it, as a compiler would print
// them.

const sourceChunk = 400;

function codeWith(text, marks) {
  const parts = [];
  let end = 0;
  for (const [from, length] of marks.toSorted((a, b) => a[0] - b[0])) {
    if (from < end || length === 0)
      continue;
    parts.push(text.slice(end, from), h("mark", {}, text.slice(from, from + length)));
    end = from + length;
  }
  return h("code", {}, parts, text.slice(end));
}

function saidOf(i) {
  const state = stateOf(i);
  const accepted = data.acceptances[i];
  return h("div", {class: "said " + (state === "open" ? kindOf(i) : state)},
    chipOf(i), " ", link(findingLink(i), messageOf(i)),
    (reasonOf(i) || accepted) && h("p", {}, accepted ? "accepted: " + accepted[1] : reasonOf(i)));
}

/// Lines first to last of a file, with these findings below the lines that they begin in. Numbers
/// are links where that is wanted.
function sourceView(file, first, last, findings, linked = true) {
  const text = sourceOf(file);
  const byLine = new Map();
  for (const i of findings) {
    const line = data.findings.line[i];
    byLine.set(line, [...byLine.get(line) ?? [], i]);
  }
  const lines = [...new Set([...text.keys(), ...byLine.keys()])]
    .filter(line => line >= first && line <= last).sort((a, b) => a - b);
  const view = h("div", {class: "source"});
  let shown = 0, previous = null;

  function row(line) {
    const parts = [];
    if (previous !== null && line > previous + 1)
      parts.push(h("div", {class: "gap"}, "\u22ef " + amount(line - previous - 1, "line")));
    previous = line;
    const here = byLine.get(line) ?? [];
    const code = text.get(line);
    parts.push(h("div", {class: "row", id: linked ? "line-" + line : null},
      h("span", {class: "no"}, line || ""),
      code === undefined ? h("code")
        : codeWith(code, here.map(i => [data.findings.from[i], data.findings.length[i]]))));
    return parts.concat(here.map(saidOf));
  }
  function more(until) {
    const next = lines.slice(shown, until);
    shown = Math.max(shown, until);
    view.append(...next.flatMap(row));
    if (shown < lines.length)
      view.append(h("button", {type: "button", onclick: event => {
        event.target.remove();
        more(shown + sourceChunk);
      }}, "Show more lines"));
  }
  // A link to a line shows it, however far down it is.
  const wanted = linked ? lines.indexOf(Number(address().query.get("line"))) : -1;
  more(Math.max(sourceChunk, wanted + sourceChunk / 2));
  return lines.length > 0 ? view : h("p", {class: "empty"}, "This report has none of its lines.");
}
