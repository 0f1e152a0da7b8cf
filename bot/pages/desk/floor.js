/** The supervisor's room: who waits and talks, what is asked of him, and a search of conversations. */

import { element } from "/chat/dom.js";
import { nameOf } from "./lists.js";
import { texts } from "./texts.js";

const EVERY = 3000;
const LIVE = new Set(["offered", "held"]);
const minutes = (seconds) => (seconds == null ? texts.floor.none : texts.wait(seconds));

const moment = (seconds) =>
  new Date(seconds * 1000).toLocaleString("ru", { day: "numeric", month: "long", hour: "2-digit", minute: "2-digit" });

function figure(title, value, more = "") {
  return element("div", { class: "figure" }, element("dt", {}, title), element("dd", {}, value), more && element("dd", { class: "figure-more" }, more));
}

export class Floor {
  #node;
  #api;
  #actions;
  #timer = 0;

  /** @param {HTMLElement} node @param {import("./api.js").Api} api @param {{listen(id: string): void, decided(): void}} actions */
  constructor(node, api, actions) {
    this.#node = node;
    this.#api = api;
    this.#actions = actions;
    this.figures = element("dl", { class: "figures", "data-testid": "figures" });
    this.approvals = element("ul", { class: "floor-list", "data-testid": "approvals" });
    this.people = element("ul", { class: "floor-list", "data-testid": "people" });
    this.taken = element("ul", { class: "floor-list", "data-testid": "taken" });
    this.found = element("ul", { class: "floor-list", "data-testid": "found" });
    this.count = element("p", { class: "small", role: "status" });
    this.words = element("input", { type: "search", id: "search-words", minlength: "2", maxlength: "100", required: true, "data-testid": "search" });
    const search = element(
      "form",
      {
        class: "search",
        onsubmit: (event) => {
          event.preventDefault();
          this.#search();
        },
      },
      element("label", { for: "search-words" }, texts.floor.searchLabel),
      this.words,
      element("button", { type: "submit", class: "main-button" }, texts.floor.search),
    );
    const part = (title, ...content) => element("section", { class: "block" }, element("h2", {}, title), ...content);
    const wide = (title, ...content) => element("section", { class: "block is-wide" }, element("h2", {}, title), ...content);
    node.append(
      this.figures,
      element(
        "div",
        { class: "floor-parts" },
        part(texts.floor.approvals, this.approvals),
        part(texts.floor.taken, this.taken),
        part(texts.floor.people, this.people),
        wide(texts.floor.search, search, this.count, this.found),
      ),
    );
  }

  open() {
    this.#node.hidden = false;
    this.refresh();
    clearInterval(this.#timer);
    this.#timer = setInterval(() => this.refresh(), EVERY);
  }

  close() {
    this.#node.hidden = true;
    clearInterval(this.#timer);
  }

  async refresh() {
    const [floor, approvals] = await Promise.all([this.#api.get("/floor"), this.#api.get("/approvals")]).catch(() => [null]);
    if (!floor) return;
    const level = floor.level == null ? texts.floor.none : `${Math.round(floor.level * 100)} %`;
    this.figures.replaceChildren(
      figure(texts.floor.waiting, String(floor.waiting), texts.floor.queued(floor.queues.map(([queue, count]) => [texts.queues[queue] ?? queue, count]))),
      figure(texts.floor.longest, minutes(floor.longest)),
      figure(texts.floor.level, level),
      figure(texts.floor.wait, minutes(floor.usual_wait)),
      figure(texts.floor.talk, minutes(floor.usual_talk)),
    );
    this.#fill(this.approvals, approvals, texts.floor.noApprovals, (item) => this.#approval(item));
    this.#fill(this.taken, floor.taken, texts.floor.nobodyTalks, (item) => this.#conversation(item));
    this.#fill(this.people, floor.people, texts.floor.none, (each) =>
      element(
        "li",
        { class: each.present ? "person is-here" : "person" },
        element("b", {}, each.name),
        element("span", {}, each.present ? texts.floor.present : texts.floor.away),
        element("span", {}, each.skills.map((skill) => texts.queues[skill] ?? skill).join(", ")),
        each.cases > 0 && element("span", { class: "count" }, texts.floor.cases(each.cases)),
      ),
    );
  }

  #fill(list, items, nothing, make) {
    if (list.contains(document.activeElement)) return;
    list.replaceChildren(...(items.length ? items.map(make) : [element("li", { class: "nothing" }, nothing)]));
  }

  #conversation(item) {
    return element(
      "li",
      {},
      element("b", {}, nameOf(item)),
      element("span", {}, item.wanted),
      element("span", { class: "small" }, [moment(item.since), item.holder_name, item.reason_title, item.result_title].filter(Boolean).join(" · ")),
      element("button", { type: "button", class: "plain", "data-testid": "listen", onclick: () => this.#actions.listen(item.id) }, LIVE.has(item.state) ? texts.floor.listen : texts.floor.open),
    );
  }

  #approval(item) {
    const decide = (approve) => async (event) => {
      event.target.blur();
      await this.#api.post(`/approvals/${item.id}`, { approve }).catch(this.#actions.failed);
      this.refresh();
    };
    return element(
      "li",
      {},
      element("b", {}, `${item.by_name}: ${texts.give.kinds[item.kind]} ${item.kind === "code" ? "" : item.amount}`),
      element("span", {}, item.why),
      element("span", { class: "small" }, item.who),
      element("button", { type: "button", class: "main-button", "data-testid": "approve", onclick: decide(true) }, texts.floor.approve),
      element("button", { type: "button", class: "plain", "data-testid": "decline", onclick: decide(false) }, texts.floor.decline),
    );
  }

  async #search() {
    const found = await this.#api.get(`/search?words=${encodeURIComponent(this.words.value)}`).catch(() => []);
    this.count.textContent = texts.floor.found(found.length);
    this.found.replaceChildren(...found.map((item) => this.#conversation(item)));
  }
}
