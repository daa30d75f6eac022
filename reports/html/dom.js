// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Elements. Text gets into the page by these functions only, as text: nothing is ever parsed.

function build(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes ?? {})) {
    if (name.startsWith("on"))
      element.addEventListener(name.slice(2), value);
    else if (value === true)
      element.setAttribute(name, "");
    else if (value !== false && value != null)
      element.setAttribute(name, value);
  }
  for (const child of children.flat(Infinity))
    if (child != null && child !== false)
      element.append(child);
  return element;
}

/// h("a", {href: "#/"}, "Summary"); "onclick" listens.
function h(tag, attributes, ...children) {
  return build(document.createElement(tag), attributes, children);
}
/// The same in a picture.
function s(tag, attributes, ...children) {
  return build(document.createElementNS("http://www.w3.org/2000/svg", tag), attributes, children);
}

/// A link to a page of the report.
function link(path, text, attributes) {
  return h("a", {href: path, ...attributes}, text);
}

/// A text that may be broken behind each mark, and nowhere else within a word.
function breakable(text, mark) {
  return text.split(mark).flatMap((part, i) => i ? [mark, h("wbr"), part] : part);
}

/// A path as code.
function pathCell(text) {
  return h("code", {}, breakable(text, "/"));
}

function chip(word, kind) {
  return h("span", {class: "chip " + (kind ?? word)}, word);
}

/// Terms and what they are; a pair without the second is left out.
function pairs(...rows) {
  return h("dl", {class: "pairs"}, rows.filter(row => row && row[1] != null && row[1] !== "")
    .map(([term, value]) => [h("dt", {}, term), h("dd", {}, value)]));
}

/// A table that is short enough to be shown as it is. Columns are texts; one that ends in "#" has
/// numbers. The first cell of a row names it.
function plainTable(caption, columns, rows) {
  const number = columns.map(c => c.endsWith("#"));
  return h("div", {class: "wide"}, h("table", {class: columns.length < 4 && "few"},
    caption && h("caption", {}, caption),
    h("thead", {}, h("tr", {}, columns.map((c, i) =>
      h("th", {scope: "col", class: number[i] && "n"}, c.replace(/#$/, ""))))),
    h("tbody", {}, rows.map(row => h("tr", {}, row.map((cell, i) =>
      h(i ? "td" : "th", {scope: i ? null : "row", class: number[i] && "n"}, cell)))))));
}

/// Says something to those who cannot see what changed.
function announce(text) {
  document.getElementById("said").textContent = text;
}

async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    // A page that was opened from a file may not use the clipboard in all browsers.
    const area = h("textarea", {class: "unseen"});
    area.value = text;
    document.body.append(area);
    area.select();
    document.execCommand("copy");
    area.remove();
  }
  announce("Copied: " + text);
}

function copyButton(label, text) {
  const button = h("button", {type: "button", onclick: async () => {
    await copy(text);
    button.textContent = "Copied";
    setTimeout(() => button.textContent = label, 1500);
  }}, label);
  return button;
}
