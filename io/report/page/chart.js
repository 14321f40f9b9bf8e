// Charts, drawn by Vega-Lite: when, how often, and as files to keep.

const manyCharts = 30;
const widthThatMatters = 40;
const tallChart = 600; // on paper it may take a page
const charts = [];

async function drawChart(chart) {
  if (typeof vegaEmbed === "undefined") {
    chart.box.textContent = "This chart needs the network.";
    return;
  }
  const width = Math.max(240, chart.box.clientWidth);
  const turn = ++chart.turn;
  const spec = fittedSpec(chart, width);
  chart.width = width;
  chart.controls.replaceChildren();
  const result = await vegaEmbed(chart.box, spec, {
    mode: "vega-lite",
    renderer: "svg",
    actions: false,
    bind: chart.controls,
    config: chartConfig(width),
    tooltip: { theme: isDark() ? "dark" : "light" },
    logLevel: vega.Error, // a column without any value is no fault of the page
  });
  if (turn !== chart.turn) {
    result.finalize();
    return;
  }
  chart.finalize?.();
  chart.view = result.view;
  chart.finalize = () => result.finalize();
  const svg = chart.box.querySelector("svg");
  svg?.setAttribute("aria-hidden", "true");
  chart.box.classList.toggle("tall", Number(svg?.getAttribute("height")) > tallChart);
}

/** A picture to keep is drawn anew: in the light theme, on white, whatever the page looks like. */
async function saveChart(chart, kind) {
  const theme = root.dataset.theme;
  root.dataset.theme = "light";
  const width = 760;
  const config = { ...chartConfig(width), background: "#ffffff" };
  root.dataset.theme = theme;
  const compiled = vegaLite.compile(fittedSpec(chart, width), { config }).spec;
  const view = new vega.View(vega.parse(compiled), { renderer: "none" });
  const url = await view.toImageURL(kind, kind === "png" ? 2 : 1);
  view.finalize();
  element("a", { href: url, download: `${chart.item.id}.${kind}` }).click();
}

function saveButton(chart, kind) {
  const name = kind.toUpperCase();
  const label = `${chart.item.title}: save as ${name}`;
  const button = element("button", { type: "button", class: "file", "aria-label": label }, name);
  button.addEventListener("click", () => saveChart(chart, kind));
  return button;
}

function renderChart(item) {
  const label = [item.alt, item.caption].filter(Boolean).join(". ") || item.title;
  const chart = {
    item,
    turn: 0,
    width: 0,
    view: null,
    box: element("div", { class: "chart-box" }),
    controls: element("div", { class: "choices" }),
  };
  charts.push(chart);
  // Vega sets the role of the box itself.
  const picture = element("div", { class: "chart-scroll", role: "img", "aria-label": label }, chart.box);
  const savers =
    typeof vegaEmbed === "undefined"
      ? []
      : [
          element("span", { class: "tools-label" }, "Save"),
          saveButton(chart, "svg"),
          saveButton(chart, "png"),
        ];
  return frameItem(item, element("div", { class: "chart-body" }, chart.controls, picture), [
    ...savers,
    fileLink(item.file, "Vega-Lite", `${item.title}: Vega-Lite specification`),
  ]);
}

/** Draws what has not been drawn. Charts are drawn one after the other, and the page can be used in between. */
function drawOnce(chart) {
  chart.drawn ??= drawChart(chart).catch((error) => {
    chart.box.textContent = `This chart could not be drawn: ${error.message}`;
    console.error(error);
  });
  return chart.drawn;
}

async function renderAll() {
  for (const chart of charts) {
    await drawOnce(chart);
    await new Promise((resolve) => setTimeout(resolve, 0));
  }
}

function redrawCharts() {
  return Promise.all(charts.filter((chart) => chart.drawn).map(drawChart));
}

function drawWhenNear() {
  const observer = new IntersectionObserver(
    (entries) => {
      for (const entry of entries)
        if (entry.isIntersecting) {
          observer.unobserve(entry.target);
          drawOnce(charts.find((chart) => chart.box === entry.target));
        }
    },
    { rootMargin: "600px" },
  );
  for (const chart of charts) observer.observe(chart.box);
}

/** Paper is white: a dark page is drawn in the light theme while it is printed. */
function setUpPrinting() {
  let theme = null;
  addEventListener("beforeprint", () => {
    theme = root.dataset.theme;
    root.dataset.theme = "light";
    for (const chart of charts) {
      if (chart.drawn && theme !== "light") drawChart(chart);
      drawOnce(chart);
    }
  });
  addEventListener("afterprint", () => {
    if (theme === null) return;
    root.dataset.theme = theme;
    if (theme !== "light") redrawCharts();
    theme = null;
  });
}

function setUpCharts() {
  let finished;
  const ready = new Promise((resolve) => {
    finished = resolve;
  });
  const all = () => renderAll().then(finished);
  if (charts.length < manyCharts) all();
  else drawWhenNear();
  setUpPrinting();
  let waiting = 0;
  addEventListener("resize", () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => {
      for (const chart of charts)
        if (chart.drawn && Math.abs(chart.box.clientWidth - chart.width) > widthThatMatters) drawChart(chart);
    }, 200);
  });
  window.minenppReport = { ready, renderAll: all };
}
