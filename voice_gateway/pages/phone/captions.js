/** Live captions: what was heard of the caller, and what Mia says. */

import { texts } from "./texts.js";

const NO_TURN = new Set(["resumed", "too_soon", "spoken_over", "silence"]);

/** Returns captions in an element; `take(entry)` shows an entry of the call's journal. */
export function captions(element) {
  let partial = null;

  function line(text, mine) {
    const said = document.createElement("p");
    said.className = mine ? "said mine" : "said";
    said.textContent = text;
    element.append(said);
    element.scrollTop = element.scrollHeight;
    return said;
  }

  function hear(text, isPartial) {
    partial ??= line("", true);
    partial.textContent = text;
    partial.classList.toggle("partial", isPartial);
    element.scrollTop = element.scrollHeight;
    if (!isPartial) partial = null;
  }

  /** Words that became no turn («ага» while she speaks, noise): what is said next has a place of its own. */
  function forget() {
    partial?.remove();
    partial = null;
  }

  return {
    clear() {
      element.replaceChildren();
      partial = null;
    },
    take(entry) {
      if (entry.kind === "partial" && entry.text) hear(entry.text, true);
      else if (entry.kind === "heard") hear(entry.text || "…", false);
      else if (NO_TURN.has(entry.kind)) forget();
      else if (entry.kind === "keys") line(`${texts.pressed} ${entry.count}`, true);
      else if ((entry.kind === "reply" || entry.kind === "filler") && entry.text) line(entry.text, false);
    },
  };
}
