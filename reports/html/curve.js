// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// What is left open against the effort spent: the likely case as a line, good and bad luck as a
// band. The table below has the same numbers.

const curveSize = {width: 760, height: 320, left: 64, right: 24, top: 34, bottom: 48};

/// About five round numbers from 0 to the greatest.
function ticks(greatest) {
  const rough = greatest / 5 || 1;
  const unit = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].find(n => n * unit >= rough) * unit;
  return Array.from({length: Math.floor(greatest / step) + 1}, (_, i) => i * step);
}

/// The points whose number is new and does not touch the one before it.
function labelled(points, x) {
  const kept = [];
  for (const p of points) {
    const last = kept.at(-1);
    if (!last || p.open !== last.open && x(p.likely) - x(last.likely) >= 44)
      kept.push(p);
  }
  return kept;
}

function curvePicture(points) {
  const {width, height, left, right, top, bottom} = curveSize;
  const days = Math.max(...points.map(p => p.high)) || 1;
  const open = Math.max(...points.map(p => p.open)) || 1;
  const x = value => left + value / days * (width - left - right);
  const y = value => height - bottom - value / open * (height - top - bottom);
  const path = (list, key) => list.map((p, i) => (i ? "L" : "M") + x(p[key]).toFixed(1) + " " +
    y(p.open).toFixed(1)).join("");
  const band = path(points, "low") + path(points.toReversed(), "high").replace("M", "L") + "Z";
  return s("svg", {class: "chart", viewBox: "0 0 " + width + " " + height, role: "img", width,
    "aria-label": "Open operations that are left against person-days; the same numbers are in the table below."},
    ticks(open).map(v => [s("path", {class: "grid", d: "M" + left + " " + y(v) + "H" + (width - right)}),
      s("text", {x: left - 8, y: y(v) + 4, "text-anchor": "end"}, grouped(v))]),
    ticks(days).map(v => s("text", {x: x(v), y: height - bottom + 18, "text-anchor": "middle"}, grouped(v))),
    s("path", {class: "axis", d: "M" + left + " " + top + "V" + (height - bottom) + "H" + (width - right)}),
    s("path", {class: "band", d: band}),
    s("path", {class: "curve", d: path(points, "likely")}),
    points.map((p, i) => s("circle", {class: "dot", cx: x(p.likely), cy: y(p.open), r: 4},
      s("title", {}, (p.step || "now") + ": " + grouped(p.open) + " open"))),
    labelled(points, x).map(p => s("text", {class: "strong", x: x(p.likely) + 7, y: y(p.open) - 7}, grouped(p.open))),
    s("text", {x: (left + width - right) / 2, y: height - 8, "text-anchor": "middle"}, "person-days"),
    s("text", {x: left - 8, y: 12, "text-anchor": "end"}, "open"));
}

function curveView() {
  const {curve} = data.plan;
  return [h("div", {class: "wide"}, curvePicture(curve)), plainTable("Person-days from the start; the shaded band lies between good and bad luck",
    ["After", "If all goes well#", "Likely#", "As the worst case#", "Open#", "Risk left#"],
    curve.map(p => [p.step || "now", figures(p.low), figures(p.likely), figures(p.high),
      grouped(p.open), percent(p.risk, 1)]))];
}
