// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// The keyboard: j and k walk through the rows of a table, / goes to its filter, ? says so.

function rowsOf() {
  return [...document.querySelectorAll("main tbody tr")]
    .filter(row => row.offsetParent && row.querySelector("a"));
}

function walk(step) {
  const rows = rowsOf();
  const current = rows.findIndex(row => row.contains(document.activeElement));
  const next = current < 0 ? (step > 0 ? 0 : rows.length - 1)
    : Math.min(rows.length - 1, Math.max(0, current + step));
  const target = rows[next]?.querySelector("a");
  target?.focus();
  target?.scrollIntoView({block: "nearest"});
}

function toFilter() {
  const focus = () => document.querySelector("#view [data-filter]")?.focus();
  if (document.querySelector("#view [data-filter]"))
    return focus();
  addEventListener("hashchange", focus, {once: true});
  location.hash = "#/findings";
}

function showKeys() {
  const dialog = document.getElementById("keys");
  const keys = [["j  k", "next and previous row"], ["Enter", "open it"],
    ["/", "filter the table, or all findings"], ["arrows", "walk through the treemap"],
    ["?", "this list"], ["Esc", "close it"]];
  dialog.replaceChildren(h("h2", {id: "keys-title"}, "Keys"),
    h("dl", {class: "pairs"}, keys.map(([key, what]) =>
      [h("dt", {}, key.split("  ").map(k => [h("kbd", {}, k), " "])), h("dd", {}, what)])),
    h("button", {type: "button", onclick: () => dialog.close()}, "Close"));
  dialog.showModal();
}

function listenToKeys() {
  const help = document.getElementById("help");
  help.hidden = false;
  help.addEventListener("click", showKeys);
  document.querySelector(".skip").addEventListener("click", event => {
    event.preventDefault();
    document.getElementById("main").focus();
  });
  addEventListener("keydown", event => {
    if (event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]"))
      return;
    if (event.target.matches("input, select, textarea")) {
      if (event.key === "Escape")
        event.target.blur();
      return;
    }
    const action = {j: () => walk(1), k: () => walk(-1), "/": toFilter, "?": showKeys}[event.key];
    if (action) {
      event.preventDefault();
      action();
    }
  });
}
