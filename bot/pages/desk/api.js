/** The desk's HTTP: JSON in and out, the session's CSRF token with every change. */

const LONGEST = 15_000;

export class Refused extends Error {
  constructor(status, problem) {
    super(problem.title ?? String(status));
    this.status = status;
    this.problem = problem;
  }
}

export class Api {
  #csrf = "";
  #onOver;

  /** @param {() => void} onOver called when the session is over */
  constructor(onOver) {
    this.#onOver = onOver;
  }

  /** @param {string} csrf */
  trust(csrf) {
    this.#csrf = csrf;
  }

  get(path) {
    return this.#ask(path, {});
  }

  post(path, body = {}) {
    return this.#ask(path, {
      method: "POST",
      headers: { "Content-Type": "application/json", "X-CSRF-Token": this.#csrf },
      body: JSON.stringify(body),
    });
  }

  async #ask(path, options) {
    const answer = await fetch(`/desk${path}`, { ...options, signal: AbortSignal.timeout(LONGEST) });
    if (answer.status === 204) return null;
    const content = await answer.json().catch(() => ({}));
    if (answer.ok) return content;
    if (answer.status === 401) this.#onOver();
    throw new Refused(answer.status, content);
  }
}
