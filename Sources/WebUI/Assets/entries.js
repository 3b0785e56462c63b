// Keeps what was entered into a record's form: warns before it is left, takes it along into another language, and does not send
// what the browser would leave out.
export function guard(form) {
  const snapshot = () =>
    JSON.stringify([...new FormData(form)].map(([name, value]) => [name, value instanceof File ? value.name + value.size : value]));
  const first = snapshot();
  let isLeaving = false;
  const isUnsaved = () => form.dataset.unsaved === "yes" || snapshot() !== first;

  window.addEventListener("beforeunload", (event) => {
    if (isLeaving || !isUnsaved()) return;
    event.preventDefault();
    event.returnValue = "";
  });
  window.addEventListener("pageshow", () => { isLeaving = false; });

  // "Cancel" says that the entries are not wanted.
  for (const link of form.querySelectorAll("[data-leave]")) link.addEventListener("click", () => { isLeaving = true; });

  const say = (input, text) => {
    clear(input);
    const fault = document.createElement("p");
    fault.className = "fault by-script";
    fault.id = `${input.id}-script-fault`;
    fault.setAttribute("role", "alert");
    fault.textContent = text;
    input.after(fault);
    input.setAttribute("aria-invalid", "true");
    input.dataset.described = input.getAttribute("aria-describedby") ?? "";
    input.setAttribute("aria-describedby", `${input.dataset.described} ${fault.id}`.trim());
  };
  const clear = (input) => {
    const fault = document.getElementById(`${input.id}-script-fault`);
    if (!fault) return;
    fault.remove();
    input.removeAttribute("aria-invalid");
    if (input.dataset.described) input.setAttribute("aria-describedby", input.dataset.described);
    else input.removeAttribute("aria-describedby");
  };

  const isTooLarge = (input) => input.files?.[0] && input.files[0].size > Number(input.dataset.limit);
  for (const input of form.querySelectorAll('input[type="file"][data-limit]')) {
    input.addEventListener("change", () => (isTooLarge(input) ? say(input, input.dataset.tooLarge) : clear(input)));
  }

  // A file that is too large, and half a date, of which a browser sends nothing at all: that would take the stored one away.
  form.addEventListener("submit", (event) => {
    const wrong = [];
    for (const input of form.querySelectorAll("input")) {
      if (input.dataset.limit && isTooLarge(input)) {
        say(input, input.dataset.tooLarge);
        wrong.push(input);
      } else if (input.validity.badInput) {
        say(input, form.dataset.incomplete);
        wrong.push(input);
      } else clear(input);
    }
    if (wrong.length) {
      event.preventDefault();
      wrong[0].focus();
      return;
    }
    isLeaving = true;
  });

  // Another language: the form goes there with what is in it.
  for (const link of document.querySelectorAll(".languages a[hreflang]")) {
    link.addEventListener("click", (event) => {
      if (!isUnsaved() || event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      const wish = document.createElement("input");
      Object.assign(wish, { type: "hidden", name: ".switch", value: link.getAttribute("hreflang") });
      form.append(wish);
      isLeaving = true;
      form.submit();
    });
  }
}
