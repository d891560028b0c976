/* A plan beside its paper. Without this file every link leads to its line and every button is a form;
   with it, the line of what is pointed at is lit, forms open in place, and keys walk the open questions. */

const read = document.querySelector(".read");

if (read) {
  // --- what is pointed at is lit in the paper, and the paper comes to it -------------------------
  const paper = document.getElementById("van-ban");
  const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
  let lit = [];
  const light = (holder, bring) => {
    lit.forEach((line) => line.classList.remove("lit"));
    const numbers = (holder?.dataset.lines ?? "").split(" ").filter(Boolean);
    lit = numbers.map((number) => document.getElementById(`d${number}`)).filter(Boolean);
    lit.forEach((line) => line.classList.add("lit"));
    if (!bring || !lit.length || paper.scrollHeight <= paper.clientHeight) return;
    const top = lit[0].offsetTop - paper.clientHeight / 3;
    paper.scrollTo({ top, behavior: still ? "auto" : "smooth" });
  };
  read.addEventListener("mouseover", (event) => light(event.target.closest("[data-lines]"), false));
  read.addEventListener("mouseleave", () => light(null));
  read.addEventListener("focusin", (event) => light(event.target.closest("[data-lines]"), true));
  read.addEventListener("click", (event) => {
    if (!event.target.closest("a, button, input, select, textarea, label, summary")) {
      light(event.target.closest("[data-lines]"), true);
    }
  });

  // A link to something inside a folded group opens the group first.
  const open = () => {
    const goal = location.hash ? document.getElementById(decodeURIComponent(location.hash.slice(1))) : null;
    const folded = goal?.closest("details:not([open])");
    if (folded) {
      folded.open = true;
      goal.scrollIntoView();
    }
    if (goal?.matches(".question")) goal.focus();
  };
  addEventListener("hashchange", open);
  open();

  // --- the form of an item, in its place ---------------------------------------------------------
  const close = (form) => {
    const opener = form.parentElement.querySelector("[data-form]");
    form.remove();
    opener?.focus();
  };
  const show = async (link) => {
    const holder = document.getElementById(link.dataset.form);
    if (holder.querySelector("[data-correct]")) return;
    try {
      const answer = await fetch(link.href, { headers: { "HX-Request": "true" } });
      if (!answer.ok) throw new Error(String(answer.status));
      read.querySelectorAll("[data-correct]").forEach((form) => form.remove());
      holder.insertAdjacentHTML("beforeend", await answer.text());
      holder.querySelector("[data-correct] input:not([type=hidden]), [data-correct] textarea").focus();
    } catch {
      location.assign(link.href);
    }
  };
  read.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    const link = event.target.closest("a[data-form]");
    const leave = event.target.closest("[data-close]");
    if (link) {
      event.preventDefault();
      show(link);
    } else if (leave) {
      event.preventDefault();
      close(leave.closest("form"));
    }
  });
  read.addEventListener("keydown", (event) => {
    const form = event.target.closest("[data-correct]");
    if (form && event.key === "Escape") close(form);
  });

  // --- keys, only while a question is focused: they never take a letter from anyone else ---------
  const review = read.querySelector("[data-review]");
  review?.querySelectorAll(".with-script").forEach((hint) => { hint.hidden = false; });
  const step = (from, by) => {
    const open = [...review.querySelectorAll(".question")];
    const waiting = open.filter((each) => "pending" in each.dataset || each === from);
    const goal = waiting[(waiting.indexOf(from) + by + waiting.length) % waiting.length];
    goal?.focus();
    goal?.scrollIntoView({ block: "nearest" });
  };
  review?.addEventListener("keydown", (event) => {
    const question = event.target.closest(".question");
    const typing = event.target.closest("input, select, textarea");
    if (!question || typing || event.ctrlKey || event.altKey || event.metaKey) return;
    const key = event.key.toLowerCase();
    if (key === "n" || key === "p") {
      event.preventDefault();
      step(question, key === "n" ? 1 : -1);
    } else if ("asx".includes(key)) {
      const act = question.querySelector(`[data-key="${key}"]`);
      if (!act) return;
      event.preventDefault();
      act.click();
    }
  });
  // From the link of the menu the first open question takes the focus, and the keys with it.
  document.querySelector('.jump a[href="#can-xac-nhan"]')?.addEventListener("click", () => {
    setTimeout(() => review?.querySelector(".question[data-pending]")?.focus({ preventScroll: true }));
  });
}
