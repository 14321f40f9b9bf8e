// Making elements. Text of the payload comes from people's files, so it only ever becomes text, never HTML.

/** element("p", {class: "note"}, "text", child, ...); attributes without a value are left out. */
function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    made.setAttribute(name, value === true ? "" : value);
  }
  made.append(...children.filter((child) => child !== null && child !== undefined));
  return made;
}

/** A link to a file beside the page, or null where `file` is not a plain relative path. */
function fileLink(file, text, label) {
  if (typeof file !== "string" || file === "" || /^([a-z][a-z0-9+.-]*:|[\\/])/i.test(file)) return null;
  const href = file.split("/").map(encodeURIComponent).join("/");
  return element("a", { href, class: "file", "aria-label": label }, text);
}

/** A button that is off or on. `pressed` is told the new state. */
function toggle(text, on, pressed) {
  const button = element("button", { type: "button", class: "button", "aria-pressed": String(on) }, text);
  button.addEventListener("click", () => {
    const now = button.getAttribute("aria-pressed") !== "true";
    button.setAttribute("aria-pressed", String(now));
    pressed(now);
  });
  return button;
}

/** Only colours written as #rrggbb go into a style. */
function colour(text) {
  return /^#[0-9a-f]{3,8}$/i.test(text) ? text : "transparent";
}
