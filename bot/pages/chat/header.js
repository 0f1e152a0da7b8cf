/** Mia's name, how she is doing, and for whom she is working. */

import { element } from "./dom.js";
import { texts } from "./texts.js";

export class Header {
  #parts;
  #state = "connecting";
  #typing = false;

  /** @param {{status, who}} parts elements of index.html */
  constructor(parts) {
    this.#parts = parts;
    this.#draw();
  }

  /** @param {"connecting"|"online"|"offline"} state */
  follow(state) {
    this.#state = state;
    this.#draw();
  }

  typing(isOn) {
    this.#typing = isOn;
    this.#draw();
  }

  /** @param {{name: string, msisdn: string}|null} subscriber */
  serve(subscriber) {
    const name = subscriber?.name?.trim().split(/\s+/)[0];
    const [, code, end] = /^(.*\s)?(.*)$/.exec(subscriber?.msisdn ?? "");
    const number = [code && element("span", { class: "who-code" }, code), end].filter(Boolean);
    this.#parts.who.replaceChildren(...[name, name && number.length && ", ", ...number].filter(Boolean));
    this.#draw();
  }

  #draw() {
    const { status, who } = this.#parts;
    const shown = this.#typing && this.#state === "online" ? "typing" : this.#state;
    status.dataset.state = this.#state;
    status.textContent = texts.status[shown];
    status.classList.toggle("is-brief", shown === "online" && who.textContent !== "");
  }
}
