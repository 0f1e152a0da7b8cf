/** What happens when the subscriber says something and when a frame comes from Mia. */

import { uuid } from "./ids.js";
import { offered } from "./replies.js";
import { MASK, looksSecret, secretLabel } from "./secret.js";

const TYPING_EVERY = 3000;

export class Conversation {
  #page;
  #identity;
  #outbox;
  #connection = null;
  #online = false;
  #seen = new Set();
  #arrived = new Set();
  #typedAt = 0;
  #subscriber = null;
  #greeted = false;
  #begun = false;

  /**
   * @param {object} page the parts of the page: log, replies, composer, typing, problem, header,
   *   welcome, scroller, and `replied()`
   */
  constructor(page, identity, outbox) {
    this.#page = page;
    this.#identity = identity;
    this.#outbox = outbox;
  }

  attach(connection) {
    this.#connection = connection;
  }

  state(name) {
    this.#online = name === "online";
    this.#page.header.follow(name);
    if (!this.#online) this.#page.typing.hide();
  }

  /** Forgets all that is shown; another person is going to write. */
  restart() {
    const { log, replies, composer, typing, problem, header, welcome } = this.#page;
    this.#outbox.clear();
    this.#seen.clear();
    this.#arrived.clear();
    this.#begun = this.#greeted = false;
    log.clear();
    replies.clear();
    typing.hide();
    problem.clear();
    welcome.hide();
    header.serve(null);
    composer.clear();
    composer.askSecret(null);
  }

  /** @param {string} text @param {boolean} masked typed into the secret field */
  say(text, masked = false) {
    const secret = masked || (this.#page.composer.awaitsSecret && looksSecret(text));
    this.#send({ text }, { text: secret ? MASK : text, secret });
  }

  /** A payload that begins with «/» is for Mia; any other is what the subscriber says. */
  press({ title, payload }) {
    const words = payload?.startsWith("/") ? { payload, text: title } : { text: payload || title };
    this.#send(words, { text: title, said: [title, words.text], button: true });
  }

  #send(words, shown) {
    const { log, replies, problem, scroller } = this.#page;
    const frame = { type: "message", id: uuid(), ...words };
    problem.clear();
    replies.clear();
    this.#begin();
    log.add({ from: "user", id: frame.id, waiting: true, ...shown });
    if (!this.#online) log.mark(frame.id, "pending");
    scroller.toEnd();
    this.#connection.send(frame);
  }

  /** Lets a person who has the conversation see that one is typing. */
  typing() {
    const now = performance.now();
    if (now - this.#typedAt < TYPING_EVERY) return;
    this.#typedAt = now;
    this.#connection.tell({ type: "typing" });
  }

  #begin() {
    this.#begun = true;
    this.#page.welcome.hide();
  }

  frame(frame) {
    if (frame.type === "welcome") this.#welcome(frame);
    else if (["typing", "person_typing"].includes(frame.type)) this.#typing();
    else if (frame.type === "reply") this.#reply(frame);
    else if (frame.type === "error") this.#error(frame);
  }

  #welcome({ subscriber, history, greeting, expect, secret }) {
    const { log, header, replies, scroller } = this.#page;
    this.#identity.accepted();
    this.#subscriber = subscriber ?? null;
    header.serve(this.#subscriber);
    for (const { id } of this.#outbox.frames) log.mark(id, null);
    const past = history ?? [];
    log.restore(past);
    this.#arrive(past);
    if (past.some(({ from }) => from === "user")) this.#begin();
    if (log.isEmpty && greeting) this.#render(greeting, { greeting: true });
    this.#greeted ||= !log.isEmpty;
    if (!this.#begun) this.#page.welcome.show(this.#subscriber?.name ?? null, this.#greeted);
    if (this.#outbox.isEmpty && replies.isEmpty) replies.show(offered(past, expect));
    if (secret) this.#askSecret(past[past.length - 1]?.text ?? "");
    if (past.length) scroller.toEnd("auto");
    else scroller.toStart();
  }

  #typing() {
    this.#page.typing.show();
    this.#page.scroller.keepEnd();
  }

  #reply(frame) {
    if (this.#isRepeat(frame)) return;
    const { log, typing, problem, scroller, replied } = this.#page;
    typing.hide();
    problem.clear();
    if (frame.token) this.#identity.keepToken(frame.token);
    if (frame.subscriber) this.#page.header.serve(frame.subscriber);
    this.#answered(frame.to);
    log.dropProvisional((frame.messages ?? []).map(({ text }) => text));
    if (frame.to) this.#begin();
    const first = this.#render(frame);
    if (first) scroller.follow(first);
    replied();
  }

  /** The server may send a stored answer again; the same words for the same id are one answer. */
  #isRepeat(frame) {
    if (!frame.to) return false;
    const key = `${frame.to} ${JSON.stringify(frame.messages)}`;
    const repeat = this.#seen.has(key);
    this.#seen.add(key);
    return repeat;
  }

  /** Reports what was said without being asked for; @returns {object[]} what was not here yet. */
  #arrive(messages) {
    const fresh = messages.filter(({ id }) => !id || !this.#arrived.has(id));
    const ids = fresh.map(({ id }) => id).filter(Boolean);
    for (const id of ids) this.#arrived.add(id);
    for (let at = 0; at < ids.length; at += 100) {
      this.#connection.tell({ type: "arrived", ids: ids.slice(at, at + 100) });
    }
    return fresh;
  }

  /** @returns {HTMLElement|undefined} the first of the new messages */
  #render(reply, extra = {}) {
    const { log, replies } = this.#page;
    const messages = this.#arrive(reply.messages ?? []);
    const nodes = messages
      .map((message) => ({ ...message, from: "mia", text: message.text ?? "", ...extra }))
      .filter(({ text, links, card }) => text || links?.length || card)
      .map((message) => log.add(message));
    replies.show(offered(messages, reply.expect));
    if (reply.secret) this.#askSecret(messages[messages.length - 1]?.text ?? "");
    else this.#page.composer.askSecret(null);
    return nodes[0];
  }

  #askSecret(question) {
    this.#page.composer.askSecret(secretLabel(question));
  }

  #error({ problem, to }) {
    const { log, typing, composer, problem: line } = this.#page;
    typing.hide();
    line.show(problem ?? {});
    if (!to) return;
    const frame = this.#answered(to);
    const entry = log.mark(to, "failed");
    if (frame && entry && !entry.secret && !entry.button) composer.giveBack(frame.text);
  }

  #answered(id) {
    if (!id) return undefined;
    this.#page.log.settle(id);
    return this.#outbox.take(id);
  }
}
