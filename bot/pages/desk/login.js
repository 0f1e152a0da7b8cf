/** Signing in. Who has a session already goes straight to the desk. */

import { byId } from "/chat/dom.js";
import { texts } from "./texts.js";

export class Login {
  #node;
  #api;
  #onEnter;

  constructor(node, api, onEnter) {
    this.#node = node;
    this.#api = api;
    this.#onEnter = onEnter;
    byId("login-form").addEventListener("submit", (event) => {
      event.preventDefault();
      this.#enter();
    });
  }

  async begin() {
    const me = await this.#api.get("/me").catch(() => null);
    if (me) await this.#onEnter(me);
    else this.show("");
  }

  show(problem) {
    this.#node.hidden = false;
    byId("login-problem").textContent = problem;
    byId("login-password").value = "";
    byId("login-name").focus();
  }

  hide() {
    this.#node.hidden = true;
  }

  async #enter() {
    const body = { login: byId("login-name").value.trim(), password: byId("login-password").value };
    try {
      await this.#onEnter(await this.#api.post("/login", body));
    } catch (error) {
      const words = { 403: texts.problems.wrong, 429: texts.problems.many };
      byId("login-problem").textContent = words[error.status] ?? texts.problems.network;
      byId("login-password").select();
    }
  }
}
