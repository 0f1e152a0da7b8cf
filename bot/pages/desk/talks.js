/** The conversations side by side, and which of them is in focus. */

import { element } from "/chat/dom.js";
import { Talk } from "./talk.js";
import { texts } from "./texts.js";

export class Talks {
  #node;
  #api;
  #page;
  #talks = [];
  #focused = null;
  #acknowledged = new Set();

  constructor(node, api, page) {
    this.#node = node;
    this.#api = api;
    this.#page = page;
    this.#draw();
  }

  get focused() {
    return this.#focused;
  }

  find(id) {
    return this.#talks.find(({ content }) => content.id === id);
  }

  /** Shows a case; one that was just offered is acknowledged: its packet is here. */
  async open(id, content = null) {
    const whole = content ?? (await this.#page.asked(this.#api.get(`/cases/${id}`)));
    if (!whole) return;
    const talk = this.find(id) ?? this.#add(whole);
    talk.update(whole);
    this.#focus(talk);
    talk.focus();
    await this.#acknowledge(talk);
  }

  #add(content) {
    const talk = new Talk(content, this.#page.me(), {
      say: (which, words) => this.#say(which, words),
      typing: this.#page.typing,
      note: this.#page.note,
      pass: this.#page.pass,
      end: this.#page.end,
      takeOver: (which) => this.#takeOver(which),
      close: (which) => this.close(which),
      focus: (which) => this.#focus(which),
      canned: this.#page.canned(),
    });
    this.#talks.push(talk);
    this.#draw();
    talk.toEnd();
    return talk;
  }

  async #acknowledge(talk) {
    const { id, state, lease } = talk.content;
    const key = `${id} ${lease}`;
    if (!talk.isMine || state !== "offered" || this.#acknowledged.has(key)) return;
    this.#acknowledged.add(key);
    const held = await this.#page.asked(this.#api.post(`/cases/${id}/acknowledge`, { lease }));
    if (held) talk.update(held);
    else this.#acknowledged.delete(key);
    this.#page.changed();
  }

  async #say(talk, words) {
    const { id, lease } = talk.content;
    const said = await this.#page.asked(this.#api.post(`/cases/${id}/say`, { lease, ...words }));
    if (said) talk.line(said.line);
    this.#page.heard();
    return said;
  }

  async #takeOver(talk) {
    const taken = await this.#page.asked(this.#api.post(`/cases/${talk.content.id}/take-over`));
    if (taken) await this.open(taken.id, taken);
  }

  async reload(talk) {
    const whole = await this.#api.get(`/cases/${talk.content.id}`).catch(() => null);
    if (!whole) return;
    talk.update(whole);
    if (talk === this.#focused) this.#page.focused(talk);
  }

  /** What the server says is mine: what came is opened, what went is taken away. */
  follow(mine) {
    this.#openAll(mine.filter((row) => !this.find(row.id)));
    for (const row of mine) {
      const talk = this.find(row.id);
      if (!talk) continue;
      if (talk.content.lease !== row.lease || talk.content.state !== row.state) this.#caughtUp(talk);
    }
    const ids = new Set(mine.map(({ id }) => id));
    for (const talk of this.#talks.filter((each) => each.isMine && !ids.has(each.content.id))) {
      this.#page.lost();
      this.close(talk);
    }
  }

  /** Opens cases in their order, whichever the server tells first. */
  async #openAll(rows) {
    const asked = rows.map(({ id }) => this.#page.asked(this.#api.get(`/cases/${id}`)));
    for (const content of await Promise.all(asked)) if (content && !this.find(content.id)) await this.open(content.id, content);
  }

  /** Live frames may have been missed: everything open is read again. */
  catchUp() {
    for (const talk of this.#talks) this.#caughtUp(talk);
  }

  async #caughtUp(talk) {
    await this.reload(talk);
    await this.#acknowledge(talk);
  }

  frame(frame) {
    const talk = this.find(frame.case);
    if (!talk) return;
    if (frame.type === "line") {
      talk.line(frame.line);
      this.#page.heard();
    } else if (frame.type === "delivered") talk.delivered(frame.ids);
    else if (frame.type === "typing") talk.subscriberTypes();
  }

  close(talk) {
    this.#talks = this.#talks.filter((each) => each !== talk);
    talk.node.remove();
    if (this.#focused === talk) this.#focus(this.#talks.at(-1) ?? null);
    this.#draw();
  }

  clear() {
    for (const talk of [...this.#talks]) this.close(talk);
    this.#acknowledged.clear();
  }

  #focus(talk) {
    if (this.#focused === talk) return;
    this.#focused = talk;
    for (const each of this.#talks) each.node.classList.toggle("is-focused", each === talk);
    talk?.node.scrollIntoView({ block: "nearest", inline: "nearest" });
    this.#page.focused(talk);
  }

  #draw() {
    const nothing = element("p", { class: "nothing talks-empty" }, texts.empty.talks);
    if (!this.#talks.length) this.#node.replaceChildren(nothing);
    else {
      this.#node.querySelector(".talks-empty")?.remove();
      for (const { node } of this.#talks) if (!node.isConnected) this.#node.append(node);
    }
  }
}
