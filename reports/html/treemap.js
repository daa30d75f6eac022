// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Functions as areas, within their files and directories. The same functions are in the table below
// it: the picture shows where the weight lies, the table says how much.

/// Directories, files and functions as d3 wants them; weight(f) is the area.
function treeOf(functions, weight) {
  const root = {name: "", children: [], byName: new Map()};
  const within = (node, name, path) => {
    if (!node.byName.has(name)) {
      const child = {name, path, children: [], byName: new Map()};
      node.byName.set(name, child);
      node.children.push(child);
    }
    return node.byName.get(name);
  };
  for (const f of functions) {
    if (!(weight(f) > 0))
      continue;
    const path = filePath(data.functions.file[f]);
    let node = root, slash = path.lastIndexOf("/");
    if (slash > 0)
      node = within(node, path.slice(0, slash), null);
    node = within(node, path.slice(slash + 1), path);
    node.children.push({f, weight: weight(f)});
  }
  return root;
}

const ruler = document.createElement("canvas").getContext("2d");
ruler.font = "12px " + getComputedStyle(document.documentElement).getPropertyValue("--sans");

/// As much of a text as fits.
function fitted(text, width) {
  const fits = part => ruler.measureText(part).width <= width - 8;
  if (fits(text))
    return text;
  let letters = Math.min(text.length, Math.floor(width / 3));
  while (letters > 2 && !fits(text.slice(0, letters) + "\u2026"))
    --letters;
  return letters > 2 ? text.slice(0, letters) + "\u2026" : "";
}

function cellOf(node, words) {
  const {f} = node.data;
  const width = node.x1 - node.x0, height = node.y1 - node.y0;
  const name = functionName(f).split("::").pop();
  return s("a", {href: functionLink(f), class: "heat-" + heat(f), tabindex: -1,
    "data-x": (node.x0 + node.x1) / 2, "data-y": (node.y0 + node.y1) / 2},
    s("title", {}, words(f)),
    s("rect", {x: node.x0, y: node.y0, width, height}),
    height > 15 && s("text", {"aria-hidden": "true", x: node.x0 + 4, y: node.y0 + 14}, fitted(name, width)),
    height > 32 && width > 40 && s("text", {"aria-hidden": "true", x: node.x0 + 4, y: node.y0 + 29},
      fitted(data.functions.score[f].toFixed(1), width)));
}

function groupOf(node) {
  const width = node.x1 - node.x0;
  return s("g", {class: "group"},
    s("rect", {x: node.x0, y: node.y0, width, height: node.y1 - node.y0}),
    s("text", {x: node.x0 + 4, y: node.y0 + 13}, fitted(node.data.name, width)));
}

/// One cell can be reached by the tabulator, the others from there by arrows.
function makeWalkable(picture) {
  const cells = [...picture.querySelectorAll("a")];
  cells[0]?.setAttribute("tabindex", 0);
  const at = cell => [Number(cell.dataset.x), Number(cell.dataset.y)];
  picture.addEventListener("keydown", event => {
    const [dx, dy] = {ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1],
      ArrowDown: [0, 1]}[event.key] ?? [0, 0];
    const from = event.target.closest("a");
    if (!from || !(dx || dy))
      return;
    event.preventDefault();
    const [x, y] = at(from);
    let best, least = Infinity;
    for (const cell of cells) {
      const along = (at(cell)[0] - x) * dx + (at(cell)[1] - y) * dy;
      const aside = Math.abs((at(cell)[0] - x) * dy) + Math.abs((at(cell)[1] - y) * dx);
      if (cell !== from && along > 1 && along + 2 * aside < least)
        [best, least] = [cell, along + 2 * aside];
    }
    if (best) {
      from.setAttribute("tabindex", -1);
      best.setAttribute("tabindex", 0);
      best.focus();
    }
  });
}

/// words(f) says of a function what its cell shows.
function treemap(functions, weight, label, words, width) {
  const height = Math.round(Math.min(520, Math.max(300, width * .48)));
  const root = d3.hierarchy(treeOf(functions, weight)).sum(node => node.weight ?? 0)
    .sort((a, b) => b.value - a.value);
  d3.treemap().size([width, height]).paddingInner(1).paddingOuter(2)
    .paddingTop(node => node.depth ? 17 : 0).round(true)(root);
  const visible = node => node.x1 - node.x0 >= 3 && node.y1 - node.y0 >= 3;
  const nodes = root.descendants().filter(visible);
  const picture = s("svg", {class: "treemap", viewBox: "0 0 " + width + " " + height, height,
    role: "group", "aria-label": label},
    nodes.filter(node => node.depth && node.children).map(groupOf),
    nodes.filter(node => node.data.f !== undefined).map(node => cellOf(node, words)));
  makeWalkable(picture);
  return picture;
}
