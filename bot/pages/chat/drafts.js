/** What is being written, by what it is about: a page that is opened anew has it still. */

import { session } from "./storage.js";

export class Drafts {
  #key;

  /** @param {string} key the name under which they are kept until the tab is closed */
  constructor(key) {
    this.#key = key;
  }

  of(id) {
    return this.#all()[id] ?? "";
  }

  keep(id, text) {
    const { [id]: _, ...others } = this.#all();
    session.set(this.#key, text ? { ...others, [id]: text } : others);
  }

  forget() {
    session.remove(this.#key);
  }

  #all() {
    return session.get(this.#key) ?? {};
  }
}
