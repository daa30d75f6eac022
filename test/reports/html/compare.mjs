// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// The page of what changed, and that a change of a defect is as private as the defect.
import {arrive, assert, go, withPage} from "./page.mjs";

await withPage({}, async page => {
  await go(page, "#/compare");
  assert.equal(await page.textContent("nav a[aria-current=page]"), "Comparison");
  const row = name => page.$$eval("#view tr", (rows, name) =>
    [...rows.find(row => row.children[0].textContent === name).children].map(cell => cell.textContent), name);
  assert.deepEqual(await row("null"), ["null", "1", "0", "0", "0", "0", "1"]);
  assert.deepEqual(await row("Open operations"), ["Open operations", "4", "5", "operations"]);
  const text = await page.textContent("#view");
  if (process.argv[3] === "withheld") {
    assert.match(text, /1 change of defects are counted, but not listed/);
    assert.doesNotMatch(text, /'q' is dereferenced/);
    return;
  }
  await page.selectOption("label:has-text('Change') select", "fixed");
  assert.equal(await page.textContent(".count"), "0 of 1");
  await page.selectOption("label:has-text('Change') select", "added");
  await page.click("a:text-is(\"'q' is dereferenced\")");
  await arrive(page, "'q' is dereferenced");
});
