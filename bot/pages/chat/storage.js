/**
 * Storage that never throws: in an iframe of another site, or in a private window, the browser
 * may forbid it; then things last as long as the page.
 */
class Shelf {
  #area;
  #spare = new Map();

  constructor(area) {
    this.#area = area;
  }

  get(key) {
    try {
      const kept = this.#area().getItem(key);
      if (kept !== null) return JSON.parse(kept);
    } catch {
      /* forbidden or spoilt: the spare copy serves */
    }
    return this.#spare.get(key) ?? null;
  }

  set(key, value) {
    this.#spare.set(key, value);
    try {
      this.#area().setItem(key, JSON.stringify(value));
    } catch {
      /* kept in memory only */
    }
  }

  remove(key) {
    this.#spare.delete(key);
    try {
      this.#area().removeItem(key);
    } catch {
      /* there was nothing to remove */
    }
  }
}

/** Outlives the browser: theme, chosen person, sender ids. */
export const local = new Shelf(() => window.localStorage);

/** Ends with the tab: tokens. */
export const session = new Shelf(() => window.sessionStorage);
