// Light and dark. Colours are custom properties of report.css; charts read them from there.

const root = document.documentElement;

function isDark() {
  return root.dataset.theme === "dark";
}

function property(name) {
  return getComputedStyle(root).getPropertyValue(name).trim();
}

/** `changed` is called after each change of theme. */
function setUpTheme(changed) {
  const button = document.getElementById("theme");
  const apply = (dark) => {
    root.dataset.theme = dark ? "dark" : "light";
    button.setAttribute("aria-pressed", String(dark));
  };
  apply(isDark());
  button.addEventListener("click", () => {
    apply(!isDark());
    try {
      localStorage.setItem("minenpp-theme", root.dataset.theme);
    } catch {
      // Storage may be forbidden to files: the choice then holds for this visit.
    }
    changed();
  });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", (event) => {
    apply(event.matches);
    changed();
  });
}
