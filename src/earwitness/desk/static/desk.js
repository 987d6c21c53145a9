// What the pages need beyond htmx: selecting words, keys, dropping files. No page depends on it.
"use strict";
(() => {
  const one = (selector) => document.querySelector(selector);
  // Code points, as the case counts them: an override is one, though it is shown by its code.
  const points = (text) => [...text.replace(/\[U\+20(?:2[A-E]|6[6-9])\]/g, ".")].length;

  // -- words selected in a report become the words of a new statement

  const block = (node) => (node.nodeType === 1 ? node : node.parentElement)?.closest?.(".b");

  const offset = (node, at) => {
    const inside = block(node);
    if (!inside) return null;
    const range = document.createRange();
    range.selectNodeContents(inside);
    range.setEnd(node, at);
    return Number(inside.dataset.start) + points(range.toString());
  };

  const selected = () => {
    const chosen = getSelection();
    if (!chosen || chosen.isCollapsed || !chosen.rangeCount) return;
    const range = chosen.getRangeAt(0).cloneRange();
    const text = one("#text");
    if (!text?.contains(range.startContainer)) return;
    const whole = text.contains(range.endContainer); // three clicks on the last paragraph run on
    if (!whole) range.setEnd(text.lastElementChild, text.lastElementChild.childNodes.length);
    const form = one("#adding form");
    if (!form || form.contains(document.activeElement)) return;
    const start = offset(range.startContainer, range.startOffset);
    const end = offset(range.endContainer, range.endOffset);
    form.elements.start.value = start ?? "";
    form.elements.end.value = end ?? "";
    form.elements.words.value = whole ? chosen.toString() : range.toString();
  };
  document.addEventListener("selectionchange", selected);
  document.addEventListener("input", (event) => {
    if (event.target.id !== "add-words") return;
    event.target.form.elements.start.value = event.target.form.elements.end.value = "";
  });

  // -- a click anywhere on a statement is a click on its number

  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-close]")) return close();
    const mark = event.target.closest?.("#text .m.said");
    if (!mark || event.target.closest("a") || !getSelection().isCollapsed) return;
    const link = one(`#text .n[data-s="${CSS.escape(mark.dataset.s)}"]`);
    if (link) link.click();
    else location.assign(`/statements/${mark.dataset.s}`);
  });

  const close = () => {
    const card = one("#panel .card");
    if (!card) return;
    const back = one(`#text .n[data-s="${CSS.escape(card.dataset.s)}"]`);
    card.remove();
    one(".m.selected")?.classList.remove("selected");
    back?.focus();
  };

  // -- what a decision changes is shown in the text as well

  const shown = () => {
    const card = one("#panel .card");
    if (!card) return;
    document.querySelectorAll("#text .m.selected").forEach((m) => m.classList.remove("selected"));
    document.querySelectorAll(`#text .${CSS.escape("m-" + card.dataset.s)}`).forEach((mark) => {
      mark.className = mark.className.replace(/\blayer-\w+/, "layer-" + card.dataset.layer);
      mark.classList.add("selected");
      mark.classList.toggle("conflict", card.dataset.conflict === "yes");
    });
  };
  document.addEventListener("htmx:afterSwap", (event) => {
    const target = event.detail.target;
    if (target.id === "message") return;
    one("#message").textContent = "";
    if (target.id !== "panel") return;
    shown();
    one("#panel").scrollTop = 0;
    one("#panel-title")?.focus({ preventScroll: true });
  });

  // -- whoever works through a list goes on from what was done; filters that were open stay open

  document.addEventListener("htmx:afterSettle", () => {
    if (document.activeElement !== document.body || !swapped) return;
    document.getElementById(swapped)?.focus({ preventScroll: true });
  });
  let swapped = "";
  document.addEventListener("htmx:beforeSwap", (event) => {
    swapped = event.detail.target.closest?.(".item")?.id ?? "";
    opened = new Set([...document.querySelectorAll("#facets [open]")].map((d) => d.dataset.name));
  });
  let opened = new Set();
  document.addEventListener("htmx:oobAfterSwap", () => {
    for (const facet of document.querySelectorAll("#facets details"))
      facet.open = facet.open || opened.has(facet.dataset.name);
  });

  // -- on a narrow screen the views are a row that scrolls: the present one is seen

  const row = one(".views ul");
  const present = one(".views [aria-current]");
  if (present) row.scrollLeft = present.offsetLeft - (row.clientWidth - present.offsetWidth) / 2;

  // -- keys: n and p walk through the statements, a accepts, / searches, Escape closes

  const walk = (step) => {
    const all = [...document.querySelectorAll("#text .n")];
    if (!all.length) return;
    const card = one("#panel .card");
    const at = card ? all.findIndex((link) => link.dataset.s === card.dataset.s) : step > 0 ? -1 : 0;
    const next = all[(at + step + all.length) % all.length];
    next.scrollIntoView({ block: "center" });
    next.click();
  };
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Escape") return close();
    if (event.target.closest("input, textarea, select, [contenteditable]")) return;
    const act = {
      n: () => walk(1),
      p: () => walk(-1),
      a: () => one("#panel [data-key=a]")?.click(),
      "/": () => one("#find")?.focus(),
      k: () => sound && (sound.paused ? sound.play() : sound.pause()),
      j: () => sound && seek(sound.currentTime - 5, false),
      l: () => sound && seek(sound.currentTime + 5, false),
    }[event.key];
    if (act) {
      event.preventDefault();
      act();
    }
  });

  // -- a recording: the transcript follows the sound, and the sound goes where one points

  const sound = one(".player audio");
  const seek = (seconds, play) => {
    sound.currentTime = Math.max(0, seconds);
    if (play) sound.play();
  };
  const follow = () => {
    const length = sound.duration || Number(one(".tape").dataset.length) || 1;
    one(".wave .head")?.setAttribute("x", (sound.currentTime / length) * 1000);
    let spoken = null;
    for (const turn of document.querySelectorAll(".turn[data-start]")) {
      const here = sound.currentTime >= Number(turn.dataset.start) && sound.currentTime < Number(turn.dataset.end);
      if (here && !turn.classList.contains("now")) spoken = turn;
      turn.classList.toggle("now", here);
      if (here) turn.setAttribute("aria-current", "true");
      else turn.removeAttribute("aria-current");
    }
    if (spoken && one("#follow")?.checked && !sound.paused) spoken.scrollIntoView({ block: "center" });
  };
  if (sound) {
    sound.addEventListener("timeupdate", follow);
    sound.addEventListener("seeked", follow);
    document.addEventListener("click", (event) => {
      const button = event.target.closest?.("[data-seek]");
      if (button) seek(Number(button.dataset.seek), true);
      const wave = event.target.closest?.(".wave");
      if (!wave) return;
      const box = wave.getBoundingClientRect();
      const length = sound.duration || Number(one(".tape").dataset.length);
      seek(((event.clientX - box.left) / box.width) * length, false);
    });
  }

  // -- files dropped on the page for adding reports

  const drop = () => one("#drop");
  document.addEventListener("dragover", (event) => {
    if (!drop()) return;
    event.preventDefault();
    document.body.classList.add("dragging");
  });
  document.addEventListener("dragleave", () => document.body.classList.remove("dragging"));
  document.addEventListener("drop", (event) => {
    document.body.classList.remove("dragging");
    if (!drop() || !event.dataTransfer.files.length) return;
    event.preventDefault();
    drop().elements.files.files = event.dataTransfer.files;
    drop().requestSubmit();
  });
})();
