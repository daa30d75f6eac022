// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Where to look first: a picture, and the same as a table.

function inputOptions() {
  return [["0", "takes it"], ["1", "at most 1 call away"], ["2", "at most 2 calls away"],
    ["never", "none seen"]];
}

function functionColumns() {
  const {functions} = data;
  return Object.assign([
    {id: "rank", label: "Rank", number: true, ascending: true, value: f => f,
      cell: f => chip(grouped(f + 1), "heat-" + heat(f))},
    {id: "name", label: "Function", value: f => functionName(f).toLowerCase(),
      cell: f => h("a", {href: functionLink(f)}, breakable(functionName(f), "::"))},
    {id: "file", label: "Place", class: "place", value: f =>
      filePath(functions.file[f]) + String(functions.line[f]).padStart(9),
      cell: f => pathCell(place(filePath(functions.file[f]), functions.line[f]))},
    {id: "score", label: "Score", number: true, value: f => functions.score[f],
      cell: f => functions.score[f].toFixed(1)},
    {id: "why", label: "Most of it from", class: "why", cell: f => termsOf(f).slice(0, 2)
      .map(t => signalWords(t.signal)).join(", ")},
    {id: "lines", label: "Lines", number: true, value: f => functions.sloc[f],
      cell: f => grouped(functions.sloc[f])},
    {id: "open", label: "Open", number: true, value: f => functions.open[f],
      cell: f => grouped(functions.open[f])},
    {id: "safe", label: "Shown safe", number: true, value: f => functions.discharged[f],
      cell: f => grouped(functions.discharged[f])},
    {id: "input", label: "From input", ascending: true, number: false, value: inputRank,
      cell: inputWords},
    {id: "stable", label: "Stable", number: true, value: f => functions.topTen[f],
      cell: f => data.scoring.settings.length
        ? functions.topTen[f] + " of " + data.scoring.settings.length : "-"},
  ], {name: 1});
}

function legend() {
  return h("p", {class: "legend"}, "Colour and rank: ",
    [1, 2, 3, 4, 5].map(step => chip(step === 5 ? "first fifth by score" : step === 1 ? "last fifth"
      : ["", "", "4th", "3rd", "2nd"][step], "heat-" + step)),
    " The number in a cell is the score.");
}

function hotspotsPage(thing, query) {
  const {functions} = data;
  const all = functions.line.map((_, f) => f);
  const areas = {lines: ["lines of code", f => functions.sloc[f]],
    open: ["open operations", f => functions.open[f]]};
  const select = h("select", {onchange: () => { setQuery({area: select.value}); draw(); }},
    Object.entries(areas).map(([value, [words]]) => h("option", {value}, words)));
  select.value = areas[query.get("area")] ? query.get("area") : "lines";
  const picture = h("div");
  let shown = all;
  const words = f => functionName(f) + ", rank " + (f + 1) + ", score " +
    functions.score[f].toFixed(1) + ", " + amount(functions.sloc[f], "line") + ", " +
    amount(functions.open[f], "open operation");
  function draw() {
    const [area, weight] = areas[select.value];
    picture.replaceChildren(treemap(shown, weight, "Treemap of " + amount(shown.length, "function") +
      " by file; area: " + area + ". The table below has the same functions.", words,
      Math.max(300, picture.clientWidth)));
  }
  // The picture shows what the filter leaves; while somebody types it waits for a pause.
  let pause;
  const table = dataTable({caption: "Functions by score", rows: all, columns: functionColumns(),
    sort: "rank", text: f => functionName(f) + " " + filePath(functions.file[f]),
    choices: [{id: "near", label: "From input", options: inputOptions(), accept: (f, value) =>
      value === "never" ? inputRank(f) === Infinity : inputRank(f) <= Number(value)}],
    refresh: left => {
      shown = left;
      clearTimeout(pause);
      if (picture.isConnected)
        pause = setTimeout(draw, 150);
    }});
  let width = 0;
  return {
    title: "Hotspots",
    body: [
      h("p", {}, "Where to look first. A score orders the functions of this scan; it is no " +
        "probability of a bug, and says nothing of a function that it puts last. ",
        link("#/method", "How it is made and what it was worth")),
      h("div", {class: "tools"}, h("label", {}, "Area", select)),
      picture, legend(),
      h("h2", {}, "The same as a table"), table,
    ],
    ready: () => {
      width = picture.clientWidth;
      draw();
      new ResizeObserver(() => {
        if (picture.clientWidth !== width) {
          width = picture.clientWidth;
          draw();
        }
      }).observe(picture);
    },
  };
}
