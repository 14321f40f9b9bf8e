// Tables: sorted by any column, searched and cut short where they are long.

const fewRows = 12;
const rowsAtFirst = 25;
const collator = new Intl.Collator("en", { numeric: true, sensitivity: "base" });

function cellText(value, column) {
  if (value === null || value === undefined || value === "") return "\u2013";
  if (column.kind !== "number") return String(value);
  const digits = column.digits ?? 0;
  if (value < (column.least ?? -Infinity)) return `< ${column.least.toFixed(digits)}`;
  const text = value.toLocaleString("en-US", {
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
    useGrouping: column.grouped === true,
  });
  return text.replace("-", "\u2212");
}

/** Rows without a value come last, whichever the direction. */
function compareCells(a, b, direction) {
  const none = (value) => value === null || value === undefined || value === "";
  if (none(a) || none(b)) return Number(none(a)) - Number(none(b));
  const order =
    typeof a === "number" && typeof b === "number" ? a - b : collator.compare(String(a), String(b));
  return direction * order;
}

function cellClass(column) {
  return column.kind === "number" ? "numeric" : "text";
}

/** Thousands are set apart in a column with numbers of five digits; below that they may be years. */
function withGrouping(item) {
  return item.columns.map((column, i) => ({
    ...column,
    grouped: item.rows.some((row) => Math.abs(row[i]) >= 1e4),
  }));
}

function tableRow(cells, columns) {
  const row = element("tr");
  columns.forEach((column, i) => {
    const text = cellText(cells[i], column);
    const kind = cellClass(column);
    row.append(
      i === 0 ? element("th", { scope: "row", class: kind }, text) : element("td", { class: kind }, text),
    );
  });
  return row;
}

function headerCell(column, sort) {
  const button = element(
    "button",
    { type: "button", class: "sort" },
    element("span", { class: "sort-label" }, column.label),
  );
  if (column.unit) button.append(" ", element("span", { class: "unit" }, column.unit));
  button.addEventListener("click", sort);
  return element("th", { scope: "col", class: cellClass(column), "aria-sort": "none" }, button);
}

/** What a table shows: rows that hold the searched words, sorted. */
function selectedRows(rows, state) {
  const words = state.search.toLowerCase().split(/\s+/).filter(Boolean);
  const found = rows.filter((row) => {
    const text = row
      .map((value) => value ?? "")
      .join(" ")
      .toLowerCase();
    return words.every((word) => text.includes(word));
  });
  if (state.column >= 0)
    found.sort((a, b) => compareCells(a[state.column], b[state.column], state.direction));
  return found;
}

function searchField(item, changed) {
  const id = `${item.id}-search`;
  const input = element("input", { type: "search", id, autocomplete: "off", spellcheck: "false" });
  input.addEventListener("input", () => changed(input.value));
  return element("div", { class: "search" }, element("label", { for: id }, "Search"), input);
}

function renderTable(item) {
  const state = { search: "", column: -1, direction: 1, all: false };
  const columns = withGrouping(item);
  const body = element("tbody");
  const status = element("p", { class: "status", role: "status" });
  const all = element("button", { type: "button", class: "button" });
  const headers = columns.map((column, i) =>
    headerCell(column, () => {
      state.direction = state.column === i ? -state.direction : 1;
      state.column = i;
      show();
    }),
  );

  function show() {
    const found = selectedRows(item.rows, state);
    const shown = state.all ? found : found.slice(0, rowsAtFirst);
    body.replaceChildren(...shown.map((row) => tableRow(row, columns)));
    headers.forEach((header, i) =>
      header.setAttribute(
        "aria-sort",
        i !== state.column ? "none" : state.direction > 0 ? "ascending" : "descending",
      ),
    );
    status.textContent =
      shown.length === item.rows.length
        ? `${item.rows.length} rows`
        : `${shown.length} of ${found.length === item.rows.length ? "" : `${found.length} found, of `}` +
          `${item.rows.length} rows`;
    all.hidden = (shown.length === found.length && !state.all) || found.length <= rowsAtFirst;
    all.textContent = state.all ? `Show the first ${rowsAtFirst}` : `Show all ${found.length}`;
  }
  all.addEventListener("click", () => {
    state.all = !state.all;
    show();
  });

  const table = element("table", {}, element("thead", {}, element("tr", {}, ...headers)), body);
  table.setAttribute("aria-label", item.title);
  const box = element(
    "div",
    { class: "table-box", tabindex: "0", role: "group", "aria-label": item.title },
    table,
  );
  const long = item.rows.length > fewRows;
  const top = long
    ? element(
        "div",
        { class: "table-top" },
        searchField(item, (text) => {
          state.search = text;
          show();
        }),
        status,
      )
    : null;
  show();
  return frameItem(item, element("div", { class: "table-body" }, top, box, long ? all : null), [
    fileLink(item.file, "CSV", `${item.title}: table as CSV`),
  ]);
}
