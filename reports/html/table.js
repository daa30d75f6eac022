// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// A table that sorts, filters and pages, for rows that are indices into the data. What it is set to
// is in the address: sort, desc, q, page, and the choices.

const pageRows = 100;

/// columns: {id, label, cell(row), value(row)?, number?}; with a value it sorts by that column, the
/// greatest first where it is a number. text(row): what the filter looks at. choices: {id, label,
/// options: [value, words], accept(row, value)}. Returns elements; refresh(rows) is called with the
/// rows that are left, all of them.
function dataTable({caption, rows, columns, text, choices = [], sort, refresh}) {
  const {query} = address();
  const texts = new Map();
  const textOf = row => {
    if (!texts.has(row))
      texts.set(row, text(row).toLowerCase());
    return texts.get(row);
  };
  const body = h("tbody");
  const head = h("tr");
  const count = h("span", {class: "count", role: "status"});
  const pager = h("div", {class: "pager"});
  const filter = h("input", {type: "search", "data-filter": "", autocomplete: "off",
    spellcheck: "false", oninput: () => set({q: filter.value, page: ""})});
  filter.value = query.get("q") ?? "";

  function set(values) {
    setQuery(values);
    draw();
  }

  function chosen() {
    const {query} = address();
    const words = (query.get("q") ?? "").toLowerCase().split(/\s+/).filter(Boolean);
    const active = choices.filter(c => query.get(c.id));
    let left = rows.filter(row => active.every(c => c.accept(row, query.get(c.id))) &&
      words.every(word => textOf(row).includes(word)));
    const column = columns.find(c => c.id === (query.get("sort") ?? sort) && c.value);
    if (column && query.get("sort")) {
      const keys = new Map(left.map(row => [row, column.value(row)]));
      const sign = query.get("desc") === "1" ? -1 : 1;
      const compare = (a, b) => a < b ? -1 : a > b ? 1 : 0;
      left = left.toSorted((a, b) => sign * compare(keys.get(a), keys.get(b)));
    }
    return left;
  }

  function headCell(column) {
    const {query} = address();
    const current = (query.get("sort") ?? sort) === column.id;
    const down = query.get("sort") ? query.get("desc") === "1" : column.down;
    if (!column.value)
      return h("th", {scope: "col", class: column.number && "n"}, column.label);
    const next = current ? !down : Boolean(column.number && !column.ascending);
    return h("th", {scope: "col", class: column.number && "n",
      "aria-sort": current ? down ? "descending" : "ascending" : null},
      h("button", {type: "button", class: "sort", "data-sort": column.id, onclick: () => {
        set({sort: column.id, desc: next ? "1" : "", page: ""});
        head.querySelector("[data-sort='" + column.id + "']").focus();
      }}, column.label + (current ? down ? " \u2193" : " \u2191" : "")));
  }

  function draw() {
    const left = chosen();
    const last = Math.max(1, Math.ceil(left.length / pageRows));
    const page = Math.min(last, Math.max(1, Number(address().query.get("page")) || 1));
    head.replaceChildren(...columns.map(headCell));
    body.replaceChildren(...left.slice((page - 1) * pageRows, page * pageRows).map(row =>
      h("tr", {}, columns.map((c, i) => h(i === (columns.name ?? 0) ? "th" : "td",
        {scope: i === (columns.name ?? 0) ? "row" : null, class: [c.number && "n", c.class]
          .filter(Boolean).join(" ") || null}, c.cell(row))))));
    count.textContent = left.length === rows.length ? grouped(rows.length)
      : grouped(left.length) + " of " + grouped(rows.length);
    const to = (label, target, enabled) => h("button", {type: "button", disabled: !enabled,
      onclick: () => { set({page: target > 1 ? String(target) : ""}); head.scrollIntoView(); }}, label);
    pager.replaceChildren(...last > 1 ? [to("Previous", page - 1, page > 1),
      h("span", {}, "Page " + grouped(page) + " of " + grouped(last)),
      to("Next", page + 1, page < last)] : []);
    refresh?.(left);
  }

  const selects = choices.map(c => {
    const select = h("select", {onchange: () => set({[c.id]: select.value, page: ""})},
      h("option", {value: ""}, "all"),
      c.options.map(([value, words]) => h("option", {value}, words)));
    select.value = query.get(c.id) ?? "";
    return h("label", {}, c.label, select);
  });
  draw();
  return [
    h("div", {class: "tools"}, h("label", {}, "Filter", filter), selects, count),
    h("div", {class: "wide"}, h("table", {}, h("caption", {class: "unseen"}, caption),
      h("thead", {}, head), body)),
    pager,
  ];
}
