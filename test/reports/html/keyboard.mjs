// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// All of it without a mouse.
import {arrive, assert, focused, go, withPage} from "./page.mjs";

await withPage({}, async page => {
  const press = async (...keys) => { for (const key of keys) await page.keyboard.press(key); };
  // The first stop skips the navigation, and what has the focus can be seen.
  await press("Tab");
  assert.equal(await focused(page), "Skip to the content");
  assert.notEqual(await page.evaluate(() => getComputedStyle(document.activeElement).outlineStyle), "none");
  await press("Enter");
  assert.equal(await page.evaluate(() => document.activeElement.id), "main");
  await arrive(page, "Memory safety of my wire 2.1");

  await go(page, "#/findings");
  await press("j", "j", "k", "j");
  assert.equal(await focused(page), "'p' is dereferenced");
  await press("Enter");
  await arrive(page, "'p' is dereferenced");

  // From anywhere to the filter; there the keys are letters.
  await press("/");
  await page.waitForSelector("[data-filter]:focus");
  await page.keyboard.type("j/k?");
  assert.equal(await page.inputValue("[data-filter]"), "j/k?");
  await press("Escape", "?");
  assert.ok(await page.locator("dialog").isVisible());
  await press("j");
  await press("Escape");
  assert.ok(!await page.locator("dialog").isVisible());

  // The treemap is one stop; arrows walk in it.
  await go(page, "#/hotspots");
  assert.equal(await page.locator(".treemap a[tabindex='0']").count(), 1);
  await page.focus(".treemap a[tabindex='0']");
  const label = () => page.evaluate(() => document.activeElement.querySelector("title")?.textContent);
  const first = await label();
  const seen = new Set([first]);
  for (const key of ["ArrowRight", "ArrowDown", "ArrowLeft", "ArrowUp"]) {
    await press(key);
    seen.add(await label());
  }
  assert.ok(seen.size > 1, "arrows do not move");
  await press("Enter");
  await page.waitForSelector("h1:is(:text-is('decode'), :text-is('encode'), :text-is('name_of'))");

  // A sorted column is still under the fingers.
  await go(page, "#/hotspots");
  await page.focus("button:text('Lines')");
  await press("Enter");
  assert.match(await focused(page), /^Lines/);
});
