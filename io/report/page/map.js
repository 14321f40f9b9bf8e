// Maps: pictures on top of each other, one a frame; a slider shows one of them, or all are side by side.

const mostTicks = 6;

/** 1, 2 or 5 times a power of ten: the largest that is not above `limit`. */
function niceBelow(limit) {
  const power = 10 ** Math.floor(Math.log10(limit));
  return power * [5, 2, 1].find((step) => step * power <= limit * (1 + 1e-9));
}

function niceTicks(low, high) {
  if (!(high > low)) return [low];
  let step = niceBelow((high - low) / 2);
  for (const finer of [step / 2, step / 2.5, step / 5])
    if (Math.floor((high - low) / finer) + 1 <= mostTicks) step = niceBelow(finer);
  const ticks = [];
  for (let i = Math.ceil(low / step - 1e-9); i * step <= high + step * 1e-9; ++i)
    ticks.push(Number((i * step).toPrecision(12)));
  return ticks;
}

function rampLegend(legend) {
  const values = legend.stops.map((stop) => stop.value);
  const low = values[0];
  const high = values[values.length - 1];
  const share = (value) => (high > low ? (100 * (value - low)) / (high - low) : 0);
  const label = `Colour scale, ${legend.title}: ${values.length} colours from ${low} to ${high}`;
  const bar = element("div", { class: "ramp", role: "img", "aria-label": label });
  const colours = legend.stops.map((stop) => `${colour(stop.colour)} ${share(stop.value)}%`);
  bar.style.background = `linear-gradient(to right, ${colours.join(", ")})`;
  const ticks = element("div", { class: "ticks", "aria-hidden": "true" });
  for (const tick of niceTicks(low, high)) {
    const mark = element("span", {}, String(tick).replace("-", "\u2212"));
    mark.style.left = `${share(tick)}%`;
    ticks.append(mark);
  }
  return element(
    "div",
    { class: "legend" },
    element("p", { class: "legend-title" }, legend.title),
    element("div", { class: "ramp-box" }, bar, ticks),
  );
}

function classLegend(legend) {
  const list = element("ul", { class: "swatches" });
  for (const entry of legend.classes) {
    const swatch = element("span", { class: "swatch", "aria-hidden": "true" });
    swatch.style.background = colour(entry.colour);
    list.append(element("li", {}, swatch, entry.label));
  }
  return element("div", { class: "legend" }, element("p", { class: "legend-title" }, legend.title), list);
}

function renderLegend(legend) {
  return legend.kind === "ramp" ? rampLegend(legend) : classLegend(legend);
}

/** `across`: kilometres from the left edge of the picture to the right one. */
function scaleBar(across) {
  const length = niceBelow(across * 0.3);
  const text = length >= 1 ? `${length} km` : `${Math.round(length * 1000)} m`;
  const bar = element("div", { class: "scale" }, element("span", {}, text));
  bar.style.width = `${(100 * length) / across}%`;
  return bar;
}

function renderFrame(item, frame) {
  const several = item.frames.length > 1;
  const picture = (source, alt, kind) =>
    element("img", {
      src: source,
      alt,
      class: kind,
      width: item.width,
      height: item.height,
      decoding: "async",
    });
  const stage = element("div", { class: item.width < 600 ? "stage coarse" : "stage" });
  stage.style.setProperty("--ratio", String(item.width / item.height));
  if (item.backdrop) stage.append(picture(item.backdrop, "", "backdrop"));
  stage.append(picture(frame.image, several ? `${item.alt}: ${frame.label}` : item.alt, "layer"));
  if (item.overlay) stage.append(picture(item.overlay.image, "", "overlay"));
  if (item.scale_km > 0) stage.append(scaleBar(item.scale_km));
  const label = several ? element("p", { class: "frame-label" }, frame.label) : null;
  return element("div", { class: "frame" }, label, stage);
}

/** The slider and its label; `show` is told which frame. */
function frameSlider(item, show) {
  const last = item.frames.length - 1;
  const name = element("output", { class: "slider-label", "aria-live": "polite" });
  const slider = element("input", {
    type: "range",
    min: 0,
    max: last,
    step: 1,
    value: last,
    "aria-label": `${item.title}: shown`,
  });
  const shown = () => {
    const { label } = item.frames[Number(slider.value)];
    name.textContent = label;
    slider.setAttribute("aria-valuetext", label);
    show(Number(slider.value));
  };
  slider.addEventListener("input", shown);
  shown();
  const ends = element(
    "div",
    { class: "slider-ends", "aria-hidden": "true" },
    element("span", {}, item.frames[0].label),
    element("span", {}, item.frames[last].label),
  );
  return element("div", { class: "slider" }, name, element("div", { class: "slider-track" }, slider, ends));
}

function mapControls(item, frames, body) {
  const controls = element("div", { class: "controls" });
  const buttons = element("div", { class: "buttons" });
  if (item.frames.length > 1) {
    controls.append(
      frameSlider(item, (index) =>
        frames.forEach((frame, i) => frame.classList.toggle("current", i === index)),
      ),
    );
    buttons.append(toggle("Side by side", false, (on) => body.classList.toggle("all", on)));
  } else {
    frames[0].classList.add("current");
  }
  if (item.overlay)
    buttons.append(toggle(item.overlay.label, true, (on) => body.classList.toggle("bare", !on)));
  if (buttons.children.length > 0) controls.append(buttons);
  return controls.children.length > 0 ? controls : null;
}

/** All frames of a map are on one page. */
function columnsOnPaper(frames) {
  if (frames === 4) return 2;
  if (frames <= 9) return Math.min(frames, 3);
  return frames <= 20 ? 5 : 6;
}

function renderMap(item) {
  const frames = item.frames.map((frame) => renderFrame(item, frame));
  const body = element("div", { class: "map-body" });
  const columns = columnsOnPaper(frames.length);
  body.style.setProperty("--columns", String(columns));
  body.style.setProperty("--rows", String(Math.ceil(frames.length / columns)));
  body.append(
    ...[mapControls(item, frames, body)].filter(Boolean),
    element("div", { class: "frames" }, ...frames),
  );
  if (item.legend) body.append(renderLegend(item.legend));
  const files = item.frames.map((frame) =>
    fileLink(
      frame.file,
      item.frames.length > 1 ? frame.label : "PNG",
      `${item.title}, ${frame.label}: picture, PNG`,
    ),
  );
  const some = files.some((file) => file !== null);
  return frameItem(
    item,
    body,
    some && item.frames.length > 1
      ? [element("span", { class: "tools-label" }, "Pictures"), ...files]
      : files,
  );
}
