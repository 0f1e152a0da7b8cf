/** The three dots while Mia thinks. A sign that is never taken back goes by itself. */

const LONGEST = 30_000;

export class Typing {
  #node;
  #onChange;
  #timer = 0;

  /** @param {(isOn: boolean) => void} onChange */
  constructor(node, onChange) {
    this.#node = node;
    this.#onChange = onChange;
  }

  get isOn() {
    return !this.#node.hidden;
  }

  show() {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.hide(), LONGEST);
    this.#set(false);
  }

  hide() {
    clearTimeout(this.#timer);
    this.#set(true);
  }

  #set(hidden) {
    if (this.#node.hidden === hidden) return;
    this.#node.hidden = hidden;
    this.#onChange(!hidden);
  }
}
