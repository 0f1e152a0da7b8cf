/** Canned answers: «/» in an empty field opens the list, further letters narrow it. */

import { element } from "/chat/dom.js";

let lists = 0;

export class Canned {
  #field;
  #answers;
  #at = 0;
  #shown = [];

  /** @param {HTMLTextAreaElement} field @param {object[]} answers @param {HTMLElement} form */
  constructor(field, answers, form) {
    this.#field = field;
    this.#answers = answers;
    this.id = `canned-${(lists += 1)}`;
    this.list = element("ul", { class: "canned", role: "listbox", id: this.id, hidden: true });
    form.prepend(this.list);
    field.setAttribute("aria-controls", this.id);
  }

  follow() {
    const text = this.#field.value;
    const sought = text.startsWith("/") ? text.slice(1).toLowerCase() : null;
    this.#shown =
      sought === null
        ? []
        : this.#answers.filter(({ key, title }) => `${key} ${title}`.toLowerCase().includes(sought));
    this.#at = 0;
    this.#draw();
  }

  /** @returns {boolean} whether the key was for the list */
  key(event) {
    if (this.list.hidden) return false;
    const steps = { ArrowDown: 1, ArrowUp: -1 };
    if (event.key in steps) {
      this.#at = (this.#at + steps[event.key] + this.#shown.length) % this.#shown.length;
      this.#draw();
    } else if (event.key === "Enter" || event.key === "Tab") this.#choose(this.#shown[this.#at]);
    else if (event.key === "Escape") this.#choose({ text: "" });
    else return false;
    event.preventDefault();
    event.stopPropagation();
    return true;
  }

  #choose(answer) {
    this.#field.value = answer.text;
    this.#field.dispatchEvent(new Event("input"));
    this.#field.focus();
  }

  #draw() {
    this.list.hidden = !this.#shown.length;
    const options = this.#shown.map((answer, at) =>
      element(
        "li",
        { role: "option", id: `${this.id}-${at}`, "aria-selected": String(at === this.#at), onclick: () => this.#choose(answer) },
        element("b", {}, `/${answer.key}`),
        element("span", {}, answer.text),
      ),
    );
    this.list.replaceChildren(...options);
    if (this.#shown.length) this.#field.setAttribute("aria-activedescendant", `${this.id}-${this.#at}`);
    else this.#field.removeAttribute("aria-activedescendant");
  }
}
