/* The list of who verifies, with the keyboard: Space marks the cell that is stood on. Arrows are those of the
   matrix. Without this file each cell has its own box. */

const table = document.querySelector("table.review");

// Tab goes on past the table: hundreds of boxes would stand between the reader and the button below.
table?.querySelectorAll("td input[type=checkbox]").forEach((box) => { box.tabIndex = -1; });

table?.tBodies[0].addEventListener("keydown", (event) => {
  if (event.key !== " " || !event.target.matches("a.c")) return;
  const box = event.target.closest("td").querySelector("input[type=checkbox]");
  if (!box) return;
  event.preventDefault();
  box.checked = !box.checked;
});
