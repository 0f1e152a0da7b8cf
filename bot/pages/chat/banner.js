/** The strip under the header that tells of a lost connection. A short loss is not worth it. */

import { texts } from "./texts.js";

const PATIENCE = 800;

export class Banner {
  #strip;
  #words;
  #timer = 0;

  constructor({ strip, words, retry }, onRetry) {
    this.#strip = strip;
    this.#words = words;
    retry.textContent = texts.banner.tryNow;
    retry.addEventListener("click", onRetry);
  }

  /** @param {"connecting"|"online"|"offline"} state */
  follow(state) {
    if (state === "online") this.#hide();
    else if (!this.#strip.hidden) this.#write();
    else if (!this.#timer) this.#timer = setTimeout(() => this.#show(), PATIENCE);
  }

  #show() {
    this.#strip.hidden = false;
    this.#write();
  }

  #hide() {
    clearTimeout(this.#timer);
    this.#timer = 0;
    this.#strip.hidden = true;
    this.#words.textContent = "";
  }

  #write() {
    const { noInternet, reconnecting } = texts.banner;
    const words = navigator.onLine ? reconnecting : noInternet;
    // Written only when it changes: a live region repeats what is written again.
    if (this.#words.textContent !== words) this.#words.textContent = words;
  }
}
