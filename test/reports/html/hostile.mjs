// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Whatever the analysed code is called, nothing of it acts: page.mjs fails on dialogs, errors, requests
// and violations of the policy, and here no element came to be that the page does not make itself.
import {assert, go, withPage} from "./page.mjs";

await withPage({}, async page => {
  const links = new Set(["#/"]);
  const visited = new Set();
  // Every page that can be reached.
  for (const route of links) {
    if (visited.size === 60)
      break;
    visited.add(route);
    await go(page, route);
    await page.evaluate(() => document.querySelectorAll("details").forEach(each => each.open = true));
    for (const each of await page.$$eval("a[href^='#/']", all => all.map(a => a.getAttribute("href"))))
      links.add(each);
    assert.equal(await page.locator("main :is(script, img, iframe, b, style, [onerror], [onload])").count(), 0, route);
    const text = await page.evaluate(() => document.body.innerText + document.title);
    assert.doesNotMatch(text, /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/, route);
    assert.doesNotMatch(await heading(page), /^Not in this report/, route);
  }
  assert.ok(visited.size > Number(process.argv[3]), `${visited.size} pages`);
  await page.evaluate(() => dispatchEvent(new Event("beforeprint")));
  assert.equal(await page.locator("#print :is(script, img, iframe, b, style)").count(), 0);
});

async function heading(page) {
  return page.textContent("main h1:visible");
}
