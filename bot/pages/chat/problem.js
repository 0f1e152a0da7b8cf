/** One quiet line above the composer when the server says that something went wrong. */

import { texts } from "./texts.js";

export class Problem {
  #line;
  #words;

  constructor({ line, words, close }) {
    this.#line = line;
    this.#words = words;
    close.addEventListener("click", () => this.clear());
  }

  /** @param {{title?: string, detail?: string}} problem RFC 9457 */
  show({ title, detail }) {
    const ended = (text) => (/[.!?…]$/.test(text) ? text : `${text}.`);
    this.#line.hidden = false;
    this.#words.textContent = [title || texts.problem.title, detail]
      .filter(Boolean)
      .map(ended)
      .join(" ");
  }

  clear() {
    this.#line.hidden = true;
    this.#words.textContent = "";
  }

  get isShown() {
    return !this.#line.hidden;
  }
}
