/* The grid of entry. Without this file the page is one form with one button; with it a row is saved when it
   is left. What could not be sent stays on this machine, by person and page, until the server has it: each
   sending carries an id made here, so that whatever is sent twice is stored once. */

const form = document.querySelector("form[data-entry]");

if (form) {
  const BOXES = ["v", "n", "d", "w"];
  const CELL = ".boxes :is(input, select), .note-box input";
  const AGAIN_IN = 5000; // milliseconds, after a line that failed
  const key = `entry:${form.dataset.person}:${location.pathname}`;
  const rows = [...form.querySelectorAll("tr[data-code]")];
  const rowOf = (code) => rows.find((row) => row.dataset.code === code);
  const box = (row, name) => row.querySelector(`[name="${name}.${CSS.escape(row.dataset.code)}"]`);
  const boxes = (row) => BOXES.map((name) => box(row, name)).filter((each) => each && !each.disabled);
  const isOpen = (row) => boxes(row).length > 0;
  const hidden = (row, name) => box(row, name)?.value ?? "";
  const texts = (row) => Object.fromEntries(BOXES.map((name) => [name, box(row, name)?.value ?? ""]));
  const told = (row) => JSON.stringify(texts(row));
  // What the server knows, or was sent; not what was typed before the session ended.
  const seen = new Map(rows.map((row) => [row.dataset.code, "typed" in row.dataset ? "" : told(row)]));

  // crypto.randomUUID is missing where the office's own server has no certificate
  const newId = () => {
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    bytes[6] = (bytes[6] & 0x0f) | 0x40;
    bytes[8] = (bytes[8] & 0x3f) | 0x80;
    const hex = [...bytes].map((each) => each.toString(16).padStart(2, "0")).join("");
    return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
  };
  const token = () =>
    document.cookie.match(/(?:^|; )csrftoken=([^;]+)/)?.[1] ?? form.elements.csrfmiddlewaretoken.value;

  // --- what waits to be sent ---------------------------------------------------------------------
  let queue = [];
  try {
    queue = JSON.parse(localStorage.getItem(key) ?? "[]");
  } catch {
    localStorage.removeItem(key); // not of our making
  }
  const keep = () => {
    if (queue.length) localStorage.setItem(key, JSON.stringify(queue));
    else localStorage.removeItem(key);
  };
  const note = document.querySelector("[data-line]");
  const tellLine = (trouble) => {
    note.hidden = !trouble || !queue.length;
    note.querySelector("[data-count]").textContent = new Set(queue.map((each) => each.code)).size;
    note.querySelector("[data-offline]").hidden = trouble !== "offline";
    note.querySelectorAll("[data-signed-out]").forEach((each) => { each.hidden = trouble !== "signed-out"; });
  };
  const mark = (row, is, words) => {
    row.dataset.is = is;
    if (words) row.querySelector("[data-state]").textContent = words;
  };
  const post = (url, fields) =>
    fetch(url, {
      method: "POST",
      body: new URLSearchParams(fields),
      headers: { "X-CSRFToken": token() },
      credentials: "same-origin",
      redirect: "error",
      keepalive: true, // also when the page is left meanwhile
    });
  // What the server answered; a page of another sort, or none, counts as a line that failed.
  const said = async (answer) => {
    if (answer.status >= 500 || !answer.headers.get("Content-Type")?.includes("json")) throw new Error(answer.status);
    return answer.json();
  };
  const show = (states) => {
    for (const [code, html] of Object.entries(states)) {
      const cell = rowOf(code)?.querySelector("[data-state]");
      if (cell) cell.innerHTML = html;
    }
  };
  const settle = (row, sent, answer) => {
    const isSaved = answer.outcome === "saved" || answer.outcome === "same";
    row.dataset.is = isSaved ? "" : "wrong";
    if ("on" in answer) {
      row.dataset.heads = answer.on;
      if (isSaved) box(row, "on").value = answer.on; // else it still stands on what the person saw
      box(row, "was").value = answer.was;
      row.dataset.stands = JSON.stringify(answer.texts);
    }
    // What was typed after this was sent stands on what is stored now.
    if (isSaved) queue.forEach((each) => { if (each.code === sent.code) each.on = answer.on; });
    if (isSaved && JSON.stringify(sent.texts) === told(row)) {
      BOXES.forEach((name, place) => { if (box(row, name)) box(row, name).value = answer.texts[place]; });
      seen.set(sent.code, told(row));
    }
    if (answer.state) show(answer.state);
    else row.querySelector("[data-state]").textContent = (answer.words ?? []).join(" ");
  };

  let isSending = false;
  const send = async () => {
    if (isSending) return;
    isSending = true;
    let trouble = "";
    while (queue.length && !trouble) {
      const sent = queue[0];
      const row = rowOf(sent.code);
      try {
        const answer = await post(`${location.pathname}o/${sent.code}/luu/`, { ...sent.texts, on: sent.on, id: sent.id });
        const told = await said(answer);
        if (told.outcome === "signed-out") trouble = "signed-out";
        else {
          queue.shift();
          if (row) settle(row, sent, told); // else it stands on another view of the page
          keep();
        }
      } catch {
        trouble = "offline";
      }
    }
    isSending = false;
    tellLine(trouble);
    if (trouble) {
      queue.forEach((each) => { const row = rowOf(each.code); if (row) mark(row, "waiting", form.dataset.kept); });
      if (trouble === "offline") setTimeout(send, AGAIN_IN);
    }
  };
  const save = (row) => {
    if (!isOpen(row) || told(row) === seen.get(row.dataset.code)) return;
    const code = row.dataset.code;
    seen.set(code, told(row));
    const first = isSending ? 1 : 0; // the one on its way is left alone
    queue = queue.filter((each, place) => each.code !== code || place < first);
    queue.push({ code, texts: texts(row), on: hidden(row, "on"), id: newId() });
    keep();
    mark(row, "waiting", form.dataset.waiting);
    send();
  };
  // What was kept from before, also through a session that ended, goes back into its boxes and is sent.
  queue.forEach((each) => {
    const row = rowOf(each.code);
    if (!row) return;
    BOXES.forEach((name) => { if (box(row, name)) box(row, name).value = each.texts[name] ?? ""; });
    seen.set(each.code, told(row));
    mark(row, "waiting", form.dataset.waiting);
  });
  if (queue.length) send();
  addEventListener("online", send);
  addEventListener("storage", (event) => {
    if (event.key === key && !isSending) queue = JSON.parse(event.newValue ?? "[]");
  });

  form.addEventListener("focusout", (event) => {
    const row = event.target.closest("tr[data-code]");
    if (row && !row.contains(event.relatedTarget)) save(row);
  });
  form.addEventListener("change", (event) => {
    const row = event.target.closest("tr[data-code]");
    if (row && event.target.matches("select")) save(row);
  });
  addEventListener("pagehide", () => { rows.forEach((row) => { if (row.contains(document.activeElement)) save(row); }); });

  // --- two people in one cell, and last period's value ---------------------------------------------
  form.addEventListener("click", (event) => {
    const button = event.target.closest("[data-choose], button[name=keep]");
    if (!button) return;
    const row = button.closest("tr[data-code]");
    if (button.name === "keep") {
      event.preventDefault();
      fill(row);
      save(row);
      return;
    }
    event.preventDefault();
    box(row, "on").value = row.dataset.heads ?? hidden(row, "on");
    if (button.dataset.choose === "mine") {
      seen.delete(row.dataset.code);
    } else {
      const stands = JSON.parse(row.dataset.stands ?? "[]");
      BOXES.forEach((name, place) => { if (box(row, name)) box(row, name).value = stands[place] ?? ""; });
      seen.delete(row.dataset.code);
    }
    save(row);
    boxes(row)[0].focus();
  });
  const fill = (row) => {
    for (const name of ["v", "n", "d"]) {
      const was = row.getAttribute(`data-before-${name}`);
      if (was !== null && box(row, name) && !box(row, name).disabled) box(row, name).value = was;
    }
  };

  // --- keys, as in a spreadsheet -------------------------------------------------------------------
  const open = () => rows.filter(isOpen);
  const move = (row, name, step) => {
    const all = open();
    const next = all[all.indexOf(row) + step];
    if (!next) return false;
    const target = box(next, name) && !box(next, name).disabled ? box(next, name) : boxes(next)[0];
    target.focus();
    target.select?.();
    return true;
  };
  const atEdge = (target, step) =>
    target.matches("select") || (target.selectionStart === target.selectionEnd
      ? target.selectionStart === (step < 0 ? 0 : target.value.length)
      : target.selectionEnd - target.selectionStart === target.value.length);
  form.addEventListener("keydown", (event) => {
    const row = event.target.closest("tr[data-code]");
    if (!row || !event.target.matches(CELL)) return;
    if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
    const name = event.target.name.slice(0, 1);
    const sideways = (step) => {
      const all = boxes(row);
      const next = all[all.indexOf(event.target) + step];
      if (!next || !atEdge(event.target, step)) return false;
      next.focus();
      next.select?.();
      return true;
    };
    if (event.shiftKey && reach(event.target, event.key)) { event.preventDefault(); return; }
    const steps = {
      ArrowUp: () => move(row, name, -1),
      ArrowDown: () => move(row, name, 1),
      ArrowLeft: () => sideways(-1),
      ArrowRight: () => sideways(1),
      Enter: () => { if (!move(row, name, event.shiftKey ? -1 : 1)) save(row); return true; },
      "=": () => { if (event.target.value || name === "w") return false; fill(row); return true; },
    };
    if (steps[event.key]?.() || (event.target.matches("select") && choose(event.target, event.key))) event.preventDefault();
  });
  // A browser looks for "đ" where a keyboard sends "d": choices go by their first letter without marks, or
  // by their number. Delete leaves the cell empty.
  const bare = (text) => text.trim().toLowerCase().normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace("đ", "d");
  const choose = (target, pressed) => {
    const choices = [...target.options].filter((each) => each.value);
    const found = /^[1-9]$/.test(pressed)
      ? choices[pressed - 1]
      : pressed.length === 1 && choices.find((each) => bare(each.text).startsWith(bare(pressed)));
    if (!found && pressed !== "Delete" && pressed !== "Backspace") return false;
    target.value = found ? found.value : "";
    return true;
  };

  // --- from Excel and to Excel -----------------------------------------------------------------------
  const pasted = document.querySelector("[data-pasted]");
  const tooFar = document.querySelector("[data-too-far]");
  const option = (target, text) =>
    [...target.options].find((each) => [each.value, each.text].some((own) => own.toLowerCase() === text.trim().toLowerCase()));
  const put = (target, text) => {
    if (!target.matches("select")) { target.value = text.trim(); return; }
    let found = option(target, text);
    if (!found) {
      found = new Option(text.trim(), text.trim()); // shown as it came; the server says what is wrong with it
      target.add(found);
    }
    target.value = found.value;
  };
  form.addEventListener("paste", async (event) => {
    const row = event.target.closest("tr[data-code]");
    const text = event.clipboardData?.getData("text/plain") ?? "";
    if (!row || !/[\t\n]/.test(text.trimEnd()) || !event.target.matches("input, select")) return;
    event.preventDefault();
    const block = text.replace(/\r\n?/g, "\n").replace(/\n$/, "").split("\n").map((line) => line.split("\t"));
    const all = open();
    const [top, left] = [all.indexOf(row), BOXES.indexOf(event.target.name.slice(0, 1))];
    const targets = [];
    for (const [y, line] of block.entries()) {
      for (const [x, value] of line.entries()) {
        const target = all[top + y] && BOXES[left + x] && box(all[top + y], BOXES[left + x]);
        if (target && !target.disabled) targets.push([target, value]);
        else if (value.trim()) { tooFar.hidden = false; return; }
      }
    }
    tooFar.hidden = true;
    targets.forEach(([target, value]) => put(target, value));
    const changed = all.slice(top, top + block.length).filter((each) => told(each) !== seen.get(each.dataset.code));
    if (changed.length) await sendBlock(changed);
  });
  const sendBlock = async (changed) => {
    const fields = {};
    changed.forEach((row) => {
      const code = row.dataset.code;
      for (const [name, value] of Object.entries(texts(row))) fields[`${name}.${code}`] = value;
      Object.assign(fields, { [`on.${code}`]: hidden(row, "on"), [`id.${code}`]: newId(), [`was.${code}`]: hidden(row, "was") });
      mark(row, "waiting", form.dataset.waiting);
    });
    let answer;
    try {
      answer = await said(await post(form.dataset.paste, fields));
      if (answer.outcome === "signed-out") throw new Error(answer.outcome);
    } catch {
      changed.forEach(save); // kept here row by row, until the line is back
      return;
    }
    const cells = answer.cells ?? [];
    cells.forEach((each) => settle(rowOf(each.code), { code: each.code, texts: texts(rowOf(each.code)) }, each));
    show(answer.state ?? {});
    const wrong = cells.filter((each) => !["saved", "same"].includes(each.outcome));
    pasted.hidden = answer.outcome === "saved";
    pasted.querySelector("[data-list]").replaceChildren(...wrong.flatMap((each) => {
      const link = Object.assign(document.createElement("a"), { href: `#o-${each.code}`, textContent: each.code });
      return [link, " "];
    }));
    if (answer.outcome !== "saved") {
      changed.forEach((row) => { // not saved, and not sent again by itself: the person looks first
        seen.set(row.dataset.code, told(row));
        row.dataset.is = "wrong";
      });
      pasted.scrollIntoView({ block: "nearest" });
    }
  };
  const clean = (text) => (/^[=+@\t\r]/.test(text) ? `'${text}` : text).replace(/[\t\r\n]+/g, " ");
  const shown = (target) => clean((target?.matches("select") ? target.selectedOptions[0]?.text : target?.value) ?? "");
  const copy = document.querySelector("[data-copy]");
  copy.hidden = false;
  copy.addEventListener("click", async () => {
    const lines = rows.map((row) => [clean(row.dataset.code), ...BOXES.map((name) => shown(box(row, name)))].join("\t"));
    await navigator.clipboard.writeText(lines.join("\n"));
  });

  // A block of cells lies between the box that has the focus and `corner`: Shift with an arrow or a click moves
  // that one. Copied, it goes as Excel gives it; without a block, the one box does.
  let corner = null;
  const place = (target) => [open().indexOf(target.closest("tr")), BOXES.indexOf(target.name.slice(0, 1))];
  const block = () => {
    const [one, other] = [place(document.activeElement), place(corner ?? document.activeElement)];
    const [top, left, bottom, right] = [Math.min, Math.max].flatMap((end) => [0, 1].map((way) => end(one[way], other[way])));
    return open().slice(top, bottom + 1).map((row) => BOXES.slice(left, right + 1).map((name) => box(row, name)));
  };
  const draw = (to) => {
    corner = to;
    form.querySelectorAll("[data-chosen]").forEach((each) => { delete each.dataset.chosen; });
    if (corner) block().flat().forEach((each) => { if (each) each.dataset.chosen = ""; });
  };
  const reach = (target, pressed) => {
    const [down, side] = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] }[pressed] ?? [0, 0];
    if ((!down && !side) || (side && !corner && !atEdge(target, side))) return false; // within the text
    const [row, at] = place(corner ?? target);
    const next = open()[row + down];
    const found = next && (side ? boxes(next)[boxes(next).indexOf(corner ?? target) + side] : box(next, BOXES[at]) ?? boxes(next)[0]);
    if (found) draw(found);
    return true;
  };
  form.addEventListener("mousedown", (event) => {
    const from = document.activeElement;
    if (event.shiftKey && event.target.matches(CELL) && from.matches(CELL) && event.target !== from) {
      event.preventDefault();
      draw(event.target);
    }
  });
  form.addEventListener("focusin", () => draw(null));
  form.addEventListener("input", () => draw(null));
  document.addEventListener("copy", (event) => {
    const from = document.activeElement;
    if (!from.matches(`form[data-entry] :is(${CELL})`) || (!corner && from.selectionStart !== from.selectionEnd)) return;
    event.clipboardData.setData("text/plain", block().map((line) => line.map(shown).join("\t")).join("\n"));
    event.preventDefault();
  });
}
