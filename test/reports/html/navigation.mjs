// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// From page to page by what is on them, and by their addresses.
import {arrive, assert, focused, go, heading, withPage} from "./page.mjs";

await withPage({}, async page => {
  await arrive(page, "Memory safety of my wire 2.1");
  const names = await page.$$eval("nav a", links => links.map(link => link.textContent));
  assert.deepEqual(names, ["Summary", "Hotspots", "Findings", "Changes", "Plan", "Boundaries",
    "Inventory", "Method"]);
  for (const name of names.slice(1)) {
    await page.click(`nav a:text-is("${name}")`);
    await page.waitForSelector(`h1:text("${name}")`);
    assert.equal(await page.textContent("nav a[aria-current=page]"), name);
    assert.match(await page.title(), new RegExp("^" + name));
    // Who cannot see the page hears where they are.
    assert.equal(await focused(page), await heading(page));
  }

  // From a number to its sites, from there to one, its function, its file, and back.
  await page.click("nav a:text-is('Summary')");
  await page.click("text=open operations");
  assert.equal(new URL(page.url()).hash, "#/findings?state=open");
  assert.equal(await page.locator("main tbody tr:visible").count(), 4);
  await page.click("#view tbody a >> nth=0");
  await arrive(page, "'i' indexes 'int[16]' of 16 elements");
  await page.click(".crumbs a:text-is('decode')");
  await arrive(page, "decode");
  await page.click(".crumbs a");
  await arrive(page, "src/wire.c");
  await page.goBack();
  await arrive(page, "decode");

  // Addresses that were sent by somebody.
  for (const [route, expected] of [
    ["#/function/c%3A%40F%40encode", "encode"],
    ["#/finding/0000000000000004", "'i' indexes 'int[16]' of 16 elements"],
    ["#/boundary/wire", "Cut wire"],
    ["#/file/src%2Futil%2Fnames.c", "src/util/names.c"],
    ["#/finding/0000000000000001", "Not in this report"],
    ["#/function/%E0%A4%A", "Not in this report"],
    ["#/no/such/page", "Not in this report"],
  ]) {
    await go(page, route);
    await arrive(page, expected);
  }
  await go(page, "#/file/src%2Fwire.c?line=44");
  assert.ok(await page.locator("#line-44").isVisible());

  // A finding says what answers it, and the change what it answers.
  await go(page, "#/finding/0000000000000002");
  assert.match(await page.textContent("main details[open]"), /return 0.*its extent is declared/s);
  await page.click("main details[open] a:text('indexes')");
  await arrive(page, "'i' indexes 'int[16]' of 16 elements");
});
