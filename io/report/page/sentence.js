// Sentences whose numbers can be traced to the archive.

function numberSpan(number) {
  if (number.source === undefined) return document.createTextNode(number.text);
  return element(
    "span",
    {
      class: "number",
      "data-value": String(number.value),
      "data-source": number.source,
      title: number.source,
    },
    number.text,
  );
}

function renderSentence(sentence) {
  const warning = sentence.level === "warning";
  const made = element("p", { class: warning ? "sentence warning" : "sentence" });
  if (warning) made.append(element("strong", { class: "tag" }, "Caution"), " ");
  const numbers = sentence.numbers ?? [];
  // Splitting by a group leaves text and indices in turns.
  sentence.text.split(/\{(\d+)\}/).forEach((part, i) => {
    const number = i % 2 === 1 ? numbers[Number(part)] : undefined;
    if (number) made.append(numberSpan(number));
    else made.append(i % 2 === 1 ? `{${part}}` : part.replace(/^ %/, "\u00a0%"));
  });
  return made;
}
