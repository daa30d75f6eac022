// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// On paper: the summary on its own page, then the first hotspots, the plan and the method. They are
// made when somebody prints.

const printedFunctions = 40;

function printedHotspots() {
  const columns = functionColumns().filter(c => c.id !== "why");
  const rows = data.functions.line.map((_, f) => f).slice(0, printedFunctions);
  return {title: "Hotspots", body: [
    h("p", {}, "The first " + amount(rows.length, "function") + " of " + grouped(functionCount()) + " by score."),
    plainTable("", columns.map(c => c.label + (c.number ? "#" : "")),
      rows.map(f => columns.map(c => c.cell(f)))),
  ]};
}

function fillPrint() {
  const place = document.getElementById("print");
  if (place.childElementCount)
    return;
  const shown = [functionCount() > 0 && printedHotspots(), data.plan.modules.length > 0 && planPage("", null, true), methodPage()];
  place.replaceChildren(...shown.filter(Boolean).map(page =>
    h("section", {}, h("h1", {}, page.title), [page.body].flat(Infinity).filter(Boolean))));
  for (const each of place.querySelectorAll("[id^=step-]"))
    each.open = true;
  // What is twice in the document must not have the same name.
  for (const each of place.querySelectorAll("[id]"))
    each.removeAttribute("id");
}

function emptyPrint() {
  document.getElementById("print").replaceChildren();
}

function listenToPrinting() {
  addEventListener("beforeprint", fillPrint);
  addEventListener("afterprint", emptyPrint);
}
