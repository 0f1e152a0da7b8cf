/** What is told at once: a WebSocket that comes back by itself, and answers the server's heartbeat. */

import { delay } from "/chat/backoff.js";

const SIGN_IN = 4401;

export class Socket {
  #socket = null;
  #attempt = 0;
  #wanted = false;
  #listener;

  /** @param {{frame(frame: object): void, state(name: string): void, over(): void}} listener */
  constructor(listener) {
    this.#listener = listener;
  }

  open() {
    this.#wanted = true;
    const address = new URL("/desk/socket", location.href);
    address.protocol = location.protocol === "https:" ? "wss:" : "ws:";
    const socket = new WebSocket(address);
    this.#socket = socket;
    socket.onopen = () => {
      this.#attempt = 0;
      this.#listener.state("online");
    };
    socket.onmessage = (event) => this.#receive(JSON.parse(event.data));
    socket.onclose = (event) => this.#lost(event.code);
  }

  close() {
    this.#wanted = false;
    this.#socket?.close();
  }

  send(frame) {
    if (this.#socket?.readyState === WebSocket.OPEN) this.#socket.send(JSON.stringify(frame));
  }

  #receive(frame) {
    if (frame.type === "beat") this.send({ type: "beat" });
    else this.#listener.frame(frame);
  }

  #lost(code) {
    if (!this.#wanted) return;
    if (code === SIGN_IN) {
      this.#listener.over();
      return;
    }
    this.#listener.state("offline");
    setTimeout(() => this.#wanted && this.open(), delay(this.#attempt));
    this.#attempt += 1;
  }
}
