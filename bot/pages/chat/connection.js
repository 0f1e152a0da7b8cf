/** The WebSocket to Mia: hello, welcome, reconnect with backoff, resending what is unanswered. */

import { delay } from "./backoff.js";

const WELCOME_LIMIT = 10_000;
/** A phone's dead socket looks alive: no frame for so long after a message means it is gone. */
const SILENCE_LIMIT = 25_000;

export class Connection {
  #address;
  #outbox;
  #hello;
  #listener;
  #socket = null;
  #attempt = 0;
  #turn = 0;
  #welcomed = false;
  #retry = 0;
  #watch = 0;

  /**
   * @param {object} options
   * @param {URL} options.address
   * @param {import("./outbox.js").Outbox} options.outbox
   * @param {() => Promise<object>} options.hello makes the first frame
   * @param {{state(name: "connecting"|"online"|"offline"): void, frame(frame: object): void,
   *   refused(problem: object): boolean}} options.listener
   */
  constructor({ address, outbox, hello, listener }) {
    this.#address = address;
    this.#outbox = outbox;
    this.#hello = hello;
    this.#listener = listener;
    addEventListener("online", () => this.retryNow());
    addEventListener("offline", () => this.#lose());
    document.addEventListener("visibilitychange", () => {
      if (document.visibilityState === "visible") this.retryNow();
    });
  }

  /** Drops the present connection, if any, and makes a new one at once. */
  async open() {
    this.#drop();
    const turn = this.#turn;
    this.#listener.state("connecting");
    let hello;
    try {
      hello = await this.#hello();
    } catch {
      if (turn === this.#turn) this.#lose();
      return;
    }
    if (turn === this.#turn) this.#connect(hello);
  }

  /** Does not wait for the backoff to run out; does nothing when connected or connecting. */
  retryNow() {
    if (!this.#retry) return;
    this.#attempt = 0;
    this.open();
  }

  /** Sends now, or after the next welcome; keeps the frame until it is answered. */
  send(frame) {
    this.#outbox.put(frame);
    if (!this.#welcomed) return;
    this.#socket.send(JSON.stringify(frame));
    this.#watchFor(SILENCE_LIMIT);
  }

  /** Tells what needs no answer; where there is no connection it is not worth keeping. */
  tell(frame) {
    if (this.#welcomed) this.#socket.send(JSON.stringify(frame));
  }

  #connect(hello) {
    const socket = new WebSocket(this.#address);
    const current = (handler) => (event) => {
      if (socket === this.#socket) handler(event);
    };
    this.#socket = socket;
    this.#watchFor(WELCOME_LIMIT);
    socket.onopen = current(() => socket.send(JSON.stringify(hello)));
    socket.onmessage = current((event) => this.#receive(event.data));
    socket.onclose = current(() => this.#lose());
  }

  #receive(data) {
    let frame;
    try {
      frame = JSON.parse(data);
    } catch {
      return;
    }
    if (frame.type === "welcome") this.#welcome(frame);
    else if (frame.type === "error" && !this.#welcomed) this.#refuse(frame.problem ?? {});
    else this.#listener.frame(frame);
    if (this.#outbox.isEmpty) clearTimeout(this.#watch);
    else this.#watchFor(SILENCE_LIMIT);
  }

  #welcome(frame) {
    this.#welcomed = true;
    this.#attempt = 0;
    this.#listener.state("online");
    this.#listener.frame(frame);
    for (const waiting of this.#outbox.frames) this.#socket.send(JSON.stringify(waiting));
  }

  #refuse(problem) {
    if (this.#listener.refused(problem)) this.open();
    else this.#lose();
  }

  #lose() {
    this.#drop();
    this.#listener.state("offline");
    this.#retry = setTimeout(() => this.open(), delay(this.#attempt));
    this.#attempt += 1;
  }

  #drop() {
    this.#turn += 1;
    this.#welcomed = false;
    clearTimeout(this.#retry);
    clearTimeout(this.#watch);
    this.#retry = 0;
    const socket = this.#socket;
    this.#socket = null;
    socket?.close();
  }

  #watchFor(limit) {
    clearTimeout(this.#watch);
    this.#watch = setTimeout(() => this.open(), limit);
  }
}
