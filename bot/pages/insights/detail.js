/** One insight: what was said, by whom, what is answered, and what has happened to it. */

import { byId, element } from "/chat/dom.js";
import { drafts } from "./drafts.js";
import { moment, texts } from "./texts.js";

export class Detail {
  /** @param act (what, body) → promise that is true once it is done */
  constructor(board, act) {
    this.board = board;
    this.act = act;
    this.place = byId("detail");
    this.clear();
  }

  clear() {
    this.insight = null;
    this.place.replaceChildren(element("p", { class: "empty" }, texts.choose));
  }

  /** Show an insight, with the answer that is being written. */
  show(insight) {
    this.insight = insight;
    this.place.replaceChildren(
      ...[this.head(), insight.may_answer ? this.work() : null, this.answered(), this.people(), this.history()].filter(Boolean),
    );
  }

  head() {
    const { kind, status, voices, subject, department, owner, text } = this.insight;
    return element(
      "div",
      { class: "block" },
      element(
        "div",
        { class: "facts" },
        element("span", { class: "sign", "data-status": status }, texts.statuses[status]),
        element("span", { class: "sign" }, texts.kinds[kind]),
        element("span", { class: "sign voices" }, texts.voices(voices)),
        element("span", { class: "sign" }, this.board.subjects[subject] ?? subject),
        element("span", { class: "sign" }, this.board.departments.get(department) ?? department),
        element("span", { class: "sign" }, owner ? texts.owner(owner) : texts.nobody),
      ),
      element("h2", { class: "words" }, `«${text}»`),
      this.insight.may_answer || this.insight.answer ? null : element("p", { class: "soft" }, texts.foreign),
    );
  }

  work() {
    const { id } = this.insight;
    const answer = element("textarea", {
      name: "answer",
      rows: "4",
      maxlength: "2000",
      "aria-describedby": "answer-hint",
      oninput: () => drafts.keep(id, answer.value),
    });
    answer.value = drafts.of(id);
    const send = (status) => () => {
      if (answer.value.trim().length < 3) answer.focus();
      else this.act("answer", { text: answer.value.trim(), status });
    };
    const mine = this.insight.owner === this.board.me.login;
    return element(
      "div",
      { class: "work" },
      element("label", {}, texts.answer, answer),
      element("p", { id: "answer-hint", class: "soft" }, texts.answerHint),
      element(
        "div",
        { class: "buttons" },
        element("button", { type: "button", class: "main-button", onclick: send("answered") }, texts.send),
        element("button", { type: "button", class: "quiet-button", onclick: send("declined") }, texts.decline),
        mine ? null : element("button", { type: "button", class: "quiet-button", onclick: () => this.act("take", {}) }, texts.take),
      ),
      this.moving(),
      this.noting(),
    );
  }

  moving() {
    const others = [...this.board.departments].filter(([id]) => id !== this.insight.department);
    const choice = element("select", { id: "move-to" }, ...others.map(([id, name]) => element("option", { value: id }, name)));
    const move = () => this.act("move", { department: choice.value });
    return element(
      "div",
      { class: "move" },
      element("div", { class: "field" }, element("label", { for: "move-to" }, texts.move), choice),
      element("button", { type: "button", class: "quiet-button", onclick: move }, texts.doMove),
    );
  }

  noting() {
    const field = element("input", { maxlength: "2000" });
    const write = () => (field.value.trim() ? this.act("note", { text: field.value.trim() }) : field.focus());
    return element(
      "div",
      { class: "move" },
      element("label", {}, texts.note, field),
      element("button", { type: "button", class: "quiet-button", onclick: write }, texts.addNote),
    );
  }

  answered() {
    const { answer } = this.insight;
    if (!answer) return null;
    return element("div", { class: "block" }, element("h3", {}, texts.answer), element("p", { class: "answer" }, answer));
  }

  people() {
    const { people, may_answer: mayAnswer, answer } = this.insight;
    const part = (voice) =>
      element(
        "button",
        {
          type: "button",
          class: "quiet-button",
          "aria-label": texts.partLabel(voice.id),
          onclick: () => this.act("part", { voice: voice.id }),
        },
        texts.part,
      );
    const item = (voice) =>
      element(
        "li",
        {},
        element(
          "div",
          { class: "line" },
          element(
            "span",
            { class: "soft" },
            [voice.who, voice.number, texts.moods[voice.mood], moment(voice.said_at)].filter(Boolean).join(", "),
          ),
          mayAnswer && people.length > 1 ? part(voice) : null,
        ),
        element("p", {}, voice.text),
        answer ? element("span", { class: "soft" }, voice.told_at ? `${texts.told} ${moment(voice.told_at)}` : texts.notTold) : null,
      );
    return element(
      "div",
      { class: "block" },
      element("h3", {}, texts.people),
      element("ul", { class: "people" }, ...people.map(item)),
    );
  }

  history() {
    const line = (event) => {
      const who = event.who === "mia" ? texts.mia : event.who;
      const more = event.details.note ?? texts.how[event.details.how] ?? "";
      const what = texts.events[event.what] ?? event.what;
      return element(
        "li",
        {},
        element("time", { class: "soft", datetime: event.at }, moment(event.at)),
        element("span", {}, `${what}${more ? `: ${more}` : ""} (${who})`),
      );
    };
    return element(
      "div",
      { class: "block" },
      element("h3", {}, texts.history),
      element("ol", { class: "history" }, ...this.insight.history.map(line)),
    );
  }
}
