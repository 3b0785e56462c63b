// Comforts on top of pages that work without them: suggestions for lookups, one sending per form, focus on the faults.
import { suggest } from "./suggest.js";

for (const input of document.querySelectorAll("input[data-suggest]")) suggest(input);

for (const form of document.querySelectorAll('form[method="post"]')) {
  form.addEventListener("submit", (event) => {
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

// A file that is too large is told of before it is sent.
for (const input of document.querySelectorAll('input[type="file"][data-limit]')) {
  input.addEventListener("change", () => {
    input.parentElement.querySelector("p.fault")?.remove();
    if (!input.files[0] || input.files[0].size <= Number(input.dataset.limit)) return;
    input.value = "";
    const fault = document.createElement("p");
    fault.className = "fault";
    fault.setAttribute("role", "alert");
    fault.textContent = input.dataset.tooLarge;
    input.after(fault);
  });
}

document.getElementById("faults")?.focus();

// A filter sends only what is filled in, so that addresses stay readable.
document.querySelector("form.filter")?.addEventListener("formdata", (event) => {
  for (const [name, value] of [...event.formData]) if (value === "") event.formData.delete(name);
});

// An open sheet closes when something else is chosen.
document.addEventListener("click", (event) => {
  for (const open of document.querySelectorAll("details.person[open], details.delete[open]")) {
    if (!open.contains(event.target)) open.removeAttribute("open");
  }
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const open of document.querySelectorAll("details.person[open], details.delete[open]")) {
    open.removeAttribute("open");
    open.querySelector("summary")?.focus();
  }
});
