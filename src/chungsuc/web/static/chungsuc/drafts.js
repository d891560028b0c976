/* What is typed into the form of an item stays in this tab until it is stored: through a session that ended,
   a reload, a wrong click. A draft of an item that has changed since is dropped, never put back. */

const key = (form) => `draft:${new URL(form.action).pathname}`;
const boxes = (form) => [...form.elements].filter((each) => each.name && !["hidden", "submit"].includes(each.type));
const isTicked = (box) => box.type === "checkbox" || box.type === "radio";
const typed = (form) => boxes(form).map((box) => (isTicked(box) ? box.checked : box.value));

const restore = (form) => {
  if ("isDraft" in form.dataset) return;
  form.dataset.isDraft = "";
  const [seen, values] = JSON.parse(sessionStorage.getItem(key(form)) ?? "[]");
  if (!values || JSON.stringify(values) === JSON.stringify(typed(form))) return;
  if (seen !== form.elements.seen.value || values.length !== boxes(form).length) {
    sessionStorage.removeItem(key(form));
    return;
  }
  boxes(form).forEach((box, place) => {
    if (isTicked(box)) box.checked = values[place];
    else box.value = values[place];
  });
  form.querySelector("[data-restored]").hidden = false;
};

const formOf = (event) => event.target.closest("form[data-correct]");

document.addEventListener("focusin", (event) => {
  const form = formOf(event);
  if (form) restore(form);
});
document.addEventListener("input", (event) => {
  const form = formOf(event);
  if (form) sessionStorage.setItem(key(form), JSON.stringify([form.elements.seen.value, typed(form)]));
});
const drop = (event) => {
  const form = formOf(event);
  if (form) sessionStorage.removeItem(key(form));
};
document.addEventListener("click", (event) => event.target.closest("[data-close]") && drop(event));
document.addEventListener("keydown", (event) => event.key === "Escape" && drop(event));
document.querySelectorAll("form[data-correct]").forEach(restore);
