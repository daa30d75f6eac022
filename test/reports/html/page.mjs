// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Opens a report in Chromium for a test. A page that asks for anything on a network, opens a dialog,
// runs into an error or into its own security policy fails the test, whatever that is about.
import assert from "node:assert/strict";
import {pathToFileURL} from "node:url";
import {chromium} from "playwright-core";

export {assert};

/// The report that the command line names.
export const report = pathToFileURL(process.argv[2]).href;

/// All pages of test/reports/Inputs/whole.json.
export const routes = ["#/", "#/hotspots", "#/findings", "#/findings?state=open&family=bounds", "#/changes",
  "#/plan", "#/boundaries", "#/boundary/wire", "#/boundary/names", "#/inventory", "#/method",
  "#/function/c%3A%40F%40decode", "#/file/src%2Fwire.c?safe=1", "#/finding/0000000000000002",
  "#/compare", "#/finding/nothing", "#/nothing"];

export async function go(page, route) {
  await page.goto("about:blank");
  await page.goto(report + route);
  await page.waitForSelector("html[data-ready]");
}

/// test(page) with a page of its own, at the summary.
export async function withPage(options, test) {
  const browser = await chromium.launch({executablePath: process.env.CHROMIUM,
    args: process.getuid() === 0 ? ["--no-sandbox"] : []});
  const page = await browser.newPage(options);
  const faults = [];
  page.on("pageerror", error => faults.push("error: " + error.message));
  page.on("console", message => faults.push("console: " + message.text()));
  page.on("dialog", dialog => { faults.push("dialog: " + dialog.message()); dialog.dismiss(); });
  page.on("request", request => {
    if (!request.url().startsWith("file:") && !request.url().startsWith("blob:"))
      faults.push("request: " + request.url());
  });
  await page.addInitScript(() => {
    document.addEventListener("securitypolicyviolation", event =>
      console.log("policy: " + event.violatedDirective + " " + event.blockedURI));
  });
  try {
    await go(page, "#/");
    await test(page);
  } finally {
    await browser.close();
  }
  assert.deepEqual(faults, []);
}

export const heading = page => page.textContent("main h1:visible");
/// Waits until a page with that heading is there.
export async function arrive(page, expected) {
  await page.waitForFunction(expected => [...document.querySelectorAll("main h1")].some(each =>
    each.checkVisibility() && each.textContent === expected), expected, {timeout: 5000})
    .catch(async () => assert.equal(await heading(page), expected));
}
export const rowTexts = (page, column) =>
  page.$$eval("main table:visible tbody tr", (rows, column) =>
    rows.map(row => row.children[column].textContent), column);
export const focused = page => page.evaluate(() => document.activeElement.textContent);
