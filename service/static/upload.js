"use strict";
// Sends chosen files, or a whole folder, in pieces (tus 1.0) and goes on where an interruption cut them off.
const form = document.getElementById("gui-tep");
const PIECE_BYTES = 4 * 1024 * 1024;
const TRIES = 5;
const TOKEN = document.querySelector("meta[name=csrf]")?.content ?? "";
const AGAIN_MS = 2000;
const LISTED = 5;
const MIB = 1024 * 1024;
// What systems and programs leave in folders, by any part of the path.
const NOT_OURS = /^(\.|~\$|__MACOSX$|thumbs\.db$|desktop\.ini$)/i;

function base64(text) {
  return btoa(String.fromCharCode(...new TextEncoder().encode(text)));
}

// A file's path in the chosen folder, or its name.
function pathOf(file) {
  return file.webkitRelativePath || file.name;
}

// Where an upload of this very file goes on, also after the page was closed.
function keyOf(file) {
  return `upload:${pathOf(file)}:${file.size}:${file.lastModified}`;
}

async function offsetAt(place) {
  const asked = await fetch(place, { method: "HEAD" });
  return asked.ok ? Number(asked.headers.get("Upload-Offset")) : null;
}

async function opened(file) {
  const begun = localStorage.getItem(keyOf(file));
  const offset = begun ? await offsetAt(begun) : null;
  if (offset !== null) {
    return [begun, offset];
  }
  const path = file.webkitRelativePath ? ",relativePath " + base64(file.webkitRelativePath) : "";
  const answer = await fetch("/api/v1/uploads", {
    method: "POST",
    headers: {
      "X-CSRF-Token": TOKEN,
      "Tus-Resumable": "1.0.0",
      "Upload-Length": String(file.size),
      "Upload-Metadata": "filename " + base64(file.name) + path,
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
}

// What of a path is too much; empty where it can be kept. The service counts in the same way.
function unfitPath(path, [nameBytes, pathBytes, deepest]) {
  const parts = path.split("/").filter((part) => part);
  const sizes = parts.map((part) => new TextEncoder().encode(part).length);
  if (Math.max(...sizes) > nameBytes) {
    return `tên dài quá ${nameBytes} byte, hãy đặt tên ngắn hơn`;
  }
  if (parts.length > deepest) {
    return `sâu quá ${deepest} cấp, hãy chọn một thư mục con`;
  }
  const whole = sizes.reduce((sum, size) => sum + size, 0);
  return whole > pathBytes ? `đường dẫn dài quá ${pathBytes} byte, hãy chọn một thư mục con` : "";
}

// Why a file is not sent; empty where it is.
function unfit(file, mostBytes, limits) {
  const parts = file.webkitRelativePath ? file.webkitRelativePath.split("/").slice(1) : [];
  if (parts.some((part) => NOT_OURS.test(part))) {
    return "tệp ẩn hoặc của hệ điều hành";
  }
  if (file.size === 0) {
    return "tệp rỗng";
  }
  return file.size > mostBytes ? `quá ${Math.floor(mostBytes / MIB)} MiB` : unfitPath(pathOf(file), limits);
}

function listed(rows) {
  const more = rows.length > LISTED ? ` và ${rows.length - LISTED} tệp nữa` : "";
  return rows.slice(0, LISTED).join(", ") + more;
}

function sizeTold(bytes) {
  return bytes < MIB ? `${Math.max(1, Math.round(bytes / 1024))} KiB` : `${Math.round(bytes / MIB)} MiB`;
}

if (form) {
  const mostBytes = Number(form.dataset.mostBytes);
  const limits = form.dataset.pathLimits.split(" ").map(Number);
  const mostFiles = Number(form.dataset.mostFiles);
  const told = form.querySelector("[data-told]");
  const button = form.querySelector("button");
  const inputs = [...form.querySelectorAll("input[type=file]")];
  for (const part of form.querySelectorAll(".with-script")) {
    part.hidden = false;
  }

  const chosen = () => {
    const every = inputs.flatMap((input) => [...input.files]);
    const left = every.map((file) => [file, unfit(file, mostBytes, limits)]).filter(([, why]) => why);
    const files = every.filter((file) => !unfit(file, mostBytes, limits));
    return [files, left.map(([file, why]) => `${pathOf(file)} (${why})`)];
  };

  // What will be sent is said before anything is.
  const preview = () => {
    const [files, left] = chosen();
    const bytes = files.reduce((sum, file) => sum + file.size, 0);
    const over = files.length > mostFiles;
    button.disabled = over;
    told.textContent = over
      ? `Đã chọn ${files.length} tệp, mỗi lần nhiều nhất ${mostFiles}: hãy chọn từng thư mục con, hoặc dùng vanban ingest.`
      : `Sẽ gửi ${files.length} tệp, ${sizeTold(bytes)}.`;
    if (left.length) {
      told.textContent += ` Không gửi ${left.length}: ${listed(left)}.`;
    }
  };
  for (const input of inputs) {
    input.addEventListener("change", preview);
  }

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const [files, left] = chosen();
    if (!files.length) {
      told.textContent = left.length ? `Không có gì để gửi: ${listed(left)}.` : "Chưa chọn tệp nào.";
      return;
    }
    button.disabled = true;
    const failed = [];
    for (const [number, file] of files.entries()) {
      try {
        await send(file, (share) => {
          told.textContent = `${pathOf(file)}: ${Math.round(share * 100)}% (tệp ${number + 1} / ${files.length})`;
        });
      } catch (error) {
        failed.push(`${pathOf(file)} (${error.message})`);
      }
    }
    button.disabled = false;
    const sent = files.length - failed.length;
    told.textContent = `Đã gửi ${sent} / ${files.length} tệp${sent ? "; kho đang đọc" : ""}.`;
    if (left.length) {
      told.textContent += ` Không gửi ${left.length}: ${listed(left)}.`;
    }
    if (failed.length) {
      told.textContent += ` Chưa gửi được: ${listed(failed)}. Chọn lại rồi bấm Gửi để gửi tiếp; những tệp đã gửi không phải gửi lại. `;
      const look = document.createElement("a");
      look.href = "/status";
      look.textContent = "Xem kho đã nhận gì";
      told.append(look);
      return;
    }
    // only now: until all have come, those that have are known and not sent again
    for (const file of files) {
      localStorage.removeItem(keyOf(file));
    }
    setTimeout(() => window.location.reload(), AGAIN_MS);
  });
}
