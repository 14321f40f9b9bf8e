// What maps, charts and tables have in common: a heading, a body, a caption and links to files.

/** `tools`: links and buttons below the figure, null for none. */
function frameItem(item, body, tools) {
  const heading = element("h3", {}, item.title);
  const foot = element("div", { class: "foot" });
  if (item.caption) foot.append(element("p", { class: "caption" }, item.caption));
  const shown = tools.filter((tool) => tool !== null);
  if (shown.length > 0) foot.append(element("div", { class: "tools" }, ...shown));
  if (item.type === "table")
    return element("section", { class: "item table", id: item.id }, heading, body, foot);
  const caption = element("figcaption", {}, ...foot.childNodes);
  return element(
    "section",
    { class: `item ${item.type}`, id: item.id },
    heading,
    element("figure", {}, body, caption),
  );
}
