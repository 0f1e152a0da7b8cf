/**
 * Messages that Mia has not answered yet. They are sent again with the same ids after a
 * reconnect, as the server answers an id once. Memory only: a secret is never stored.
 */
export class Outbox {
  #frames = new Map();

  put(frame) {
    this.#frames.set(frame.id, frame);
  }

  has(id) {
    return this.#frames.has(id);
  }

  /** The message is answered; gives back its frame, or undefined when it was not waiting. */
  take(id) {
    const frame = this.#frames.get(id);
    this.#frames.delete(id);
    return frame;
  }

  clear() {
    this.#frames.clear();
  }

  get frames() {
    return [...this.#frames.values()];
  }

  get isEmpty() {
    return this.#frames.size === 0;
  }
}
