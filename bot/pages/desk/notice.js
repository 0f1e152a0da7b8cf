/** A line that tells what happened, and goes by itself. */

const SHOWN_FOR = 6000;

export class Notice {
  #node;
  #timer = 0;

  constructor(node) {
    this.#node = node;
  }

  show(words) {
    this.#node.textContent = words;
    this.#node.hidden = false;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => (this.#node.hidden = true), SHOWN_FOR);
  }
}
