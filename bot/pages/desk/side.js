/** What is known of the subscriber in focus, and answers for what he said last. */

import { element } from "/chat/dom.js";
import { texts } from "./texts.js";

const SUGGESTION_KEYS = ["F2", "F3", "F4"];

const roubles = (amount) =>
  Number(amount).toLocaleString("ru", { style: "currency", currency: "RUB", maximumFractionDigits: 2 });
function day(iso) {
  const [date, now] = [new Date(iso), new Date()];
  const year = date.getFullYear() === now.getFullYear() ? undefined : "numeric";
  return date.toLocaleDateString("ru", { day: "numeric", month: "long", year });
}
const number = (value) => Number(value).toLocaleString("ru");

function block(title, ...content) {
  return element("section", { class: "block" }, element("h3", {}, title), ...content);
}

function facts(rows) {
  return element("dl", { class: "facts" }, ...rows.flatMap(([name, value]) => [element("dt", {}, name), element("dd", {}, value)]));
}

function account(card) {
  if (!card) return block(texts.side.account, element("p", { class: "nothing" }, texts.side.noAccount));
  const rows = [
    [texts.side.balance, roubles(card.balance)],
    ...card.remaining.map((item) => [
      texts.side.units[item.unit] ?? item.unit,
      Number(item.total) ? `${number(item.left)} из ${number(item.total)}` : number(item.left),
    ]),
    card.next_charge && [
      texts.side.next,
      [card.next_amount && roubles(card.next_amount), day(card.next_charge)].filter(Boolean).join(", "),
    ],
    [texts.side.since, day(card.since)],
  ].filter(Boolean);
  return block(
    card.tariff,
    card.sim_blocked && element("p", { class: "warning" }, texts.side.blocked),
    facts(rows),
    card.services.length > 0 && element("p", { class: "small" }, `${texts.side.services}: ${card.services.join(", ")}`),
  );
}

export class Side {
  #node;
  #actions;
  #suggestions = [];
  #about = "";
  #case = null;

  /** @param {HTMLElement} node @param {{give(): void, insert(text: string): void}} actions */
  constructor(node, actions) {
    this.#node = node;
    this.#actions = actions;
  }

  show(content, isMine) {
    if (content?.id !== this.#case?.id) this.suggest({ about: "", articles: [] });
    this.#case = content;
    if (!content) {
      this.#node.replaceChildren();
      return;
    }
    this.list = element("ol", { class: "suggestions" });
    this.about = element("p", { class: "small about" });
    this.#node.replaceChildren(
      block(
        texts.side.summary,
        element("p", { class: "reason", "data-reason": content.reason }, content.reason_title),
        ...content.summary.filter((line) => line !== content.reason_title).map((line) => element("p", { class: "summary" }, line)),
      ),
      content.known.length ? block(texts.side.known, facts(content.known.map(({ title, value }) => [title, value]))) : "",
      account(content.card),
      isMine && content.subject
        ? element(
            "button",
            { type: "button", class: "plain wide", "data-testid": "give", title: "Alt+G", onclick: () => this.#actions.give() },
            texts.side.give,
          )
        : "",
      block(texts.side.suggestions, this.about, this.list),
    );
    this.#draw();
  }

  /** @param {{about: string, articles: object[]}} found the words, and what may answer them */
  suggest({ about, articles }) {
    this.#suggestions = articles;
    this.#about = about;
    this.#draw();
  }

  /** @returns {boolean} whether the key inserts a suggestion */
  key(event) {
    const found = this.#suggestions[SUGGESTION_KEYS.indexOf(event.key)];
    if (!found) return false;
    this.#actions.insert(found.text);
    return true;
  }

  #draw() {
    if (!this.list) return;
    const items = this.#suggestions.map(({ title, text }, at) =>
      element(
        "li",
        {},
        element(
          "button",
          { type: "button", class: "suggestion", "data-testid": "suggestion", onclick: () => this.#actions.insert(text) },
          element("kbd", {}, SUGGESTION_KEYS[at]),
          element("b", {}, title),
          element("span", {}, text),
        ),
      ),
    );
    this.about.textContent = this.#about && texts.side.about(this.#about);
    this.list.replaceChildren(...(items.length ? items : [element("li", { class: "nothing" }, texts.side.noSuggestions)]));
  }
}
