/** The rooms of the desk: conversations, and for a supervisor the floor. */

import { element } from "/chat/dom.js";
import { texts } from "./texts.js";

export class Rooms {
  #node;
  #rooms;
  #buttons = {};

  constructor(node, rooms) {
    this.#node = node;
    this.#rooms = rooms;
  }

  fill(leads) {
    const names = leads ? ["work", "floor"] : ["work"];
    this.#buttons = Object.fromEntries(
      names.map((name) => [
        name,
        element("button", { type: "button", class: "plain room", "data-testid": `room-${name}`, onclick: () => this.show(name) }, texts.floor[name]),
      ]),
    );
    const insights = element("a", { class: "plain room", href: "/insights" }, texts.floor.insights);
    this.#node.replaceChildren(...Object.values(this.#buttons), insights);
    this.show("work");
  }

  show(name) {
    this.#rooms.work.hidden = name !== "work";
    if (name === "floor") this.#rooms.floor.open();
    else this.#rooms.floor.close();
    for (const [each, button] of Object.entries(this.#buttons)) {
      if (each === name) button.setAttribute("aria-current", "page");
      else button.removeAttribute("aria-current");
    }
  }
}
