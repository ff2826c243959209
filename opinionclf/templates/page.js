"use strict";
(() => {
  const tip = document.getElementById("tip");
  let open = null, pinned = false;
  const show = (sentence) => {
    if (open) open.classList.remove("open");
    open = sentence;
    sentence.classList.add("open");
    tip.replaceChildren(document.getElementById(sentence.getAttribute("aria-describedby")).cloneNode(true));
    tip.firstChild.removeAttribute("id");
    tip.firstChild.hidden = false;
    tip.hidden = false;
    const lines = sentence.getClientRects(), first = lines[0], last = lines[lines.length - 1];
    const page = document.documentElement.clientWidth;
    const left = Math.max(16, Math.min(first.left, page - tip.offsetWidth - 16));
    const below = last.bottom + 8 + tip.offsetHeight <= innerHeight || first.top < tip.offsetHeight + 16;
    tip.style.left = left + scrollX + "px";
    tip.style.top = (below ? last.bottom + 8 : first.top - tip.offsetHeight - 8) + scrollY + "px";
  };
  const hide = () => {
    if (open) open.classList.remove("open");
    open = null; pinned = false; tip.hidden = true;
  };
  const sentenceOf = (event) => event.target instanceof Element ? event.target.closest(".s") : null;
  document.addEventListener("click", (event) => {
    const sentence = sentenceOf(event);
    if (sentence) {
      if (pinned && sentence === open) { hide(); return; }
      show(sentence); pinned = true;
    } else if (!tip.contains(event.target)) { hide(); }
  });
  document.addEventListener("mouseover", (event) => {
    const sentence = sentenceOf(event);
    if (sentence && !pinned && matchMedia("(hover: hover)").matches) show(sentence);
  });
  document.addEventListener("mouseout", (event) => {
    const to = event.relatedTarget;
    if (!pinned && open && !(to instanceof Element && (to.closest(".s") === open || tip.contains(to)))) hide();
  });
  document.addEventListener("focusin", (event) => {
    const sentence = sentenceOf(event);
    if (sentence && sentence.matches(":focus-visible")) { show(sentence); pinned = true; }
  });
  // Paper can't be unfolded.
  const folded = [];
  matchMedia("print").addEventListener("change", (event) => {
    if (event.matches) {
      folded.push(...document.querySelectorAll("details:not([open])"));
      folded.forEach((details) => { details.open = true; });
    } else {
      folded.splice(0).forEach((details) => { details.open = false; });
    }
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") hide();
    const sentence = sentenceOf(event);
    if (sentence && (event.key === "Enter" || event.key === " ")) { event.preventDefault(); show(sentence); pinned = true; }
  });
})();
