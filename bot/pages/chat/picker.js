/** The demo's choice of who writes. It exists only where the server has the demo's list. */

import { element } from "./dom.js";
import { msisdn } from "./format.js";
import { icon } from "./icons.js";
import { texts } from "./texts.js";

const initial = (name) => name.trim().charAt(0).toUpperCase() || "?";

export class Picker {
  #parts;
  #onChoose;
  #people = [];

  /**
   * @param {{dialog, list, close, open, badge}} parts elements of index.html
   * @param {(person: {msisdn: string, name: string}|null) => void} onChoose
   */
  constructor(parts, onChoose) {
    this.#parts = parts;
    this.#onChoose = onChoose;
    const { dialog, open, close } = parts;
    open.addEventListener("click", () => {
      dialog.showModal();
      dialog.querySelector('[aria-pressed="true"]')?.focus();
    });
    close.addEventListener("click", () => dialog.close());
    // A press on the backdrop lands on the dialog itself, beside its content.
    dialog.addEventListener("click", (event) => {
      if (event.target === dialog) dialog.close();
    });
  }

  get isOpen() {
    return this.#parts.dialog.open;
  }

  /** @param {Array<{msisdn, name, tariff, note}>} people @param {object|null} chosen */
  fill(people, chosen) {
    this.#people = people;
    this.#parts.open.hidden = false;
    this.mark(chosen);
  }

  mark(chosen) {
    const { list, open, badge } = this.#parts;
    const name = chosen?.name ?? texts.picker.guest;
    badge.textContent = initial(name);
    open.setAttribute("aria-label", texts.picker.open(name));
    open.title = texts.picker.open(name);
    const guest = { msisdn: null, name: texts.picker.guest, note: texts.picker.guestNote };
    list.replaceChildren(
      ...[guest, ...this.#people].map((person) =>
        element("li", {}, this.#option(person, person.msisdn === (chosen?.msisdn ?? null))),
      ),
    );
  }

  #option(person, current) {
    const choose = () => {
      this.#parts.dialog.close();
      this.#onChoose(person.msisdn ? person : null);
    };
    const facts = [person.msisdn && msisdn(person.msisdn), person.tariff].filter(Boolean);
    return element(
      "button",
      {
        type: "button",
        class: "person",
        "aria-pressed": String(current),
        "data-testid": "picker-option",
        "data-msisdn": person.msisdn ?? "",
        onclick: choose,
      },
      element("span", { class: "person-badge", "aria-hidden": "true" }, initial(person.name)),
      element(
        "span",
        { class: "person-about" },
        element("b", {}, person.name),
        facts.length > 0 && element("span", { class: "person-facts" }, facts.join(" · ")),
        person.note && element("span", { class: "person-note" }, person.note),
      ),
      current && icon("check"),
    );
  }
}
