// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// On A4: the summary on one page, then hotspots, plan and method.
import {assert, withPage} from "./page.mjs";

await withPage({}, async page => {
  // Millimetres of the paper less its margins, in CSS pixels.
  const [width, height] = [(210 - 28) / 25.4 * 96, (297 - 24) / 25.4 * 96];
  await page.setViewportSize({width: Math.floor(width), height: Math.floor(height)});
  await page.emulateMedia({media: "print"});
  const box = await page.locator("#summary").boundingBox();
  assert.ok(box.height <= height, `the summary needs ${box.height} of ${height}`);
  assert.ok(!await page.locator("header.top").isVisible());
  await page.emulateMedia({media: null});

  await page.evaluate(() => { location.hash = "#/finding/0000000000000002"; });
  await page.waitForFunction(() => !document.getElementById("view").hidden);
  await page.evaluate(() => dispatchEvent(new Event("beforeprint")));
  await page.emulateMedia({media: "print", colorScheme: "dark"});
  const shown = await page.$$eval("h1", all => all.filter(each => each.checkVisibility()).map(each => each.textContent));
  assert.deepEqual(shown, ["Memory safety of my wire 2.1", "Hotspots", "Plan", "Method and limits"]);
  // Paper is white in the dark as well.
  assert.equal(await page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor), "rgb(255, 255, 255)");
  await page.evaluate(() => dispatchEvent(new Event("afterprint")));
  assert.equal(await page.locator("#print > *").count(), 0);
});
