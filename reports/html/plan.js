// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// What to do about each module, in which order, at what price, and what is left then.

function effortCell(e) {
  return h("span", {class: "nowrap"}, effort(e));
}

function optionsTable(module) {
  return plainTable("What could be done, the cheapest first", ["Remedy", "Effort", "Answers#", "What stays, or why not", "Afterwards"],
    module.options.map(o => [
      [remedies[o.remedy], o.remedy === module.remedy && [" ", chip("chosen", "done")],
        !o.possible && [" ", chip("not as things are", "failed")]],
      effortCell(o.effort), o.possible ? grouped(o.removes) : "-", o.note, o.afterwards]));
}

/// Code of the first month of the history: what was imported then was written before.
function mayBeOlder(age) {
  return age > data.history.years - 1 / 12;
}

function moduleView(module) {
  return h("details", {id: "module-" + module.name},
    h("summary", {}, h("strong", {}, module.name), ": " + remedies[module.remedy] + ". ",
      h("span", {class: "meta"}, module.reason)),
    h("h3", {}, "Why"), h("ul", {}, module.trace.map(t => h("li", {}, (t.holds ? "yes: " : "no: ") + t.rule +
      (t.value ? " (" + t.value + ")" : "")))),
    optionsTable(module),
    pairs(["Functions", grouped(module.functions)], ["Lines", grouped(module.lines)],
      ["From input", module.reached ? module.distance ? amount(module.distance, "call") : "takes it"
        : module.mayTakeInput ? "not known" : "none seen"],
      ["Age", module.age >= 0 ? (mayBeOlder(module.age) ? "at least " : "") + figures(module.age) +
        " years, the median by lines" : null],
      ["Open by family", Object.entries(module.families).map(([f, n]) => f + " " + grouped(n)).join(", ")],
      ["Families that the choice is about", module.options.find(o => o.remedy === module.remedy)
        ?.families.join(", ")]));
}

function modulesTable(modules) {
  return plainTable("By share of the risk", ["Module", "What to do", "Why", "Open#", "Share of risk#", "Effort"],
    modules.map(m => [fileByPath().has(m.file) ? link("#/file/" + encodeURIComponent(m.file), m.name) : m.name,
      remedies[m.remedy], m.reason, grouped(m.open), percent(m.risk, 1),
      effortCell(m.options.find(o => o.remedy === m.remedy)?.effort)]));
}

function phasesTable() {
  return plainTable("Each can be decided by itself", ["Phase#", "What", "Different when it is over",
    "Needs", "Effort", "Open after#", "Risk left#"],
    data.plan.phases.map(p => [p.number, p.title, p.outcome, p.needs || "-", effortCell(p.effort),
      grouped(p.openAfter), percent(p.riskAfter, 1)]));
}

function stepView(step) {
  return h("details", {id: "step-" + step.id},
    h("summary", {}, h("strong", {}, capital(step.title)), step.done && [" ", chip("done")], " ",
      h("span", {class: "meta"}, effort(step.effort) +
        (step.removes ? ", answers " + amount(step.removes, "open operation") : ""))),
    step.reason && h("p", {}, step.reason + "."),
    pairs(["Id", h("code", {}, step.id)], ["Module", step.module], ["Remedy", remedies[step.remedy]],
      ["After", step.after.join(", ")], ["Effort is from", step.effort.basis],
      ["Risk that it takes away", percent(step.risk, 1)]),
    step.exitCriteria.length > 0 && [h("h3", {}, "It is done when these succeed"),
      step.exitCriteria.map(c => h("pre", {}, c))],
    step.blockers.length > 0 && [h("h3", {}, "In the way, or to decide"),
      h("ul", {}, step.blockers.map(b => h("li", {}, b)))]);
}

function stepsByPhase() {
  const phases = [...new Set(data.plan.steps.map(step => step.phase))].sort((a, b) => a - b);
  return phases.map(phase => [h("h3", {}, "Phase " + phase),
    data.plan.steps.filter(step => step.phase === phase).map(stepView)]);
}

/// On paper the alternatives are left out: there is a page for each on the screen.
function planPage(thing, query, printed = false) {
  const {plan} = data;
  const list = (title, texts) => texts.length > 0 && [h("h2", {}, title),
    h("ul", {}, texts.map(text => h("li", {}, text)))];
  return {title: "Plan", body: [
    h("p", {}, "Effort is in ranges from published cases and has one significant figure; the order " +
      "takes away most risk for the least effort first. Risk is the share of the sum of all scores: " +
      "an order, no probability."),
    plan.phases.length > 0 && [h("h2", {}, "Phases"), phasesTable()],
    plan.curve.length > 1 && [h("h2", {}, "What is left, against effort"), curveView()],
    h("h2", {}, "Modules"), modulesTable(plan.modules),
    !printed && [h("h2", {}, "Why, and what else could be done"), plan.modules.map(moduleView)],
    plan.steps.length > 0 && [h("h2", {}, "Steps"), stepsByPhase(),
      h("h2", {}, "What waits for what"), layersView()],
    list("When not to migrate", plan.notToMigrate.map(t => t + ".")),
    plan.blockers.length > 0 && [h("h2", {}, "What is in the way"), plainTable("By target",
      ["What", "Target", "Places#", "First", "What would help"], plan.blockers.map(b =>
        [b.what, b.target, grouped(b.places), place(b.file, b.line), b.remedy]))],
    plan.replacements.length > 0 && [h("h2", {}, "Libraries that could take its place"), plainTable("",
      ["What", "By", "Interface", "Evidence", "Source"], plan.replacements.map(r =>
        [r.what, r.by, r.interface, r.evidence, r.source]))],
    list("What the plan does not know", plan.missing.map(t => t + ".")),
  ]};
}
