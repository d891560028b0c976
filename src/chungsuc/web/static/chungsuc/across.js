/* One criterion of many units. Without this file the page is one form with one button; with it a box is saved
   when it is left, through the page of its unit. What could not be sent stays in its box for the button. */

const form = document.querySelector("form[data-across]");

if (form) {
  const cells = [...form.querySelectorAll("td[data-key]")];
  const box = (cell, name) => cell.querySelector(`[name^="${name}."]`);
  const texts = (cell) => JSON.stringify([box(cell, "v").value, box(cell, "w").value]);
  // What the server knows, or was sent; not what was typed before the session ended.
  const seen = new Map(cells.map((cell) => [cell, "typed" in cell.dataset ? "" : texts(cell)]));
  const newId = () => {
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    bytes[6] = (bytes[6] & 0x0f) | 0x40;
    bytes[8] = (bytes[8] & 0x3f) | 0x80;
    const hex = [...bytes].map((each) => each.toString(16).padStart(2, "0")).join("");
    return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
  };
  const fields = (cell) => {
    const value = box(cell, "v").value;
    const cut = "share" in box(cell, "v").dataset ? value.indexOf("/") : -1;
    const [v, n, d] = cut < 0 ? [value, "", ""] : ["", value.slice(0, cut), value.slice(cut + 1)];
    return new URLSearchParams({ v, n, d, w: box(cell, "w").value, on: box(cell, "on").value, id: box(cell, "id").value, page: location.pathname });
  };
  const tell = (cell, is, words) => {
    cell.dataset.is = is;
    cell.querySelector("[data-state]").textContent = words;
  };
  const save = async (cell) => {
    if (texts(cell) === seen.get(cell) || cell.dataset.is === "waiting") return;
    const sent = texts(cell);
    tell(cell, "waiting", form.dataset.waiting);
    let answer;
    try {
      const came = await fetch(cell.dataset.save, {
        method: "POST",
        body: fields(cell),
        headers: { "X-CSRFToken": form.elements.csrfmiddlewaretoken.value },
        credentials: "same-origin",
        redirect: "error",
        keepalive: true, // also when the page is left meanwhile
      });
      answer = await came.json();
    } catch {
      answer = { outcome: "offline" };
    }
    const isSaved = answer.outcome === "saved" || answer.outcome === "same";
    if (!answer.state) {
      tell(cell, "wrong", answer.words?.join(" ") ?? form.dataset.kept); // the button sends it, through the sign-in too
      return;
    }
    cell.dataset.is = isSaved ? "" : "wrong";
    seen.set(cell, sent);
    if (isSaved || answer.outcome === "disputed") box(cell, "on").value = answer.on;
    if (isSaved) {
      box(cell, "was").value = answer.was;
      box(cell, "id").value = newId();
    }
    box(cell, "w").hidden = box(cell, "w").hidden && answer.outcome !== "asked";
    const [, code] = cell.dataset.key.split(/\.(.*)/s);
    cell.querySelector("[data-state]").innerHTML = answer.state[code];
    cell.querySelectorAll("[data-choose]").forEach((each) => each.remove()); // of the unit's own page
    if (texts(cell) !== sent) save(cell); // typed meanwhile
  };
  const cellOf = (event) => event.target.closest("td[data-key]");
  form.addEventListener("focusout", (event) => {
    const cell = cellOf(event);
    if (cell && !cell.contains(event.relatedTarget)) save(cell);
  });
  form.addEventListener("change", (event) => {
    if (event.target.matches("select")) save(cellOf(event));
  });
  form.addEventListener("keydown", (event) => {
    const cell = cellOf(event);
    const down = { ArrowDown: 1, Enter: event.shiftKey ? -1 : 1, ArrowUp: -1 }[event.key];
    if (!cell || !down || event.altKey || event.ctrlKey || event.metaKey || event.isComposing) return;
    if (event.target.matches("select") && event.key !== "Enter") return; // they choose
    event.preventDefault();
    let row = cell.parentElement;
    do row = down > 0 ? row.nextElementSibling : row.previousElementSibling;
    while (row && !row.cells[cell.cellIndex].dataset.key);
    if (!row) { save(cell); return; }
    const next = box(row.cells[cell.cellIndex], "v");
    next.focus();
    next.select?.();
  });
}
