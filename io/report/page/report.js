// Puts the page together from the payload.

const renderItem = {
  map: renderMap,
  chart: renderChart,
  table: renderTable,
};

function renderSection(section) {
  const made = element("section", {
    class: "section",
    id: section.id,
    "aria-labelledby": `${section.id}-title`,
  });
  made.append(element("h2", { id: `${section.id}-title` }, section.title));
  made.append(...(section.lead ?? []).map(renderSentence));
  for (const item of section.items ?? []) {
    const render = renderItem[item.type];
    if (render) made.append(render(item));
  }
  return made;
}

function renderSummary(sentences) {
  const made = element("section", { class: "summary", "aria-label": "Summary" });
  made.append(...sentences.map(renderSentence));
  return made;
}

/** Ids of sections and items are links of the contents: the second of a name gets a number. */
function makeIdsUnique(sections) {
  const used = new Set([...document.querySelectorAll("[id]")].map((node) => node.id));
  const own = (part) => {
    const wanted = part.id;
    for (let i = 2; used.has(part.id); ++i) part.id = `${wanted}-${i}`;
    used.add(part.id);
  };
  for (const section of sections) own(section);
  for (const section of sections) (section.items ?? []).forEach(own);
}

function renderReport(report) {
  makeIdsUnique(report.sections);
  document.getElementById("title").textContent = report.title;
  document.getElementById("subtitle").textContent = report.subtitle ?? "";
  document.getElementById("program").textContent = `Made by ${report.program}.`;
  const main = document.getElementById("content");
  if ((report.summary ?? []).length > 0) main.append(renderSummary(report.summary));
  if (report.vega === "network")
    main.append(
      element(
        "p",
        { class: "sentence warning network" },
        element("strong", { class: "tag" }, "Note"),
        " The charts of this page need the network: the program that made it was built without " +
          "the chart library. Maps and tables do not.",
      ),
    );
  main.append(...report.sections.map(renderSection));
  setUpContents(report.sections);
}

renderReport(JSON.parse(document.getElementById("report").textContent));
setUpTheme(redrawCharts);
setUpCharts();
