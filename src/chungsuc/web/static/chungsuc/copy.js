/* A button that copies what stands in a box; without this file it is not shown, and the box can be selected. */

for (const button of document.querySelectorAll("button[data-copies]")) {
  const box = document.getElementById(button.dataset.copies);
  button.hidden = false;
  button.addEventListener("click", async () => {
    box.focus();
    box.select();
    try {
      await navigator.clipboard.writeText(box.value);
    } catch {
      if (!document.execCommand("copy")) return; // selected: the keyboard copies it
    }
    button.textContent = button.dataset.done;
  });
}
