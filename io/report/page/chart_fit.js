// Fits the template of a figure to the room it has, and its select boxes to its data.

const perLetter = 6.8; // pixels, of the labels' type

function distinct(rows, field) {
  return [
    ...new Set(
      (rows ?? []).map((row) => row[field]).filter((value) => value !== null && value !== undefined),
    ),
  ];
}

/** Select boxes list what the data hold: of which field is in "choices" of a template's usermeta. */
function fillChoices(spec) {
  for (const [name, choice] of Object.entries(spec.usermeta?.choices ?? {})) {
    const param = spec.params.find((candidate) => candidate.name === name);
    const options = distinct(spec.datasets?.[choice.data ?? "rows"], choice.field);
    param.bind.options = options;
    if (!options.includes(param.value))
      param.value = options[choice.start === "last" ? options.length - 1 : 0] ?? null;
  }
}

/** Panels share the width: as many beside each other as are still wide enough to read. */
function fitPanels(spec, width) {
  const panel = spec.usermeta?.panel;
  if (!panel) return;
  const between = 24;
  const axis = panel.axis ?? 56;
  const most = Math.floor((width - axis + between) / (panel.narrowest + between));
  const count = distinct(spec.datasets?.rows, panel.field).length;
  spec.columns = Math.max(1, Math.min(most, panel.columns, count));
  const room = panel.own_axis ? spec.columns * axis : axis;
  spec.spec.width = Math.max(
    120,
    Math.floor((width - room - between * (spec.columns - 1) - 12) / spec.columns),
  );
  spec.spacing = between;
  spec.facet.header = { ...spec.facet.header, labelLimit: spec.spec.width };
}

/** A height by row, as a number: Vega-Lite warns of steps where the width is fitted. */
function fitSteps(spec) {
  if (typeof spec.height?.step !== "number") return;
  spec.height = spec.height.step * Math.max(1, distinct(spec.datasets?.rows, spec.encoding.y.field).length);
}

/** A tick each year where there are few: Vega would put them at half years too, and round their labels. */
function fitYears(spec) {
  const most = 8;
  const visit = (part) => {
    if (part === null || typeof part !== "object") return;
    if (part.axis?.tickMinStep === 1) {
      const years = distinct(spec.datasets?.rows, part.field);
      const [first, last] = [Math.min(...years), Math.max(...years)];
      if (last - first < most)
        part.axis.values = Array.from({ length: last - first + 1 }, (_, i) => first + i);
    }
    for (const [name, value] of Object.entries(part)) if (name !== "datasets") visit(value);
  };
  visit(spec);
}

/** A kilometre is as long up as across. */
function fitEqualScales(spec, width) {
  const equal = spec.usermeta?.equal_scales;
  if (!equal) return;
  const points = Object.values(spec.datasets).flat();
  const extent = (field) => {
    const values = points.map((row) => row[field]).filter(Number.isFinite);
    const [low, high] = [Math.min(...values), Math.max(...values)];
    const margin = (high - low || 1) * 0.04;
    return [low - margin, high + margin];
  };
  const [x, y] = [extent(equal.x), extent(equal.y)];
  const inner = { width: width - 70, height: 0 };
  inner.height = Math.min(560, Math.max(160, (inner.width * (y[1] - y[0])) / (x[1] - x[0])));
  const unit = Math.max((x[1] - x[0]) / inner.width, (y[1] - y[0]) / inner.height);
  const widened = ([low, high], pixels) => {
    const extra = (pixels * unit - (high - low)) / 2;
    return [low - extra, high + extra];
  };
  Object.assign(spec, inner);
  spec.encoding.x.scale = { ...spec.encoding.x.scale, domain: widened(x, inner.width), nice: false };
  spec.encoding.y.scale = { ...spec.encoding.y.scale, domain: widened(y, inner.height), nice: false };
}

/** What a legend lists: names in order of the data, years in order. */
function legendNames(spec, field) {
  const names = distinct(spec.datasets?.rows, field).filter((name) => name !== spec.usermeta?.aside);
  return names.every(Number.isFinite) ? names.sort((a, b) => a - b) : names;
}

/** Legends begin below the plot, to the right of the labels of its y axis. */
function legendRoom(spec, width) {
  const margin = 14;
  const y = spec.encoding?.y;
  if (y?.type !== "nominal") return width - (spec.usermeta?.panel?.axis ?? 56) - margin;
  const names = distinct(spec.datasets?.rows, y.field).map(String);
  const longest = Math.max(0, ...names.map((name) => name.length)) * perLetter;
  return width - Math.min(longest, labelLimit(width)) - 2 * margin;
}

/** As many columns as the longest name leaves room for. */
function fitNames(channel, names, room) {
  const symbol = 36;
  const longest = symbol + perLetter * Math.max(...names.map((name) => String(name).length));
  const column = Math.min(longest, 240, room);
  const columns = Math.max(1, Math.floor(room / column));
  channel.legend = { columns, labelLimit: column - symbol + 8, ...channel.legend };
  channel.scale = { domain: names, ...channel.scale };
}

/** Sizes begin at zero. */
function fitSizes(spec, channel) {
  const most = Math.max(...distinct(spec.datasets?.rows, channel.field));
  if (most > 0) channel.scale = { domain: [0, most], ...channel.scale };
  else channel.legend = null;
}

/** Legends list all names even where there is nothing to draw of some: Vega cannot lay out an empty legend. */
function fitLegends(spec, width) {
  const fitChannel = (name, channel) => {
    if (name === "size") return fitSizes(spec, channel);
    if (channel.type === "quantitative" || channel.scale?.domain) return;
    const names = legendNames(spec, channel.field);
    if (names.length === 0) channel.legend = null;
    else if (channel.legend === null) channel.scale = { domain: names, ...channel.scale };
    else fitNames(channel, names, legendRoom(spec, width));
  };
  const visit = (part) => {
    if (part === null || typeof part !== "object") return;
    for (const [name, value] of Object.entries(part)) {
      if (name === "datasets") continue;
      if (["color", "shape", "size"].includes(name) && value?.field) fitChannel(name, value);
      else visit(value);
    }
  };
  visit(spec);
}

/** The spec of a chart as it is drawn `width` pixels wide, with what was chosen in its boxes. */
function fittedSpec(chart, width) {
  const spec = structuredClone(chart.item.spec);
  fillChoices(spec);
  for (const param of spec.params ?? [])
    if (param.bind && chart.view) param.value = chart.view.signal(param.name);
  if (spec.width === "container") spec.width = width - 8;
  if (spec.width === width - 8) spec.autosize = { type: "fit-x", contains: "padding" };
  fitLegends(spec, width);
  fitSteps(spec);
  fitYears(spec);
  fitPanels(spec, width);
  fitEqualScales(spec, width);
  return spec;
}
