// Tests a report page in a real browser. What is set in the environment is told in browser.mjs; besides that
//   REPORT_NUMBERS  JSON file {source: value}: what the numbers of the summary must be (optional)
//   REPORT_SHOTS    folder that screenshots are kept in (optional)
import assert from "node:assert/strict";
import { mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { axe, isFixture, openPage, payloadOf, placesOf, scratch, withPage } from "./browser.mjs";

const widths = [390, 1280, 1920];
const themes = ["light", "dark"];

let shared;
/** For what can be looked at one after the other in one page. */
async function withSharedPage(body) {
  shared ??= await openPage(1280, "light");
  await body(shared.page);
  assert.deepEqual(shared.complaints, []);
}

test("the page shows every section and item of its payload, as text", () =>
  withSharedPage(async (page) => {
    const payload = await payloadOf(page);
    assert.equal(await page.locator("h1").textContent(), payload.title);
    assert.deepEqual(
      await page.locator("main h2").allTextContents(),
      payload.sections.map((section) => section.title),
    );
    assert.deepEqual(
      await page.locator("main h3").allTextContents(),
      payload.sections.flatMap((section) => section.items.map((item) => item.title)),
    );
    const broken = await page.evaluate(() =>
      [...document.images]
        .filter((image) => image.complete && image.naturalWidth === 0)
        .map((image) => image.alt),
    );
    assert.deepEqual(broken, []);
    assert.equal(await page.locator("main img:not([alt])").count(), 0);
    assert.equal(await page.locator("main [onerror]").count(), 0);
  }));

test("the contents lead to every section", () =>
  withSharedPage(async (page) => {
    const payload = await payloadOf(page);
    for (const section of payload.sections) {
      const link = page.locator("#contents").getByRole("link", { name: section.title, exact: true }).first();
      const hash = await link.evaluate((anchor) => anchor.hash);
      // By keyboard: the list opens and closes while the page moves, and a pointer may let go of another link.
      await link.press("Enter");
      // The browser moves to a fragment after the key has returned. Asked by the clock: frames may pause under load.
      await page.waitForFunction((wanted) => location.hash === wanted, hash, { polling: 50 });
      const id = decodeURIComponent(hash.slice(1));
      const heading = page.locator(`[id=${JSON.stringify(id)}]`).locator("h2");
      assert.equal(await heading.textContent(), section.title);
      await heading.waitFor({ state: "visible" });
    }
  }));

test("numbers in sentences are those of the archive", () =>
  withSharedPage(async (page) => {
    const payload = await payloadOf(page);
    const expected = [...payload.summary, ...payload.sections.flatMap((section) => section.lead ?? [])]
      .flatMap((sentence) => sentence.numbers ?? [])
      .filter((number) => number.source !== undefined);
    const shown = await page.locator("span.number").evaluateAll((spans) =>
      spans.map((span) => ({
        value: span.dataset.value,
        source: span.dataset.source,
        text: span.textContent,
      })),
    );
    assert.deepEqual(
      shown,
      expected.map(({ value, source, text }) => ({ value: String(value), source, text })),
    );
    const numbersFile = isFixture ? join(scratch, "numbers.json") : process.env.REPORT_NUMBERS;
    if (!numbersFile) return;
    const archive = JSON.parse(readFileSync(numbersFile, "utf8"));
    for (const { value, source, text } of shown.filter((number) => number.source in archive)) {
      const wanted = archive[source];
      assert.ok(
        Math.abs(Number(value) - wanted) <= 1e-9 * Math.max(1, Math.abs(wanted)),
        `${source}: ${value}, not ${wanted}`,
      );
      // Percentages are shown without their sign; the sentence says "more" or "less".
      const digits = text.split(".")[1]?.length ?? 0;
      assert.equal(text.replaceAll(",", "").replace("-", ""), Math.abs(wanted).toFixed(digits), source);
    }
  }));

test("every chart has marks, and only numbers in its paths", () =>
  withSharedPage(async (page) => {
    for (const { item: chart, place } of await placesOf(page, "chart")) {
      const found = await place.evaluate((item) => {
        const marks = [
          ...item.querySelectorAll(
            ".chart-box svg .mark-group :is(.mark-line, .mark-symbol, .mark-rect, .mark-area) :is(path, rect)",
          ),
        ].filter((mark) => !mark.closest(".role-axis, .role-legend, .background"));
        const numbers = [...item.querySelectorAll("svg *")].flatMap((node) =>
          ["d", "transform", "x", "y", "width", "height"]
            .map((name) => node.getAttribute(name))
            .filter(Boolean),
        );
        const box = item.querySelector("[role=img]");
        return {
          marks: marks.length,
          bad: numbers.filter((text) => /NaN|Infinity|undefined/.test(text)),
          label: box?.getAttribute("aria-label"),
        };
      });
      assert.ok(found.marks > 0, `${chart.id} has no marks`);
      assert.deepEqual(found.bad, [], chart.id);
      assert.ok(found.label?.includes(chart.alt), chart.id);
    }
  }));

test("Vega-Lite has nothing to complain about in any chart", () =>
  withSharedPage(async (page) => {
    const complaints = await page.evaluate(() => {
      const report = JSON.parse(document.getElementById("report").textContent);
      return report.sections
        .flatMap((section) => section.items)
        .filter((item) => item.type === "chart")
        .flatMap((chart) => {
          const said = [];
          const say = (...words) => {
            said.push(`${chart.id}: ${words.join(" ")}`);
            return logger;
          };
          const logger = {
            warn: say,
            error: say,
            info: () => logger,
            debug: () => logger,
            level: () => logger,
          };
          window.vegaLite.compile(chart.spec, { logger });
          return said;
        });
    });
    // Heights by row: the page turns them into numbers.
    assert.deepEqual(
      complaints.filter((said) => !said.includes('Dropping "fit-y"')),
      [],
    );
  }));

test("charts with a choice are drawn anew for another choice", () =>
  withSharedPage(async (page) => {
    const boxes = page.locator(".choices select");
    for (let i = 0; i < (await boxes.count()); ++i) {
      const options = await boxes.nth(i).locator("option").count();
      if (options < 2) continue;
      const now = await boxes.nth(i).evaluate((box) => box.selectedIndex);
      const drawn = await boxes.nth(i).evaluate((box) => box.closest(".item").querySelector("svg").innerHTML);
      await boxes.nth(i).selectOption({ index: (now + 1) % options });
      await page.waitForFunction(
        ([index, before]) =>
          document.querySelectorAll(".choices select")[index].closest(".item").querySelector("svg")
            .innerHTML !== before,
        [i, drawn],
        { timeout: 5000 },
      );
    }
  }));

test("charts can be saved as SVG and PNG", () =>
  withPage(1280, "dark", async (page) => {
    const chart = page.locator(".item.chart").first();
    if ((await chart.count()) === 0) return;
    for (const [name, start] of [
      ["SVG", "<svg"],
      ["PNG", "\x89PNG"],
    ]) {
      const waiting = page.waitForEvent("download");
      await chart.getByRole("button", { name: `save as ${name}` }).click();
      const bytes = readFileSync(await (await waiting).path(), "latin1");
      assert.ok(bytes.startsWith(start), name);
    }
  }));

test("the slider changes the map and its label from the keyboard", () =>
  withSharedPage(async (page) => {
    for (const { item: map, place: item } of await placesOf(page, "map")) {
      if (map.frames.length < 2) continue;
      const state = async () => ({
        label: await item.locator("output").textContent(),
        text: await item.getByRole("slider").getAttribute("aria-valuetext"),
        shown: await item
          .locator(".frame:visible img.layer")
          .evaluateAll((images) => images.map((image) => image.src)),
      });
      const expect = async (i) =>
        assert.deepEqual(await state(), {
          label: map.frames[i].label,
          text: map.frames[i].label,
          shown: [map.frames[i].image],
        });
      await item.getByRole("slider").focus();
      await page.keyboard.press("Home");
      await expect(0);
      await page.keyboard.press("ArrowRight");
      await expect(1);
      await page.keyboard.press("End");
      await expect(map.frames.length - 1);
      await item.getByRole("button", { name: "Side by side" }).click();
      assert.equal(await item.locator(".frame:visible").count(), map.frames.length);
      if (!map.overlay) continue;
      await item.getByRole("button", { name: map.overlay.label }).click();
      assert.equal(await item.locator("img.overlay:visible").count(), 0);
    }
  }));

async function columnOf(table, index) {
  return table.locator(`tbody tr > :nth-child(${index + 1})`).allTextContents();
}

function valueOf(text) {
  return text === "\u2013" ? null : Number(text.replace("\u2212", "-").replaceAll(",", ""));
}

test("tables sort by each column", () =>
  withSharedPage(async (page) => {
    for (const { item, place: table } of await placesOf(page, "table")) {
      for (const [index, column] of item.columns.entries()) {
        const header = table.locator("thead th").nth(index);
        for (const direction of ["ascending", "descending"]) {
          await header.getByRole("button").click();
          assert.equal(await header.getAttribute("aria-sort"), direction);
          if (column.kind !== "number") continue;
          const values = (await columnOf(table, index)).map(valueOf);
          const sign = direction === "ascending" ? 1 : -1;
          const known = values.filter((value) => value !== null);
          assert.deepEqual(
            known,
            known.toSorted((a, b) => sign * (a - b)),
            `${item.id}, ${column.label}`,
          );
          assert.deepEqual(values.slice(0, known.length), known, "without a value comes last");
        }
        assert.equal(await table.locator("thead th:not([aria-sort=none])").count(), 1);
      }
    }
  }));

test("long tables are searched and shown in full on request", () =>
  withSharedPage(async (page) => {
    for (const { item, place: table } of await placesOf(page, "table")) {
      const rows = table.locator("tbody tr");
      assert.equal(await rows.count(), Math.min(item.rows.length, 25));
      assert.equal(await table.getByRole("searchbox").count(), item.rows.length > 12 ? 1 : 0);
      if (item.rows.length <= 12) continue;
      if (item.rows.length > 25) {
        await table.getByRole("button", { name: `Show all ${item.rows.length}` }).click();
        assert.equal(await rows.count(), item.rows.length);
      }
      const wanted = String(item.rows.at(-1)[0]);
      await table.getByRole("searchbox").fill(wanted.toUpperCase());
      assert.ok((await rows.count()) >= 1 && (await rows.count()) < item.rows.length);
      assert.ok((await columnOf(table, 0)).includes(wanted));
      await table.getByRole("searchbox").fill("no such row");
      assert.equal(await rows.count(), 0);
      assert.match(await table.getByRole("status").textContent(), /^0 of/);
    }
  }));

test("on paper no figure is cut, and all frames of a map are there", () =>
  withPage(1280, "dark", async (page) => {
    const payload = await payloadOf(page);
    const pageHeight = ((297 - 32) / 25.4) * 96; // A4 less the margins of @page
    const sectionHeading = 80; // which may not be left alone on the page before
    await page.setViewportSize({ width: Math.round((180 / 25.4) * 96), height: 900 });
    await page.emulateMedia({ media: "print" });
    const figures = await page.locator("main figure").evaluateAll((all) =>
      all.map((figure) => ({
        id: figure.closest(".item").id,
        height: figure.closest(".item").getBoundingClientRect().height,
        inside: getComputedStyle(figure).breakInside,
        wide: figure.scrollWidth > figure.clientWidth + 1,
      })),
    );
    for (const { id, height, inside, wide } of figures) {
      assert.equal(inside, "avoid", id);
      assert.ok(height + sectionHeading < pageHeight, `${id} is ${height} px high, a page ${pageHeight}`);
      assert.ok(!wide, `${id} is wider than a page`);
    }
    for (const { item: map, place } of await placesOf(page, "map"))
      assert.equal(await place.locator(".frame:visible").count(), map.frames.length, map.id);
    assert.equal(
      await page.evaluate(() => getComputedStyle(document.body).backgroundColor),
      "rgb(255, 255, 255)",
    );
    const options = { preferCSSPageSize: true, printBackground: true };
    const shots = process.env.REPORT_SHOTS;
    const pdf = await page.pdf(shots ? { ...options, path: join(folderOf(shots), "report.pdf") } : options);
    const pages = pdf.toString("latin1").match(/\/Type\s*\/Page\b/g).length;
    const items = payload.sections.flatMap((section) => section.items).length;
    assert.ok(pages >= 1 && pages <= 2 + items, `${pages} pages`);
  }));

function folderOf(path) {
  mkdirSync(path, { recursive: true });
  return path;
}

async function seriousViolations(page) {
  await page.evaluate(axe);
  const { violations } = await page.evaluate(() => window.axe.run(document, { resultTypes: ["violations"] }));
  return violations
    .filter(({ impact }) => ["serious", "critical"].includes(impact))
    .map(
      ({ id, nodes }) =>
        `${id}: ${nodes
          .slice(0, 3)
          .map((node) => `${node.target.join(" ")}: ${node.failureSummary}`)
          .join("; ")}`,
    );
}

for (const width of widths)
  for (const theme of themes)
    test(`${width} px, ${theme}: nothing hangs over the edge, everyone can use it`, () =>
      withPage(width, theme, async (page) => {
        const over = await page.evaluate(
          () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
        );
        assert.equal(over, 0);
        const cut = await page
          .locator(".chart-scroll")
          .evaluateAll((all) =>
            all.filter((box) => box.scrollWidth > box.clientWidth + 1).map((box) => box.closest(".item").id),
          );
        assert.deepEqual(cut, []);
        if (process.env.REPORT_SHOTS)
          await page.screenshot({
            path: join(folderOf(process.env.REPORT_SHOTS), `report-${width}-${theme}.png`),
            fullPage: true,
          });
        if (width !== 1920) assert.deepEqual(await seriousViolations(page), []);
      }));

test("the theme is changed by its button, charts too", () =>
  withPage(1280, "light", async (page) => {
    const look = () =>
      page.evaluate(() => [
        getComputedStyle(document.body).backgroundColor,
        document.querySelector(".chart-box .role-axis-label text")?.getAttribute("fill"),
      ]);
    const light = await look();
    await page.getByRole("button", { name: "Dark" }).click();
    await page.waitForFunction(
      (fill) =>
        document.querySelector(".chart-box .role-axis-label text")?.getAttribute("fill") !== fill || !fill,
      light[1],
    );
    const dark = await look();
    assert.notEqual(dark[0], light[0]);
  }));
