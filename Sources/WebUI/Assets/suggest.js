// Suggestions for a lookup field: asks the server while the person types and fills the field's datalist.
export function suggest(input) {
  const list = document.getElementById(input.getAttribute("list"));
  const id = input.form.elements[input.name.replace(/\.name$/, "")];
  const was = input.form.elements[input.name.replace(/\.name$/, ".was")];
  const kinds = document.querySelector(`select[data-kinds-of="${input.id}"]`);
  const known = new Map();
  let timer, running;

  const choose = () => {
    const chosen = known.get(input.value);
    if (chosen) {
      id.value = chosen;
      was.value = input.value;
    } else if (input.value !== was.value) {
      id.value = "";
    }
  };

  const ask = async () => {
    running?.abort();
    running = new AbortController();
    try {
      const address = `${input.dataset.suggest}?q=${encodeURIComponent(input.value)}`;
      const answer = await fetch(address, { signal: running.signal, headers: { Accept: "application/json" } });
      if (!answer.ok) return;
      const options = [];
      for (const { id: key, label } of await answer.json()) {
        // A label is of one record alone; a title that several have is never taken for one of them.
        known.set(label, key);
        const option = document.createElement("option");
        option.value = label;
        options.push(option);
      }
      list.replaceChildren(...options);
      choose();
    } catch (error) {
      if (error.name !== "AbortError") list.replaceChildren();
    }
  };

  // Another kind of record: what was suggested and chosen is of the old one.
  kinds?.addEventListener("change", () => {
    input.dataset.suggest = kinds.selectedOptions[0].dataset.source;
    known.clear();
    list.replaceChildren();
    input.value = id.value = "";
    ask();
  });
  input.addEventListener("input", () => {
    choose();
    clearTimeout(timer);
    timer = setTimeout(ask, 150);
  });
  input.addEventListener("focus", () => { if (!list.children.length) ask(); }, { once: true });
}
