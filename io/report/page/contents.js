// The list of sections: beside the report where there is room, folded away on a phone.

const wideEnough = matchMedia("(min-width: 68rem)");

function contentsEntry(section) {
  const items = element("ol");
  for (const item of section.items ?? [])
    items.append(element("li", {}, element("a", { href: `#${encodeURIComponent(item.id)}` }, item.title)));
  const entry = element(
    "li",
    {},
    element("a", { href: `#${encodeURIComponent(section.id)}` }, section.title),
  );
  if (items.children.length > 0) entry.append(items);
  return entry;
}

/** Marks the section that is being read. */
function followReading(nav, sections) {
  const links = new Map(
    sections.map((section) => [
      section.id,
      nav.querySelector(`a[href="#${CSS.escape(encodeURIComponent(section.id))}"]`),
    ]),
  );
  const mark = () => {
    const line = innerHeight * 0.3;
    let current = sections[0];
    for (const section of sections)
      if (document.getElementById(section.id)?.getBoundingClientRect().top <= line) current = section;
    for (const [id, link] of links) {
      if (id === current?.id) link?.setAttribute("aria-current", "true");
      else link?.removeAttribute("aria-current");
    }
  };
  let waiting = false;
  addEventListener(
    "scroll",
    () => {
      if (waiting) return;
      waiting = true;
      requestAnimationFrame(() => {
        waiting = false;
        mark();
      });
    },
    { passive: true },
  );
  mark();
}

function setUpContents(sections) {
  const nav = document.getElementById("contents");
  const list = element("ol", {}, ...sections.map(contentsEntry));
  const details = element("details", {}, element("summary", {}, "Contents"), list);
  nav.append(details);
  const fold = () => {
    details.open = wideEnough.matches;
  };
  fold();
  wideEnough.addEventListener("change", fold);
  list.addEventListener("click", (event) => {
    if (event.target.closest("a") && !wideEnough.matches) details.open = false;
  });
  followReading(nav, sections);
}
