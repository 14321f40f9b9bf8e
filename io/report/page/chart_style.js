// How charts look, in each theme. The templates of the figures say what is drawn.

/** Pixels for a label of an axis. */
function labelLimit(width) {
  return width < 500 ? 132 : 220;
}

function chartConfig(width) {
  const ink = property("--ink");
  const soft = property("--ink-soft");
  const rule = property("--rule");
  const columns = Math.max(2, Math.floor(width / 190));
  const categories = property("--categories").split(/\s+/);
  const shades = (scheme) => ({ scheme, extent: isDark() ? [0.25, 1] : [0, 0.86] });
  return {
    background: "transparent",
    font: property("--sans"),
    aria: false, // the picture as a whole has its text; marks one by one would be noise
    padding: { left: 2, top: 6, right: 6, bottom: 2 },
    view: { stroke: null },
    axis: {
      labelColor: soft,
      titleColor: soft,
      gridColor: rule,
      domainColor: soft,
      tickColor: soft,
      labelFontSize: 12,
      titleFontSize: 12,
      titleFontWeight: 500,
      labelPadding: 6,
      titlePadding: 10,
      gridOpacity: 0.8,
      labelLimit: labelLimit(width),
      labelOverlap: true,
      labelSeparation: 6,
    },
    axisX: { grid: false, ticks: true, tickSize: 4 },
    axisY: { domain: false, ticks: false },
    axisXQuantitative: { tickCount: width < 500 ? 5 : 8 },
    axisYQuantitative: { tickCount: 6 },
    legend: {
      orient: "bottom",
      direction: "horizontal",
      columns,
      columnPadding: 14,
      rowPadding: 4,
      offset: 14,
      labelColor: ink,
      titleColor: soft,
      labelFontSize: 12,
      titleFontSize: 12,
      titleFontWeight: 500,
      labelLimit: Math.max(90, (width - 70) / columns - 34),
      symbolSize: 80,
      symbolStrokeWidth: 2,
      titleLimit: width - 20,
      gradientLength: Math.min(240, width - 60),
      gradientThickness: 12,
      layout: { bottom: { anchor: "start", direction: "vertical", margin: 8 } },
    },
    header: {
      labelColor: ink,
      titleColor: soft,
      labelFontSize: 13,
      labelFontWeight: 600,
      labelAnchor: "start",
      labelPadding: 8,
      labelLimit: width - 20,
    },
    mark: { color: categories[0] },
    line: { strokeWidth: 2, strokeCap: "round", strokeJoin: "round" },
    point: { filled: true, size: 42 },
    rule: { color: soft },
    text: { color: ink, fontSize: 12 },
    errorbar: { rule: { color: ink } },
    style: {
      reference: { color: soft, stroke: soft, strokeDash: [5, 4], strokeWidth: 1.5 },
      "reference-label": { color: soft, fill: soft, fontSize: 12 },
      error: { color: ink, stroke: ink, strokeWidth: 1.2 },
      "value-label": { color: ink, fill: ink, fontSize: 12 },
    },
    range: {
      category: categories,
      ordinal: shades("viridis"),
      ramp: shades("viridis"),
      heatmap: { scheme: "viridis" },
      symbol: ["circle", "square", "triangle-up", "diamond", "cross"],
    },
  };
}
