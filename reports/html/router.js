// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Every view has an address: #/page/thing?name=value. What a view is set to is in its address as
// well, so that it can be sent to somebody.

/// [name, words in the navigation, view, whether there is something to show]
const pages = [
  ["", "Summary", null, () => true],
  ["hotspots", "Hotspots", hotspotsPage, () => functionCount() > 0],
  ["findings", "Findings", findingsPage, () => data.count > 0],
  ["changes", "Changes", changesPage, () => data.patches.length > 0],
  ["plan", "Plan", planPage, () => data.plan.modules.length > 0],
  ["boundaries", "Boundaries", boundariesPage, () => data.boundaries.length > 0],
  ["inventory", "Inventory", inventoryPage, () => data.inventory.languages.length > 0],
  ["compare", "Comparison", comparePage, () => Boolean(data.comparison)],
  ["method", "Method", methodPage, () => true],
  ["function", null, functionPage],
  ["file", null, filePage],
  ["finding", null, findingPage],
  ["boundary", null, boundaryPage],
];

function address() {
  const [path, query] = location.hash.replace(/^#\/?/, "").split("?");
  const [page, ...thing] = path.split("/");
  let decoded = thing.join("/");
  try {
    decoded = decodeURIComponent(decoded);
  } catch {
    // Not one of ours: it names nothing.
  }
  return {page, thing: decoded, query: new URLSearchParams(query ?? "")};
}

/// Sets what the view is set to, without a new entry in the history. An empty value is left out.
function setQuery(values) {
  const {query} = address();
  for (const [name, value] of Object.entries(values))
    value ? query.set(name, value) : query.delete(name);
  const path = location.hash.split("?")[0] || "#/";
  const text = query.toString();
  history.replaceState(null, "", text ? path + "?" + text : path);
}

function missing(what) {
  return {title: "Not in this report", body: [h("p", {class: "empty"},
    "This report has no " + what + ". ", link("#/", "To the summary"))]};
}

function showNavigation(current) {
  document.getElementById("nav").replaceChildren(...pages
    .filter(([, words, , there]) => words && there())
    .map(([name, words]) => link("#/" + name, words,
      {"aria-current": name === current ? "page" : null})));
}

function route(first) {
  // Other anchors are the browser's: the skip link.
  if (location.hash && !location.hash.startsWith("#/"))
    return;
  const {page, thing, query} = address();
  const found = pages.find(([name]) => name === page);
  const summary = document.getElementById("summary");
  const view = document.getElementById("view");
  const isSummary = page === "";
  summary.hidden = !isSummary;
  view.hidden = isSummary;
  showNavigation(page);
  if (isSummary) {
    view.replaceChildren();
    document.title = summary.querySelector("h1").textContent;
  } else {
    const shown = found ? found[2](thing, query) : missing("page " + page);
    document.title = shown.title + " - " + summary.querySelector("h1").textContent;
    view.replaceChildren(
      h("h1", {tabindex: -1}, shown.heading ?? shown.title), ...[shown.body].flat(Infinity).filter(Boolean));
    shown.ready?.();
  }
  markScrolling();
  if (first !== true) {
    scrollTo(0, 0);
    (isSummary ? document.getElementById("main") : view.querySelector("h1")).focus();
  }
}

/// What scrolls sideways has to be reachable by the keyboard.
function markScrolling() {
  for (const each of document.querySelectorAll("main .wide"))
    each.scrollWidth > each.clientWidth ? each.setAttribute("tabindex", 0) : each.removeAttribute("tabindex");
}

async function start() {
  await unpack();
  document.getElementById("nav").hidden = false;
  listenToKeys();
  listenToPrinting();
  addEventListener("hashchange", route);
  addEventListener("resize", markScrolling);
  route(true);
  document.documentElement.dataset.ready = "";
}
