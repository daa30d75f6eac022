// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Sorting, filtering and paging, and that the address says what a table is set to.
import {assert, go, rowTexts, withPage} from "./page.mjs";

await withPage({}, async page => {
  const hash = () => new URL(page.url()).hash;
  await go(page, "#/hotspots");
  assert.deepEqual(await rowTexts(page, 1), ["decode", "encode", "name_of"]);
  await page.click("button:text('Function')");
  await page.click("button:text('Function')");
  assert.deepEqual(await rowTexts(page, 1), ["name_of", "encode", "decode"]);
  assert.equal(hash(), "#/hotspots?sort=name&desc=1");
  assert.equal(await page.getAttribute("th:has(button:text('Function'))", "aria-sort"), "descending");
  assert.equal(await page.locator("th[aria-sort]").count(), 1);
  // Numbers begin with the greatest.
  await page.click("button:text('Open')");
  assert.deepEqual(await rowTexts(page, 6), ["2", "1", "0"]);

  await page.fill("[data-filter]", "wire CODE");
  assert.deepEqual(await rowTexts(page, 1), ["decode", "encode"]);
  assert.equal(await page.textContent(".count"), "2 of 3");
  // The picture shows what the table has.
  await page.waitForFunction(() => document.querySelectorAll(".treemap a").length === 2);
  const address = hash();
  await go(page, address);
  assert.deepEqual(await rowTexts(page, 1), ["decode", "encode"]);
  assert.equal(await page.inputValue("[data-filter]"), "wire CODE");
  await page.fill("[data-filter]", "nobody");
  assert.deepEqual(await rowTexts(page, 1), []);

  await go(page, "#/hotspots?near=never");
  assert.deepEqual(await rowTexts(page, 1), ["name_of"]);

  await go(page, "#/hotspots");
  await page.selectOption("label:has-text('Area') select", "open");
  assert.match(hash(), /area=open/);
  // What has nothing open has no area.
  assert.equal(await page.locator(".treemap a").count(), 2);

  await go(page, "#/findings");
  await page.selectOption("label:has-text('State') select", "accepted");
  assert.deepEqual(await rowTexts(page, 5), ["src/wire.c:45"]);
  await page.selectOption("label:has-text('State') select", "");
  await page.selectOption("label:has-text('Family') select", "null");
  assert.deepEqual(await rowTexts(page, 5), ["src/wire.c:13"]);

  await go(page, "#/changes?status=ready");
  // A change is shown as a diff: what goes, and what comes.
  const lines = kind => page.locator(`#view .diff .${kind}`).allTextContents();
  assert.ok((await lines("remove")).includes("-  int n;"));
  assert.ok((await lines("add")).includes("+  int n = 0;"));
  assert.ok((await lines("where")).includes("+++ b/src/wire.c"));
  assert.equal(await page.locator("main details").count(), 2);
  await page.selectOption("label:has-text('Rewriter') select", "init-local");
  assert.equal(await page.locator("main details").count(), 1);

  await go(page, "#/file/src%2Fwire.c");
  const said = page.locator(".said");
  assert.equal(await said.count(), 4);
  await page.click("text=with what was shown to be safe");
  assert.equal(await said.count(), 5);
  assert.match(hash(), /safe=1/);
});
