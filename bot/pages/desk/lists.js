/** The lists: who waits, and whom one has. */

import { element } from "/chat/dom.js";
import { texts } from "./texts.js";

export const nameOf = (row) => row.who || texts.nobody;

function row(item, now, { onPress, pressed }) {
  const waited = texts.wait(now - item.since);
  const tags = [
    element("span", { class: "tag reason", "data-reason": item.reason }, item.reason_title),
    element("span", { class: "tag" }, texts.queues[item.queue] ?? item.queue),
    element("span", { class: "tag" }, texts.channels[item.channel] ?? item.channel),
    item.returned > 0 && item.state === "waiting" && element("span", { class: "tag warm" }, texts.returned),
  ];
  return element(
    "li",
    {},
    element(
      "button",
      {
        type: "button",
        class: "row",
        "data-case": item.id,
        "data-testid": "row",
        "aria-pressed": pressed === undefined ? null : String(pressed),
        "aria-label": texts.row(nameOf(item), item.reason_title, waited),
        onclick: () => onPress(item),
      },
      element(
        "span",
        { class: "row-head" },
        element("b", {}, nameOf(item)),
        element("time", {}, waited),
      ),
      element("span", { class: "row-wanted" }, item.wanted),
      element("span", { class: "tags" }, ...tags),
    ),
  );
}

export class Lists {
  #nodes;
  #actions;
  #now = 0;
  #at = 0;
  #content = { waiting: [], mine: [] };

  /**
   * @param {{queue: HTMLElement, mine: HTMLElement, count: HTMLElement}} nodes
   * @param {{take(row: object): void, open(row: object): void, focused(): string}} actions
   */
  constructor(nodes, actions) {
    this.#nodes = nodes;
    this.#actions = actions;
    setInterval(() => this.draw(), 20_000);
  }

  show(content) {
    this.#content = content;
    this.#now = content.now;
    this.#at = performance.now();
    this.draw();
  }

  draw() {
    const now = this.#now + (performance.now() - this.#at) / 1000;
    const { waiting, mine } = this.#content;
    const { queue, mine: own, count } = this.#nodes;
    count.textContent = waiting.length || "";
    this.#fill(queue, waiting, texts.empty.queue, (item) =>
      row(item, now, { onPress: this.#actions.take }),
    );
    this.#fill(own, mine, texts.empty.mine, (item) =>
      row(item, now, {
        onPress: this.#actions.open,
        pressed: item.id === this.#actions.focused(),
      }),
    );
  }

  #fill(list, items, nothing, make) {
    const focused = list.contains(document.activeElement) ? document.activeElement.dataset.case : null;
    list.replaceChildren(...items.map(make));
    if (!items.length) list.append(element("li", { class: "nothing" }, nothing));
    if (focused) list.querySelector(`[data-case="${focused}"]`)?.focus();
  }
}
