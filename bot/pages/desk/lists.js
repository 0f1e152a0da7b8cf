/** The lists: who waits, and whom one has. */

import { element } from "/chat/dom.js";
import { texts } from "./texts.js";

const KEYS = 9;

/** Whose turn it is; nothing while it is not known. */
function turn(since, now) {
  if (since === undefined) return { waited: "", awaits: false };
  if (since === null) return { waited: texts.answered, awaits: false };
  return { waited: texts.waits(texts.wait(now - since)), awaits: true };
}

export const nameOf = (row) => row.who || texts.nobody;

/** @param {{onPress: Function, waited: string, pressed?: boolean, key?: number, awaits?: boolean}} how */
function row(item, { onPress, waited, pressed, key, awaits }) {
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
        "aria-keyshortcuts": key && `Alt+${key}`,
        onclick: () => onPress(item),
      },
      element(
        "span",
        { class: "row-head" },
        key && element("kbd", { title: `Alt+${key}` }, String(key)),
        element("b", {}, nameOf(item)),
        element("span", { class: awaits ? "row-wait is-awaited" : "row-wait" }, waited),
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
   * @param {{queue: HTMLElement, mine: HTMLElement, count: HTMLElement, longest: HTMLElement}} nodes
   * @param {{take(row: object): void, open(row: object): void, focused(): string, awaits(id: string): ?number}} actions
   */
  constructor(nodes, actions) {
    this.#nodes = nodes;
    this.#actions = actions;
    setInterval(() => this.draw(), 20_000);
  }

  show(content) {
    this.#content = { ...content, mine: [...content.mine].sort((one, other) => one.taken_at - other.taken_at) };
    this.#now = content.now;
    this.#at = performance.now();
    this.draw();
  }

  draw() {
    const now = this.#now + (performance.now() - this.#at) / 1000;
    const { waiting, mine } = this.#content;
    const { queue, mine: own, count, longest } = this.#nodes;
    const awaited = new Map(mine.map(({ id }) => [id, this.#actions.awaits(id)]));
    count.textContent = waiting.length || "";
    longest.textContent = waiting.length ? texts.longest(texts.wait(now - Math.min(...waiting.map(({ since }) => since)))) : "";
    document.title = texts.title([...awaited.values()].filter((since) => since != null).length, waiting.length);
    this.#fill(queue, waiting, texts.empty.queue, (item) =>
      row(item, { onPress: this.#actions.take, waited: texts.waits(texts.wait(now - item.since)) }),
    );
    this.#fill(own, mine, texts.empty.mine, (item, at) => {
      const since = awaited.get(item.id);
      return row(item, {
        onPress: this.#actions.open,
        ...turn(since, now),
        key: at < KEYS ? at + 1 : undefined,
        pressed: item.id === this.#actions.focused(),
      });
    });
  }

  /** The conversation that Alt and a digit lead to. */
  mineAt(place) {
    return this.#content.mine[place];
  }

  #fill(list, items, nothing, make) {
    const focused = list.contains(document.activeElement) ? document.activeElement.dataset.case : null;
    list.replaceChildren(...items.map(make));
    if (!items.length) list.append(element("li", { class: "nothing" }, nothing));
    if (focused) list.querySelector(`[data-case="${focused}"]`)?.focus();
  }
}
