// Pages of results that hold little or much: the payload of a page is changed, and the page still works.
import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { reportFile, scratch, withPage } from "./browser.mjs";

const start = '<script type="application/json" id="report">';

/** Writes the page with another payload. */
function changedPage(name, change) {
  const html = readFileSync(reportFile, "utf8");
  const from = html.indexOf(start) + start.length;
  const to = html.indexOf("</script>", from);
  const payload = change(JSON.parse(html.slice(from, to)));
  const file = join(scratch, `${name}.html`);
  writeFileSync(
    file,
    html.slice(0, from) + JSON.stringify(payload).replaceAll("<", "\\u003c") + html.slice(to),
  );
  return file;
}

/** The charts alone, each with its rows changed. */
function withRows(payload, change) {
  const sections = payload.sections.map((section) => ({
    ...section,
    items: section.items
      .filter((item) => item.type === "chart")
      .map((item) => {
        const sets = Object.entries(item.spec.datasets).map(([name, rows]) => [name, change(rows)]);
        return { ...item, spec: { ...item.spec, datasets: Object.fromEntries(sets) } };
      }),
  }));
  return { ...payload, sections };
}

const measured = [
  "npp",
  "trend",
  "se",
  "recovery",
  "rmse",
  "me",
  "observed",
  "cumulative",
  "change",
  "area_hm2",
];
const withoutValues = (row) =>
  Object.fromEntries(
    Object.entries(row).map(([name, value]) => [name, measured.includes(name) ? null : value]),
  );

/** No chart is without end or has a number that is none. */
async function chartsAreSound(page) {
  const unsound = await page.evaluate(() =>
    [...document.querySelectorAll(".chart-box")]
      .filter((box) => {
        const svg = box.querySelector("svg");
        const height = Number(svg?.getAttribute("height"));
        const texts = [...box.querySelectorAll("svg *")].flatMap((node) =>
          [...node.attributes].map((a) => a.value),
        );
        return !(height > 0 && height < 5000) || texts.some((text) => /NaN|Infinity/.test(text));
      })
      .map((box) => box.closest(".item").id),
  );
  assert.deepEqual(unsound, []);
}

const changes = {
  "charts without rows": (payload) => withRows(payload, () => []),
  "charts of one row": (payload) => withRows(payload, (rows) => rows.slice(0, 1)),
  "charts without values": (payload) => withRows(payload, (rows) => rows.map(withoutValues)),
};

for (const [name, change] of Object.entries(changes))
  test(name, () => withPage(1280, "light", chartsAreSound, changedPage(name.replaceAll(" ", "-"), change)));

/** Years of charts become 2018, 2019, 2020. */
function threeYears(payload) {
  return withRows(payload, (rows) => {
    const years = [...new Set(rows.map((row) => row.year))].sort();
    return rows
      .map((row) => ({ ...row, year: row.year === undefined ? undefined : 2018 + years.indexOf(row.year) }))
      .filter((row) => row.year === undefined || row.year <= 2020);
  });
}

test("few years have a tick each, and none between", () =>
  withPage(
    1600,
    "light",
    async (page) => {
      const ticks = await page.evaluate(() =>
        [...document.querySelectorAll(".chart-box")]
          .map((box) => [...box.querySelectorAll(".role-axis-label text")].map((text) => text.textContent))
          .map((texts) => texts.filter((text) => /^20\d\d$/.test(text)))
          .filter((years) => years.length > 0),
      );
      assert.ok(ticks.some((years) => years.join() === "2018,2019,2020"), JSON.stringify(ticks));
      assert.ok(ticks.every((years) => new Set(years).size * 3 >= years.length), JSON.stringify(ticks));
    },
    changedPage("three-years", threeYears),
  ));

test("nothing but a title", () =>
  withPage(
    390,
    "dark",
    async (page) => assert.equal(await page.locator("main section").count(), 0),
    changedPage("title", (payload) => ({ title: payload.title, program: payload.program, sections: [] })),
  ));

test("many charts are drawn when they come into sight, and all of them before printing", () => {
  const file = changedPage("many", (payload) => {
    const { sections } = withRows(payload, (rows) => rows);
    return { ...payload, sections: [sections, sections, sections, sections].flat() };
  });
  const body = async (page) => {
    await page.reload();
    const boxes = page.locator(".chart-box");
    const drawn = () => boxes.locator("svg").count();
    assert.ok((await drawn()) < (await boxes.count()));
    await boxes.last().scrollIntoViewIfNeeded();
    await boxes.last().locator("svg").waitFor();
    assert.ok((await drawn()) < (await boxes.count()));
    await page.pdf();
    assert.equal(await drawn(), await boxes.count());
    await chartsAreSound(page);
  };
  return withPage(1280, "light", body, file);
});
