/** The buttons under Mia's last reply. They serve once. */

import { element } from "./dom.js";

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
