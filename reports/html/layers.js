// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// What waits for what, in layers: a thing is in the first layer after all that it waits for. Both as
// a list and as a picture.

/// Names by layer. A name that is not there counts as done; a cycle is broken where it is met.
function layersOf(things) {
  const byName = new Map(things.map(t => [t.name, t]));
  const layer = new Map();
  const visit = (name, path) => {
    if (!byName.has(name) || path.has(name))
      return -1;
    if (!layer.has(name)) {
      path.add(name);
      layer.set(name, 1 + Math.max(-1, ...byName.get(name).after.map(a => visit(a, path))));
      path.delete(name);
    }
    return layer.get(name);
  };
  const layers = [];
  for (const t of things)
    (layers[visit(t.name, new Set())] ??= []).push(t);
  return layers;
}

function layersPicture(layers) {
  const columnWidth = 210, boxWidth = 170, rowHeight = 34, boxHeight = 24;
  const at = new Map();
  layers.forEach((things, column) => things.forEach((t, row) =>
    at.set(t.name, [10 + column * columnWidth, 10 + row * rowHeight])));
  const width = layers.length * columnWidth - (columnWidth - boxWidth) + 20;
  const height = Math.max(...layers.map(l => l.length)) * rowHeight + 10;
  const things = layers.flat();
  return h("div", {class: "wide"},
    s("svg", {class: "chart", viewBox: "0 0 " + width + " " + height, role: "img", width,
    "aria-label": "Layers of what waits for what; the same is in the list above."},
    things.map(t => t.after.filter(a => at.has(a)).map(a => {
      const [x0, y0] = at.get(a), [x1, y1] = at.get(t.name);
      const middle = (x0 + boxWidth + x1) / 2;
      return s("path", {class: "edge", d: "M" + (x0 + boxWidth) + " " + (y0 + 12) + "C" + middle + " " +
        (y0 + 12) + " " + middle + " " + (y1 + 12) + " " + x1 + " " + (y1 + 12)});
    })),
    things.map(t => {
      const [x, y] = at.get(t.name);
      return [s("rect", {class: "box", x, y, width: boxWidth, height: boxHeight, rx: 4}),
        s("text", {class: "strong", x: x + 8, y: y + 16}, fitted(t.label ?? t.name, boxWidth), s("title", {}, t.name))];
    })));
}

/// things: {name, after}.
function layered(things) {
  const layers = layersOf(things);
  return [h("ol", {class: "layers"}, layers.map((inside, i) => h("li", {},
    i === 0 ? "Can begin at once:" : "Then:",
    h("ul", {}, inside.map(t => h("li", {}, h("strong", {}, t.name),
      t.after.length ? ", after " + t.after.join(", ") : "")))))),
    things.some(t => t.after.length) && layersPicture(layers)];
}

function layersView() {
  return layered(data.plan.steps.map(step => ({name: step.id, after: step.after})));
}
