// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// The data of the page: unpacks them, and finds things in them. PageData.cpp is the writer.

let data;

async function unpack() {
  const text = atob(document.getElementById("data").textContent);
  const bytes = Uint8Array.from(text, c => c.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"));
  data = JSON.parse(await new Response(stream).text());
  data.count = data.findings.line.length;
  data.findings.fingerprint = data.findings.fingerprint.split("\n");
  // Nothing needs them packed any more.
  document.getElementById("data").remove();
}

const string = index => data.strings[index];
const filePath = index => string(data.files.path[index]);
const functionCount = () => data.functions.line.length;
const functionName = f => f < 0 ? "file scope" : string(data.functions.name[f]);
const functionLink = f => "#/function/" + encodeURIComponent(string(data.functions.id[f]));
const fileLink = index => "#/file/" + encodeURIComponent(filePath(index));
const findingLink = i => "#/finding/" + encodeURIComponent(identityOf(i));

/// What names a finding in an address: the fingerprint, which lasts, or of what was shown to be safe
/// the check and the place.
const identityOf = i => data.findings.fingerprint[i] ?? checkOf(i) + ":" +
  placeOf(i) + ":" + data.findings.column[i];

const stateOf = i => states[data.findings.state[i]];
const kindOf = i => kinds[data.findings.kind[i]];
const checkColumn = (name, i) => data.checks[name][data.findings.check[i]];
const checkOf = i => string(checkColumn("name", i));
const ruleOf = i => data.rules[checkColumn("rule", i)];
const familyOf = i => families[checkColumn("family", i)];
const severityOf = i => checkColumn("severity", i);
const messageOf = i => string(data.findings.message[i]);
const reasonOf = i => string(data.findings.reason[i]);
const placeOf = i => place(filePath(data.findings.file[i]), data.findings.line[i]);
const chipOf = i => {
  const state = stateOf(i);
  return chip(stateWord(state, kindOf(i)), state === "open" ? kindOf(i) : state);
};

/// Makes a table the first time that it is asked for.
function lazily(make) {
  let value;
  return () => value ??= make();
}
function positions(texts) {
  return new Map(texts.map((text, i) => [text, i]));
}
function grouping(keys) {
  const groups = new Map();
  keys.forEach((key, i) => groups.has(key) ? groups.get(key).push(i) : groups.set(key, [i]));
  return groups;
}

const functionById = lazily(() => positions(data.functions.id.map(string)));
const fileByPath = lazily(() => positions(data.files.path.map(string)));
const findingByIdentity = lazily(() => positions(data.findings.line.map((_, i) => identityOf(i))));
const findingsByFunction = lazily(() => grouping(data.findings.function));
const findingsByFile = lazily(() => grouping(data.findings.file));
const contractsByFunction = lazily(() => grouping(data.contracts.function));
const patchesByAnswer = lazily(() => {
  const found = new Map();
  for (const patch of data.patches)
    for (const fingerprint of patch.answers)
      found.set(fingerprint, [...found.get(fingerprint) ?? [], patch]);
  return found;
});

/// The lines of a file that some finding shows: text by line, in order.
const sourceOf = (() => {
  const known = new Map();
  return file => {
    if (!known.has(file)) {
      let line = 0;
      known.set(file, new Map(data.files.known[file].map((distance, i) =>
        [line += distance, string(data.files.text[file][i])])));
    }
    return known.get(file);
  };
})();

/// How near a function is to input, as a number to sort by and in words.
function inputRank(f) {
  return data.functions.from[f] < 0 ? Infinity : data.functions.distance[f];
}
function inputWords(f) {
  const rank = inputRank(f);
  return rank === Infinity ? "none seen" : rank === 0 ? "takes it" : amount(rank, "call");
}

/// 5 is the first fifth of the functions by score.
function heat(f) {
  return 5 - Math.min(4, Math.floor(5 * f / functionCount()));
}

/// The terms of a function's score, greatest first: docs/ranking.md.
function termsOf(f) {
  return data.scoring.signals.map((signal, i) => {
    const value = data.functions.signals[i][f];
    return {signal: signal.signal, value, weight: signal.weight, spread: signal.spread,
      points: signal.weight * Math.log2(1 + value) / signal.spread};
  }).filter(term => term.points >= 0.0005).sort((a, b) => b.points - a.points);
}
