"use strict";
// Says that long work has begun, until the answer replaces the page; a form is not sent twice meanwhile.
for (const form of document.querySelectorAll("form[data-busy]")) {
  const told = form.querySelector("[data-told]");
  const buttons = form.querySelectorAll("button");
  form.addEventListener("submit", (event) => {
    if (event.submitter && event.submitter.value === "docx") {
      return; // a file is fetched, the page stays
    }
    told.textContent = form.dataset.busy;
    setTimeout(() => buttons.forEach((button) => (button.disabled = true))); // after the form is gathered
  });
  window.addEventListener("pageshow", () => {
    told.textContent = "";
    buttons.forEach((button) => (button.disabled = false));
  });
}
