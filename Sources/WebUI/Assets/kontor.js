// Comforts on top of pages that work without them: suggestions for lookups, one sending per form, focus on the faults, and no
// entry that is lost without a word.
import { suggest } from "./suggest.js";
import { search } from "./options.js";
import { guard } from "./entries.js";

for (const input of document.querySelectorAll("input[data-suggest]")) suggest(input);
for (const field of document.querySelectorAll("[data-many]")) search(field);
for (const form of document.querySelectorAll("form.record-form")) guard(form);

for (const form of document.querySelectorAll('form[method="post"]')) {
  form.addEventListener("submit", (event) => {
    if (event.defaultPrevented) return;
    if (form.dataset.sent) return event.preventDefault();
    form.dataset.sent = "yes";
    for (const button of form.querySelectorAll('button[type="submit"]')) button.setAttribute("aria-disabled", "true");
  });
}

// A page that comes back from the browser's memory may be sent again.
window.addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-sent]")) {
    delete form.dataset.sent;
    for (const button of form.querySelectorAll("[aria-disabled]")) button.removeAttribute("aria-disabled");
  }
});

document.getElementById("faults")?.focus();

// A filter sends only what is filled in, so that addresses stay readable.
document.querySelector("form.filter")?.addEventListener("formdata", (event) => {
  for (const [name, value] of [...event.formData]) if (value === "") event.formData.delete(name);
});

// An open sheet closes when something else is chosen.
const sheets = "details.person[open], details.delete[open], details.menu[open]";
document.addEventListener("click", (event) => {
  for (const open of document.querySelectorAll(sheets)) {
    if (!open.contains(event.target)) open.removeAttribute("open");
  }
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const open of document.querySelectorAll(sheets)) {
    open.removeAttribute("open");
    open.querySelector("summary")?.focus();
  }
});
