/** The buttons under Mia's last reply. They serve once. */

import { element } from "./dom.js";

/**
 * Which buttons to show under the messages of a reply. Where Mia asks something, those that answer
 * it: offers made in passing would stand among the answers.
 * @param {Array<{buttons?: object[]}>} messages @param {string} [expect]
 */
export function offered(messages, expect = "open") {
  const sets = messages.map(({ buttons }) => buttons ?? []).filter(({ length }) => length > 0);
  return expect === "open" ? sets.flat() : (sets[sets.length - 1] ?? []);
}

export class QuickReplies {
  #node;
  #onPress;

  /** @param {(button: {title: string, payload: string}, byKeyboard: boolean) => void} onPress */
  constructor(node, onPress) {
    this.#node = node;
    this.#onPress = onPress;
  }

  show(buttons) {
    this.#node.replaceChildren(...buttons.map((button) => this.#button(button)));
    this.#node.hidden = buttons.length === 0;
  }

  get isEmpty() {
    return this.#node.hidden;
  }

  clear() {
    this.show([]);
  }

  #button(button) {
    const press = (event) => {
      this.clear();
      this.#onPress(button, event.detail === 0);
    };
    return element(
      "button",
      { type: "button", class: "reply", "data-testid": "quick-reply", onclick: press },
      button.title,
    );
  }
}
