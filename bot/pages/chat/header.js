/** Mia's name, how she is doing, and for whom she is working. */

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
    this.#parts.who.textContent = [name, subscriber?.msisdn].filter(Boolean).join(", ");
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
