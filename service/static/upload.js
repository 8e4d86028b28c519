"use strict";
// Sends chosen files in pieces (tus 1.0) and goes on where an interruption cut them off.
const form = document.getElementById("gui-tep");
const PIECE_BYTES = 4 * 1024 * 1024;
const TRIES = 5;
const TOKEN = document.querySelector("meta[name=csrf]")?.content ?? "";
const AGAIN_MS = 2000;

function base64(text) {
  return btoa(String.fromCharCode(...new TextEncoder().encode(text)));
}

// Where an upload of this very file goes on, also after the page was closed.
function keyOf(file) {
  return `upload:${file.name}:${file.size}:${file.lastModified}`;
}

async function offsetAt(place) {
  const asked = await fetch(place, { method: "HEAD" });
  return asked.ok ? Number(asked.headers.get("Upload-Offset")) : null;
}

async function opened(file) {
  if (file.size === 0) {
    throw new Error("tệp rỗng, không có gì để gửi");
  }
  const begun = localStorage.getItem(keyOf(file));
  const offset = begun ? await offsetAt(begun) : null;
  if (offset !== null) {
    return [begun, offset];
  }
  const answer = await fetch("/api/v1/uploads", {
    method: "POST",
    headers: {
      "X-CSRF-Token": TOKEN,
      "Tus-Resumable": "1.0.0",
      "Upload-Length": String(file.size),
      "Upload-Metadata": "filename " + base64(file.name),
    },
  });
  if (!answer.ok) {
    const said = await answer.json();
    throw new Error(`${said.title} ${said.detail}`);
  }
  const place = answer.headers.get("Location");
  localStorage.setItem(keyOf(file), place);
  return [place, 0];
}

async function send(file, tell) {
  let [place, offset] = await opened(file);
  let left = TRIES;
  while (offset < file.size) {
    try {
      const answer = await fetch(place, {
        method: "PATCH",
        headers: {
          "X-CSRF-Token": TOKEN,
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
      await new Promise((resolve) => setTimeout(resolve, AGAIN_MS));
      offset = (await offsetAt(place).catch(() => null)) ?? offset;
    }
    tell(offset / file.size);
  }
  localStorage.removeItem(keyOf(file));
}

if (form) {
  form.hidden = false;
  const told = form.querySelector("[role=status]");
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const button = form.querySelector("button");
    button.disabled = true;
    const files = [...form.querySelector("input[type=file]").files];
    const failed = [];
    for (const [number, file] of files.entries()) {
      try {
        await send(file, (share) => {
          told.textContent = `${file.name}: ${Math.round(share * 100)}% (tệp ${number + 1} / ${files.length})`;
        });
      } catch (error) {
        failed.push(`${file.name} (${error.message})`);
      }
    }
    button.disabled = false;
    const sent = files.length - failed.length;
    told.textContent = `Đã gửi ${sent} / ${files.length} tệp${sent ? "; kho đang đọc" : ""}.`;
    if (failed.length) {
      told.textContent += ` Chưa gửi được: ${failed.join(", ")}. Tệp bị đứt giữa chừng thì chọn lại rồi bấm Gửi để gửi tiếp. `;
      const look = document.createElement("a");
      look.href = "/status";
      look.textContent = "Xem kho đã nhận gì";
      told.append(look);
    } else {
      setTimeout(() => window.location.reload(), AGAIN_MS);
    }
  });
}
