"use strict";
// Sends chosen files in pieces (tus 1.0) and goes on where an interruption cut them off.
const form = document.getElementById("gui-tep");
const PIECE_BYTES = 4 * 1024 * 1024;
const TRIES = 5;

function base64(text) {
  return btoa(String.fromCharCode(...new TextEncoder().encode(text)));
}

async function send(file, tell) {
  const opened = await fetch("/api/v1/uploads", {
    method: "POST",
    headers: {
      "Tus-Resumable": "1.0.0",
      "Upload-Length": String(file.size),
      "Upload-Metadata": "filename " + base64(file.name),
    },
  });
  if (!opened.ok) {
    throw new Error((await opened.json()).title);
  }
  const place = opened.headers.get("Location");
  let offset = 0;
  let left = TRIES;
  while (offset < file.size) {
    try {
      const answer = await fetch(place, {
        method: "PATCH",
        headers: {
          "Tus-Resumable": "1.0.0",
          "Content-Type": "application/offset+octet-stream",
          "Upload-Offset": String(offset),
        },
        body: file.slice(offset, offset + PIECE_BYTES),
      });
      if (!answer.ok) {
        throw new Error(String(answer.status));
      }
      offset = Number(answer.headers.get("Upload-Offset"));
      left = TRIES;
    } catch (error) {
      left -= 1;
      if (left < 0) {
        throw error;
      }
      await new Promise((resolve) => setTimeout(resolve, 2000));
      const asked = await fetch(place, { method: "HEAD" });
      offset = Number(asked.headers.get("Upload-Offset") ?? offset);
    }
    tell(offset / file.size);
  }
}

if (form) {
  form.hidden = false;
  const told = form.querySelector("[role=status]");
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const files = [...form.querySelector("input[type=file]").files];
    let done = 0;
    for (const file of files) {
      try {
        await send(file, (share) => {
          told.textContent = `${file.name}: ${Math.round(share * 100)}% (${done} / ${files.length} tệp)`;
        });
        done += 1;
      } catch (error) {
        told.textContent = `${file.name}: không gửi được (${error.message})`;
        return;
      }
    }
    told.textContent = `Đã gửi ${done} tệp; kho đang đọc. Tải lại trang để xem kết quả.`;
  });
}
