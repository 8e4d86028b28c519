// Keys of the entry screen beyond Enter: Escape leaves the paper for later, Ctrl+Z in an empty box takes the last one back.
document.addEventListener("keydown", event => {
  const box = event.target;
  if (event.key === "Escape") {
    document.getElementById("skip")?.click();
  } else if (event.key.toLowerCase() === "z" && event.ctrlKey && !(box instanceof HTMLInputElement && box.value)) {
    const undo = document.getElementById("undo");
    if (undo) {
      event.preventDefault();
      undo.requestSubmit();
    }
  }
});
