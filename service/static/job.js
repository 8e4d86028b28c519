"use strict";
// Keeps the card of running work up to date. Without this script the page shows where it stood when it was opened.
const card = document.querySelector("[data-events]");
if (card && window.EventSource) {
  const stream = new EventSource(card.dataset.events);
  stream.addEventListener("job", (event) => {
    const job = JSON.parse(event.data);
    for (const place of card.querySelectorAll("[data-job]")) {
      const value = job[place.dataset.job];
      if (place.tagName === "PROGRESS") {
        place.value = value;
      } else {
        place.textContent = value;
      }
    }
  });
  stream.addEventListener("end", () => {
    stream.close();
    window.location.reload();
  });
}
