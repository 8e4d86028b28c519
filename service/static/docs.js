"use strict";
// Adds "Gửi thử" (try it) to the API page. The page is complete without this script.
for (const form of document.querySelectorAll("form.try")) {
  const button = form.querySelector("button");
  const answer = form.querySelector(".answer");
  button.hidden = false;
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    let path = form.dataset.path;
    const query = new URLSearchParams();
    for (const input of form.querySelectorAll("input[data-place]")) {
      if (input.dataset.place === "path") {
        path = path.replace("{" + input.name + "}", encodeURIComponent(input.value))
          .replace("{" + input.name + ":path}", encodeURIComponent(input.value));
      } else if (input.value) {
        query.append(input.name, input.value);
      }
    }
    const token = document.querySelector("meta[name=csrf]");
    const options = { method: form.dataset.method.toUpperCase(), headers: token ? { "X-CSRF-Token": token.content } : {} };
    const body = form.querySelector("textarea");
    if (body) {
      options.body = body.value;
      options.headers["Content-Type"] = form.dataset.body;
    }
    answer.hidden = false;
    answer.textContent = "Đang gửi…";
    try {
      const response = await fetch(path + (query.size ? "?" + query : ""), options);
      const text = await response.text();
      let shown = text;
      try { shown = JSON.stringify(JSON.parse(text), null, 2); } catch { /* not JSON: shown as it came */ }
      answer.textContent = response.status + " " + response.statusText + "\n\n" + shown;
    } catch (error) {
      answer.textContent = "Không gửi được: " + error.message;
    }
  });
}
