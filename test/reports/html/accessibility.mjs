// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// axe-core finds nothing on any page, in light and dark, on a wide screen and a narrow one, as WCAG
// 2.2 AA and its best practices go.
import {createRequire} from "node:module";
import {assert, go, routes, withPage} from "./page.mjs";

const axe = createRequire(import.meta.url).resolve("axe-core/axe.min.js");
const screens = [{colorScheme: "light", viewport: {width: 1280, height: 900}},
  {colorScheme: "dark", viewport: {width: 390, height: 800}},
  {colorScheme: "dark", viewport: {width: 1280, height: 900}}];

let checked = 0;
for (const screen of screens)
  await withPage({...screen, reducedMotion: "reduce", bypassCSP: true}, async page => {
    for (const route of routes) {
      await go(page, route);
      await page.evaluate(() => document.querySelectorAll("main details").forEach(each => each.open = true));
      await page.addScriptTag({path: axe});
      const {violations, passes} = await page.evaluate(() => axe.run(document, {resultTypes: ["violations"]}));
      assert.deepEqual(violations.map(v => [v.id, v.nodes.map(n => n.html + " " + n.failureSummary)]), [],
        `${route} ${JSON.stringify(screen)}`);
      assert.ok(passes.length > 10);
      // A word that the page does not know.
      assert.doesNotMatch(await page.innerText("body"), /\b(undefined|NaN)\b/, route);
      // Nothing but tables is wider than the screen.
      const wider = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      assert.ok(wider <= 0, `${route} is ${wider} wider than the screen`);
      ++checked;
    }
  });
console.log(`${checked} pages without a violation`);
