/** Keeps the newest message in sight, unless the reader has scrolled back to older ones. */

import { wantsStillness } from "./dom.js";

const NEAR = 80;
const MARGIN = 16;

export class Scroller {
  #area;
  #button;
  #pinned = true;
  #last = 0;

  constructor(area, button) {
    this.#area = area;
    this.#button = button;
    area.addEventListener("scroll", () => this.#look(), { passive: true });
    button.addEventListener("click", () => this.toEnd());
    // The on-screen keyboard, a growing composer or a turned phone change the height.
    new ResizeObserver(() => {
      if (this.#pinned) this.#to(area.scrollHeight, "auto");
    }).observe(area);
  }

  toEnd(behavior = "smooth") {
    this.#pinned = true;
    this.#to(this.#area.scrollHeight, behavior);
  }

  /** The first screen is read from its top. */
  toStart() {
    this.#area.scrollTop = 0;
    this.#pinned = this.#area.scrollHeight <= this.#area.clientHeight;
  }

  /** Something grew at the end (the typing sign). */
  keepEnd() {
    if (this.#pinned) this.toEnd();
  }

  /** Follows a new message; a long one is shown from its beginning. */
  follow(node) {
    if (!this.#pinned) {
      this.#button.hidden = false;
      return;
    }
    const area = this.#area;
    const above = node.getBoundingClientRect().top - area.getBoundingClientRect().top;
    const start = area.scrollTop + above - MARGIN;
    const end = area.scrollHeight - area.clientHeight;
    // From the middle of a long answer nothing may pull the reader on.
    this.#pinned = start >= end;
    this.#to(Math.min(start, end), "smooth");
  }

  #to(top, behavior) {
    this.#area.scrollTo({ top, behavior: wantsStillness() ? "auto" : behavior });
  }

  #look() {
    const { scrollHeight, scrollTop, clientHeight } = this.#area;
    const near = scrollHeight - scrollTop - clientHeight < NEAR;
    // A smooth scroll passes through far places on its way down: only going up lets go.
    if (near) this.#pinned = true;
    else if (scrollTop < this.#last) this.#pinned = false;
    this.#last = scrollTop;
    if (near) this.#button.hidden = true;
  }
}
