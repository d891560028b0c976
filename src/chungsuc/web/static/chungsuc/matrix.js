/* The matrix with the keyboard, as in a spreadsheet: arrows move, Home and End go to the ends of a row,
   Enter opens why. Without this file every cell is a plain link. */

const matrix = document.querySelector("table.matrix");

if (matrix) {
  // A row of which nothing is known has no cells to stand on.
  const rows = [...matrix.tBodies[0].rows].map((row) => [...row.querySelectorAll("a.c")]).filter((row) => row.length);
  const columns = [...matrix.querySelectorAll("col.criterion")];
  let [y, x] = [0, 0];

  // One stop for Tab: 323 links would stand between the reader and the rest of the page.
  const leave = () => rows.flat().forEach((cell) => { cell.tabIndex = -1; });
  const light = (column) => columns.forEach((each, index) => each.classList.toggle("on", index === column));
  const stand = (row, column, focus) => {
    rows[y]?.[x]?.setAttribute("tabindex", "-1");
    y = Math.max(0, Math.min(rows.length - 1, row));
    x = Math.max(0, Math.min(rows[y].length - 1, column));
    rows[y][x].tabIndex = 0;
    if (focus) rows[y][x].focus();
  };
  const steps = {
    ArrowUp: () => [y - 1, x], ArrowDown: () => [y + 1, x], ArrowLeft: () => [y, x - 1], ArrowRight: () => [y, x + 1],
    Home: () => [y, 0], End: () => [y, rows[y].length - 1], PageUp: () => [0, x], PageDown: () => [rows.length - 1, x],
  };
  const place = (cell) => {
    const row = rows.findIndex((cells) => cells.includes(cell));
    return [row, rows[row].indexOf(cell)];
  };

  if (rows.length) {
    leave();
    stand(0, 0, false);
    matrix.tBodies[0].addEventListener("keydown", (event) => {
      if (!event.target.matches("a.c") || event.ctrlKey || event.altKey || event.metaKey || !steps[event.key]) return;
      event.preventDefault();
      stand(...steps[event.key](), true);
    });
    matrix.tBodies[0].addEventListener("focusin", (event) => {
      if (!event.target.matches("a.c")) return light(-1);
      stand(...place(event.target), false);
      light(x);
    });
    matrix.addEventListener("focusout", () => light(-1));
    matrix.tBodies[0].addEventListener("mouseover", (event) => {
      const cell = event.target.closest("td")?.querySelector("a.c");
      light(cell ? place(cell)[1] : -1);
    });
    matrix.addEventListener("mouseleave", () => light(-1));
  }

  // Why, over the page; a click with a modifier, or a failed fetch, opens the page of the cell instead.
  const dialog = document.querySelector("dialog.why");
  const inside = dialog?.querySelector(".inside");
  matrix.addEventListener("click", async (event) => {
    const cell = event.target.closest("a.c");
    if (!cell || !dialog?.showModal || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    try {
      const answer = await fetch(cell.href, { headers: { "HX-Request": "true" } });
      if (!answer.ok) throw new Error(String(answer.status));
      inside.innerHTML = await answer.text();
      dialog.showModal();
      dialog.addEventListener("close", () => cell.focus(), { once: true });
    } catch {
      location.assign(cell.href);
    }
  });
  dialog?.addEventListener("click", (event) => {
    if (event.target === dialog || event.target.closest("button.close")) dialog.close();
  });
}
