// Many options of which several can be chosen: a search over the list, and a box for each that was chosen from it.
export function search(field) {
  const find = field.querySelector(".find");
  const list = field.querySelector("select");
  const chosen = field.querySelector(".chosen");
  const name = list.name;
  // The boxes are sent; what the keyboard merely passes in the list is not.
  list.removeAttribute("name");
  const all = [...list.options].filter((option) => option.value !== "");
  const fold = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").replace(/ß/g, "ss").toLowerCase();

  const show = () => {
    const words = fold(find.value).split(/\s+/).filter(Boolean);
    const taken = new Set([...chosen.querySelectorAll("input")].map((box) => box.value));
    list.replaceChildren(
      ...all.filter((option) => !taken.has(option.value) && words.every((word) => fold(option.text).includes(word))));
  };

  const add = (option) => {
    const label = document.createElement("label");
    const box = document.createElement("input");
    Object.assign(box, { type: "checkbox", name, value: option.value, checked: true });
    label.append(box, ` ${option.text}`);
    chosen.append(label);
  };

  for (const option of all) if (option.selected) add(option);
  // What is chosen has a box; the list only offers.
  const take = () => {
    for (const option of [...list.selectedOptions]) {
      if (option.value) add(option);
      option.selected = false;
    }
    show();
  };
  find.hidden = false;
  find.addEventListener("input", show);
  find.addEventListener("keydown", (event) => {
    if (event.key === "Enter") {
      event.preventDefault();
      if (list.options.length === 1) {
        list.options[0].selected = true;
        take();
      }
    }
  });
  // With the mouse a click takes an option; with the keyboard Enter does, since the arrows only go through the list.
  list.addEventListener("click", take);
  list.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" && event.key !== " ") return;
    event.preventDefault();
    take();
  });
  for (const option of all) option.selected = false;
  show();
}
