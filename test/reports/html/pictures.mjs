// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Makes the pictures of docs/reports.md again: pictures.mjs REPORT DIRECTORY FUNCTION-ID.
import {go, withPage} from "./page.mjs";

const [, , , directory, functionId] = process.argv;
const shots = [["summary", "#/", "light", 1180], ["hotspots", "#/hotspots", "light", 900],
  ["function", "#/function/" + encodeURIComponent(functionId), "dark", 900], ["plan", "#/plan", "light", 900]];
for (const [name, route, colorScheme, height] of shots)
  await withPage({viewport: {width: 1100, height}, colorScheme}, async page => {
    await go(page, route);
    // The treemap is drawn once it knows its width.
    await page.waitForTimeout(300);
    await page.screenshot({path: `${directory}/html-${name}.png`});
  });
