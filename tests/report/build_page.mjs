// Builds a report page from the template and the fixture, as the program does from a result:
//   node build_page.mjs FOLDER CHARTS
// FOLDER gets index.html and the figures; CHARTS holds vega.html, which the build of the program has written
// (build/release/report_page/charts).
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { payload } from "./fixture.mjs";

const here = dirname(fileURLToPath(import.meta.url));
const report = join(here, "../../io/report");
const read = (...path) => readFileSync(join(...path), "utf8");

function completed(item) {
  if (item.type !== "chart") return item;
  const { figure, datasets, params, ...rest } = item;
  const spec = { ...JSON.parse(read(report, "figures", `${figure}.vl.json`)), datasets };
  for (const [name, value] of Object.entries(params ?? {}))
    spec.params.find((param) => param.name === name).value = value;
  return { ...rest, spec };
}

function completePayload() {
  const sections = payload.sections.map((section) => ({ ...section, items: section.items.map(completed) }));
  return { ...payload, sections };
}

function pageOf(report_payload, charts) {
  const scripts = JSON.parse(read(report, "page/package.json")).files;
  const parts = {
    title: report_payload.title.replaceAll("&", "&amp;").replaceAll("<", "&lt;"),
    style: read(report, "page/report.css"),
    vega: read(charts, "vega.html"),
    report: JSON.stringify(report_payload).replaceAll("<", "\\u003c"),
    script: scripts.map((name) => read(report, "page", name)).join("\n"),
  };
  return read(report, "page/index.html").replace(/\{\{(\w+)\}\}/g, (_, name) => parts[name]);
}

const [folder, charts] = process.argv.slice(2);
if (!folder || !charts) {
  console.error("usage: node build_page.mjs FOLDER CHARTS");
  process.exit(2);
}
const complete = completePayload();
mkdirSync(join(folder, "figures"), { recursive: true });
writeFileSync(join(folder, "index.html"), pageOf(complete, charts));
for (const item of complete.sections.flatMap((section) => section.items))
  if (item.type === "chart") writeFileSync(join(folder, item.file), JSON.stringify(item.spec, null, 1));
const numbers = complete.summary.flatMap((sentence) => sentence.numbers ?? []);
writeFileSync(
  join(folder, "numbers.json"),
  JSON.stringify(Object.fromEntries(numbers.map((n) => [n.source, n.value]))),
);
console.log(join(folder, "index.html"));
