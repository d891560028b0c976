/* Files by drag, paste or camera, each sent by itself and acknowledged by itself. Without this file the form
   sends them all at once. A line that breaks loses nothing that was acknowledged: what was not is sent again
   under the same id, so that it stands once. */

const form = document.querySelector("form[data-files]");
const list = form?.querySelector("[data-sending]");
const pieces = document.getElementById("minh-chung");

// One after another: a poor line carries one whole rather than three in pieces, and answers come in order.
let before = Promise.resolve();
const send = (file, id, row) => {
  before = before.then(() => sent(file, id, row));
};

const sent = (file, id, row) => new Promise((done) => {
  const bar = row.querySelector("progress");
  const told = row.querySelector("span");
  const body = new FormData();
  body.append("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
  body.append("id", id);
  body.append("caption", form.elements.caption.value);
  body.append("files", file, file.name);
  const request = new XMLHttpRequest();
  request.open("POST", location.pathname);
  request.setRequestHeader("HX-Request", "true");
  request.upload.addEventListener("progress", (event) => {
    if (event.lengthComputable) bar.value = event.loaded / event.total;
  });
  const failed = (words) => {
    bar.hidden = true;
    told.textContent = ` ${words} `;
    const again = document.createElement("button");
    again.type = "button";
    again.className = "link";
    again.textContent = list.dataset.wordsAgain;
    again.addEventListener("click", () => {
      again.remove();
      bar.hidden = false;
      bar.value = 0;
      told.textContent = "";
      send(file, id, row);
    });
    row.append(again);
  };
  request.addEventListener("error", () => failed(list.dataset.wordsBroken));
  request.addEventListener("abort", () => failed(list.dataset.wordsBroken));
  request.addEventListener("load", () => {
    const isPiece = request.getResponseHeader("Content-Type")?.startsWith("text/html") && !request.responseText.includes("<html");
    if (!isPiece) {
      failed(request.status >= 500 ? list.dataset.wordsBroken : list.dataset.wordsSession);
      return;
    }
    pieces.innerHTML = request.responseText; // of our own making, escaped there
    bar.remove();
    const refusal = pieces.querySelector(":scope > .note[role=alert]");
    if (refusal) row.replaceChildren(refusal); // stays beside the form when the list comes again
    else told.textContent = ` ${list.dataset.wordsSent}`;
  });
  request.addEventListener("loadend", done);
  request.send(body);
});

const offer = (files) => {
  for (const file of files) {
    const row = document.createElement("li");
    row.append(file.name, document.createElement("span"), document.createElement("progress"));
    row.querySelector("progress").value = 0;
    list.append(row);
    send(file, newId(), row);
  }
};

// randomUUID is there on https and on this machine only; an office may serve its own network without.
const newId = () => {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const digits = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return digits.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
};

if (form) {
  const drop = form.querySelector("[data-drop]");
  drop.hidden = false;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const chosen = [...form.elements.files.files, ...form.elements.photo.files];
    if (chosen.length) offer(chosen);
    else form.elements.files.focus();
    form.elements.files.value = "";
    form.elements.photo.value = "";
  });
  for (const name of ["dragenter", "dragover"]) {
    form.addEventListener(name, (event) => {
      event.preventDefault();
      drop.classList.add("over");
    });
  }
  form.addEventListener("dragleave", () => drop.classList.remove("over"));
  form.addEventListener("drop", (event) => {
    event.preventDefault();
    drop.classList.remove("over");
    offer(event.dataTransfer.files);
  });
  document.addEventListener("paste", (event) => {
    if (event.clipboardData.files.length) {
      event.preventDefault();
      offer(event.clipboardData.files);
    }
  });
}
