/** The conversation on the page: its entries in order, grouped by author and parted by day. */

import { element } from "./dom.js";
import { dayName } from "./format.js";
import { isMasked, reconcile } from "./history.js";
import { markMessage, messageElement } from "./message.js";
import { texts } from "./texts.js";

const GROUP_WITHIN = 5 * 60 * 1000;

export class Log {
  #node;
  #entries = [];

  constructor(node) {
    this.#node = node;
  }

  get isEmpty() {
    return this.#entries.length === 0;
  }

  /** @returns {HTMLElement} the new message */
  add(entry) {
    const complete = { at: new Date(), said: [entry.text], ...entry };
    const previous = this.#entries[this.#entries.length - 1];
    this.#partDays(previous, complete);
    complete.node = messageElement(complete);
    const close = previous && complete.at - previous.at < GROUP_WITHIN;
    if (close && previous.from === complete.from && previous.author === complete.author) {
      complete.node.classList.add("is-continued");
    }
    this.#node.append(complete.node);
    this.#entries.push(complete);
    return complete.node;
  }

  /** Shows what the server remembers, keeping what is already here. */
  restore(history) {
    const { rebuild, steps, rest } = reconcile(this.#entries, history);
    if (!rebuild && !steps.length) return;
    this.#quietly(() => {
      if (rebuild) this.clear();
      else this.#takeOut((entry) => entry.waiting);
      let traced = false;
      for (const { item, entry } of steps) {
        traced ||= entry !== null;
        // What follows a waiting message is perhaps its answer: it will come again, complete.
        const provisional = traced && item.from === "mia";
        const known = entry ?? { ...item, secret: isMasked(item) };
        this.add({ ...known, at: dateOf(item.at), provisional });
      }
      for (const entry of rest) this.add(entry);
    });
  }

  /** The complete answer is here: its bare copies from the history go. */
  dropProvisional(wordings) {
    this.#takeOut((entry) => entry.provisional && wordings.includes(entry.text));
  }

  /**
   * A message the user sent: `pending` while there is no connection, `failed`, or null.
   * @returns {object|undefined} its entry
   */
  mark(id, state) {
    const entry = this.#entries.find((candidate) => candidate.id === id);
    if (!entry) return undefined;
    entry.failed = state === "failed";
    markMessage(entry.node, state, state && texts.message[state]);
    return entry;
  }

  settle(id) {
    const entry = this.#entries.find((candidate) => candidate.id === id);
    if (entry) entry.waiting = false;
  }

  clear() {
    this.#entries = [];
    this.#node.replaceChildren();
  }

  #takeOut(matches) {
    for (const entry of this.#entries.filter(matches)) entry.node.remove();
    this.#entries = this.#entries.filter((entry) => !matches(entry));
  }

  /** A screen reader need not read a whole restored conversation aloud. */
  #quietly(change) {
    this.#node.setAttribute("aria-live", "off");
    change();
    setTimeout(() => this.#node.setAttribute("aria-live", "polite"), 200);
  }

  #partDays(previous, entry) {
    const day = dayName(entry.at);
    const before = previous ? dayName(previous.at) : texts.days.today;
    if (day !== before) this.#node.append(element("p", { class: "day" }, day));
  }
}

function dateOf(iso) {
  const date = new Date(iso);
  return Number.isNaN(date.getTime()) ? new Date() : date;
}
