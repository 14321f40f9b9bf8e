// What the tests of the report page share: the browser, and pages in it that are watched.
//   REPORT_PAGE     report/index.html; without it a page is built from the fixture with REPORT_CHARTS
//   REPORT_CHARTS   folder of the chart library: build/release/report_page/charts
//   REPORT_MODULES  folder with the packages of package.json, else this one
//   REPORT_BROWSER  the browser, else Debian's chromium
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { after, before } from "node:test";
import { fileURLToPath, pathToFileURL } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const packages = createRequire(
  pathToFileURL(join(resolve(process.env.REPORT_MODULES || here), "package.json")),
);
const { chromium } = packages("playwright-core");
export const axe = readFileSync(packages.resolve("axe-core/axe.min.js"), "utf8");

/** A folder that is gone after the tests. */
export const scratch = mkdtempSync(join(tmpdir(), "report-"));
const given = process.env.REPORT_PAGE && resolve(process.env.REPORT_PAGE);
export const reportFile = given || join(scratch, "index.html");
export const isFixture = !given;
let browser;

before(async () => {
  if (isFixture)
    execFileSync(process.execPath, [join(here, "build_page.mjs"), scratch, process.env.REPORT_CHARTS]);
  browser = await chromium.launch({
    executablePath: process.env.REPORT_BROWSER || "/usr/bin/chromium",
    args: process.getuid?.() === 0 ? ["--no-sandbox"] : [],
  });
});

after(async () => {
  await browser?.close();
  rmSync(scratch, { recursive: true, force: true });
});

/** Opens a page with all its charts. `complaints` gathers what must never happen, whatever is done with it. */
export async function openPage(width, theme, file = reportFile) {
  const context = await browser.newContext({ viewport: { width, height: 900 }, colorScheme: theme });
  const page = await context.newPage();
  const complaints = [];
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type()))
      complaints.push(`${message.type()}: ${message.text()}`);
  });
  page.on("pageerror", (error) => complaints.push(`exception: ${error.message}`));
  page.on("dialog", (dialog) => {
    complaints.push(`dialog: ${dialog.message()}`);
    dialog.dismiss();
  });
  page.on("request", (request) => {
    if (!/^(file|data|blob):/.test(request.url())) complaints.push(`request: ${request.url()}`);
  });
  await page.goto(pathToFileURL(file).href);
  await page.evaluate(() => Promise.all([window.minenppReport.renderAll(), window.minenppReport.ready]));
  return { page, complaints };
}

/** Does something with a page of its own. */
export async function withPage(width, theme, body, file = reportFile) {
  const { page, complaints } = await openPage(width, theme, file);
  await body(page);
  await page.context().close();
  assert.deepEqual(complaints, []);
}

export async function payloadOf(page) {
  return JSON.parse(await page.locator("#report").textContent());
}

/** Items of a type with where they are in the page; ids alone could be a section's too. */
export async function placesOf(page, type) {
  const all = (await payloadOf(page)).sections.flatMap((section) => section.items);
  return all
    .map((item, i) => ({ item, place: page.locator("main .item").nth(i) }))
    .filter(({ item }) => item.type === type);
}
