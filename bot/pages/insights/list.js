/** The list and its filters. */

import { byId, element } from "/chat/dom.js";
import * as api from "./api.js";
import { day, texts } from "./texts.js";

const PAGE = 30;
const TYPING_PAUSE = 250;

export class List {
  constructor(board, onChoose, onProblem) {
    this.board = board;
    this.onChoose = onChoose;
    this.onProblem = onProblem;
    this.chosen = null;
    this.shown = [];
    this.asked = 0;
    this.subject = "";
    const form = byId("filters");
    let waiting;
    form.addEventListener("submit", (event) => event.preventDefault());
    form.addEventListener("input", () => {
      clearTimeout(waiting);
      waiting = setTimeout(() => this.reload(), TYPING_PAUSE);
    });
    byId("more").addEventListener("click", () => this.load(this.shown.length));
    byId("list").addEventListener("keydown", (event) => this.move(event));
  }

  fill(words) {
    const form = byId("filters").elements;
    const options = (named) => [
      element("option", { value: "" }, texts.all),
      ...named.map(([id, name]) => element("option", { value: id }, name)),
    ];
    form.department.replaceChildren(...options(words.departments.map((each) => [each.id, each.name])));
    form.status.replaceChildren(...options(words.statuses.map((id) => [id, texts.statuses[id]])));
    form.kind.replaceChildren(...options(words.kinds.map((id) => [id, texts.kinds[id]])));
  }

  wanted() {
    const form = byId("filters").elements;
    return {
      department: form.department.value,
      status: form.status.value,
      kind: form.kind.value,
      subject: this.subject,
      text: form.text.value.trim(),
      owner: form.owner.checked ? this.board.me.login : "",
    };
  }

  reload() {
    return this.load(0);
  }

  async load(offset) {
    const asked = ++this.asked;
    let answer;
    try {
      answer = await api.list(this.wanted(), offset, PAGE);
    } catch (problem) {
      this.onProblem(problem);
      return;
    }
    if (asked !== this.asked) return; // the filter has changed meanwhile
    if (this.subject && !answer.subjects.some(({ id }) => id === this.subject)) {
      this.subject = ""; // the other filters leave nothing of it
      await this.load(0);
      return;
    }
    this.shown = offset ? [...this.shown, ...answer.items] : answer.items;
    this.drawSubjects(answer.subjects);
    byId("count").textContent = texts.count(answer.total);
    byId("more").hidden = this.shown.length >= answer.total;
    this.draw();
  }

  draw() {
    byId("list").replaceChildren(...this.shown.map((item) => element("li", {}, this.row(item))));
  }

  /** What people speak of, the most first; pressing one narrows the list to it. */
  drawSubjects(subjects) {
    const most = Math.max(1, ...subjects.map(({ voices }) => voices));
    const focused = document.activeElement?.dataset.subject;
    byId("subjects").replaceChildren(
      ...subjects.map(({ id, voices }) =>
        element(
          "li",
          {},
          element(
            "button",
            {
              type: "button",
              class: "subject",
              "data-subject": id,
              "aria-pressed": String(id === this.subject),
              onclick: () => {
                this.subject = id === this.subject ? "" : id;
                this.reload();
              },
            },
            element("span", {}, this.board.subjects[id] ?? id),
            element("b", {}, texts.voices(voices)),
            element("progress", { max: most, value: voices, "aria-hidden": "true" }),
          ),
        ),
      ),
    );
    if (focused) byId("subjects").querySelector(`[data-subject="${focused}"]`)?.focus();
  }

  choose(id) {
    this.chosen = id;
    for (const row of byId("list").querySelectorAll(".row"))
      row.setAttribute("aria-current", String(Number(row.dataset.id) === id));
  }

  row(item) {
    const department = this.board.departments.get(item.department) ?? item.department;
    return element(
      "button",
      {
        type: "button",
        class: "row",
        "data-id": item.id,
        "aria-current": String(item.id === this.chosen),
        onclick: () => this.onChoose(item.id),
      },
      element(
        "span",
        { class: "row-signs" },
        element("span", { class: "sign", "data-status": item.status }, texts.statuses[item.status]),
        element("span", { class: "sign" }, texts.kinds[item.kind]),
        element("span", { class: "sign voices" }, texts.voices(item.voices)),
      ),
      element("span", { class: "row-words" }, item.text),
      element("span", { class: "soft" }, `${department}, ${item.owner ? texts.owner(item.owner) : texts.nobody}, ${texts.since(day(item.created_at))}`),
    );
  }

  /** Arrows go from row to row. */
  move(event) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const rows = [...byId("list").querySelectorAll(".row")];
    const at = rows.indexOf(document.activeElement);
    if (!step || at < 0) return;
    event.preventDefault();
    rows[Math.min(Math.max(at + step, 0), rows.length - 1)].focus();
  }
}
