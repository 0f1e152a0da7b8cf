/** One conversation: its lines, and the field to write. Several stand side by side. */

import { element } from "/chat/dom.js";
import { uuid } from "/chat/ids.js";
import { Canned } from "./canned.js";
import { drafts } from "./drafts.js";
import { nameOf } from "./lists.js";
import { texts } from "./texts.js";

const TYPING_EVERY = 3000;
const TYPING_FOR = 5000;

const clock = (seconds) =>
  new Date(seconds * 1000).toLocaleTimeString("ru", { hour: "2-digit", minute: "2-digit" });

export class Talk {
  #case;
  #me;
  #actions;
  #lines = new Map();
  #typedAt = 0;
  #unsent = null;
  #inserted = null;
  #typingTimer = 0;

  /**
   * @param {object} content the case as the server shows it
   * @param {object} me who is signed in
   * @param {object} actions what the page does for it: say, typing, note, pass, end, takeOver, close,
   *   focus, canned
   */
  constructor(content, me, actions) {
    this.#case = content;
    this.#me = me;
    this.#actions = actions;
    this.#build();
    this.update(content);
    this.field.value = drafts.of(content.id);
  }

  get content() {
    return this.#case;
  }

  get isMine() {
    return this.#case.holder === this.#me.login && ["offered", "held"].includes(this.#case.state);
  }

  /** Since when (Unix seconds) the subscriber waits for the agent's words; `null`: he does not, `undefined`: it is not said here. */
  get awaits() {
    const { channel, taken_at: taken } = this.#case;
    if (!this.isMine || channel === "phone") return undefined;
    const said = [...this.#lines.values()].filter(({ spoken }) => spoken);
    const answered = said.findLastIndex(({ line }) => line.side === "agent");
    const asked = said.slice(answered + 1).find(({ line }) => line.side === "subscriber");
    return asked?.line.at ?? (answered < 0 ? taken : null);
  }

  #button(text, testid, key, onclick) {
    return element("button", { type: "button", class: "plain", "data-testid": testid, title: key, onclick }, text);
  }

  #build() {
    const { note, pass, end, takeOver, close, focus } = this.#actions;
    this.log = element("div", {
      class: "log",
      role: "log",
      "aria-live": "polite",
      "aria-label": texts.talk.log(nameOf(this.#case)),
      tabindex: "0",
    });
    this.typing = element("p", { class: "typing", "aria-live": "polite", hidden: true }, texts.talk.typing);
    this.field = element("textarea", {
      rows: "2",
      maxlength: "4000",
      "aria-label": texts.talk.write,
      placeholder: texts.talk.placeholder,
      "data-testid": "field",
      oninput: () => this.#typed(),
      onkeydown: (event) => this.#key(event),
    });
    this.form = element(
      "form",
      {
        class: "write",
        onsubmit: (event) => {
          event.preventDefault();
          this.send();
        },
      },
      this.field,
      element("button", { class: "main-button", type: "submit", "data-testid": "say" }, texts.talk.send),
    );
    this.canned = new Canned(this.field, this.#actions.canned, this.form);
    this.title = element("h2", {});
    this.about = element("p", { class: "talk-about" });
    this.mineTools = element(
      "span",
      { class: "tools" },
      this.#button(texts.talk.note, "note", "Alt+T", () => note(this)),
      this.#button(texts.talk.pass, "pass", "Alt+P", () => pass(this)),
      this.#button(texts.talk.end, "end", "Alt+Enter", () => end(this)),
    );
    this.otherTools = element(
      "span",
      { class: "tools" },
      this.#me.role === "supervisor" && this.#button(texts.talk.takeOver, "take-over", "", () => takeOver(this)),
      this.#button(texts.talk.close, "close", "", () => close(this)),
    );
    this.node = element(
      "section",
      { class: "talk", "data-case": this.#case.id, "data-testid": "talk", onfocusin: () => focus(this), onclick: () => focus(this) },
      element("header", { class: "talk-head" }, element("div", {}, this.title, this.about), this.mineTools, this.otherTools),
      this.log,
      this.typing,
      this.form,
    );
  }

  /** Shows a newer state of the same case. */
  update(content) {
    this.#case = { ...this.#case, ...content };
    const { mood, sureness, channel, state } = this.#case;
    this.title.textContent = nameOf(this.#case);
    const listening = !this.isMine && state !== "ended" ? texts.talk.listen : "";
    this.about.textContent = [texts.channels[channel], texts.sureness[sureness], texts.moods[mood], listening]
      .filter(Boolean)
      .join(" · ");
    this.node.classList.toggle("is-other", !this.isMine);
    this.mineTools.hidden = !this.isMine;
    this.otherTools.hidden = this.isMine;
    this.form.hidden = !this.isMine || channel === "phone";
    if (!this.#lines.size) this.#before();
    for (const line of content.lines ?? []) this.line(line);
  }

  #before() {
    const lines = this.#case.transcript ?? [];
    if (!lines.length) return;
    this.log.append(element("p", { class: "divider" }, texts.talk.before));
    lines.forEach((said, at) => this.#show({ ...said, id: `before-${at}`, name: "" }, false));
    this.log.append(element("hr", {}));
  }

  /** A line comes once, however often it is told. */
  line(line) {
    const known = this.#lines.get(line.id);
    if (known) {
      if (line.delivered) this.delivered([line.id]);
      return;
    }
    this.#show(line, true);
    if (line.delivered) this.delivered([line.id]);
    if (line.side === "subscriber") this.typing.hidden = true;
  }

  /** @param {boolean} spoken whether it was said at the desk, and not before */
  #show(line, spoken) {
    const own = line.side === "agent" && line.name === this.#me.name;
    const author = line.name && !own ? line.name : texts.sides[line.side];
    const mark = line.side === "agent" ? element("span", { class: "mark-sent", "aria-label": texts.talk.sent }, "✓") : null;
    const node = element(
      "article",
      { class: `line is-${line.side}`, "data-testid": `line-${line.side}` },
      element("span", { class: "line-author" }, author),
      element("p", { class: "line-text" }, line.text),
      element("span", { class: "line-foot" }, element("time", {}, clock(line.at)), mark),
    );
    this.#lines.set(line.id, { line, spoken, mark });
    this.log.append(node);
    this.toEnd();
  }

  delivered(ids) {
    for (const id of ids) {
      const mark = this.#lines.get(id)?.mark;
      if (!mark) continue;
      mark.textContent = "✓✓";
      mark.setAttribute("aria-label", texts.talk.delivered);
      mark.classList.add("is-delivered");
    }
  }

  subscriberTypes() {
    this.typing.hidden = false;
    clearTimeout(this.#typingTimer);
    this.#typingTimer = setTimeout(() => (this.typing.hidden = true), TYPING_FOR);
  }

  /** Puts words where the cursor is. What was written stays, but for words that were just put in. */
  insert(text) {
    const { field } = this;
    if (field.value === this.#inserted) field.select();
    const { selectionStart: from, selectionEnd: to } = field;
    const gap = /\S$/.test(field.value.slice(0, from)) ? " " : "";
    field.setRangeText(gap + text, from, to, "end");
    this.#inserted = field.value === text ? text : null;
    field.focus();
    this.#typed();
  }

  async send() {
    const text = this.field.value.trim();
    if (!text || !this.isMine) return;
    const said = this.#unsent?.text === text ? this.#unsent : { id: uuid(), text };
    this.#unsent = null;
    this.#write("");
    if (await this.#actions.say(this, said)) return;
    this.#unsent = said; // it may have arrived all the same: tried again, it is still the same words
    if (!this.field.value) this.#write(text);
  }

  #write(text) {
    this.field.value = text;
    drafts.keep(this.#case.id, text);
  }

  toEnd() {
    this.log.scrollTop = this.log.scrollHeight;
  }

  focus() {
    (this.form.hidden ? this.log : this.field).focus();
  }

  #key(event) {
    if (this.canned.key(event)) return;
    if (event.key !== "Enter" || event.shiftKey || event.altKey || event.isComposing) return;
    event.preventDefault();
    this.send();
  }

  #typed() {
    this.canned.follow();
    drafts.keep(this.#case.id, this.field.value);
    const now = performance.now();
    if (now - this.#typedAt < TYPING_EVERY || !this.field.value) return;
    this.#typedAt = now;
    this.#actions.typing(this);
  }
}
