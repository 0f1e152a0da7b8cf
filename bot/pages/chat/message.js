/** One bubble of the conversation, with its links and its card. */

import { cardElement } from "./card.js";
import { element } from "./dom.js";
import { clock } from "./format.js";
import { icon } from "./icons.js";
import { texts } from "./texts.js";

const IN_A_TAB = ["https:", "http:"];
const IN_AN_APP = ["tel:", "mailto:"];

function schemeOf(url) {
  try {
    return new URL(url, location.href).protocol;
  } catch {
    return "";
  }
}

/** Anything but a web address, a telephone number or a mailbox is not a link (`javascript:` …). */
function linkChip({ title, url }) {
  const scheme = schemeOf(url);
  if (IN_AN_APP.includes(scheme)) {
    return element("a", { class: "chip", href: url }, icon("phone"), title ?? url);
  }
  if (!IN_A_TAB.includes(scheme)) return null;
  return element(
    "a",
    { class: "chip", href: url, target: "_blank", rel: "noopener" },
    element("span", {}, title ?? url),
    icon("external"),
    element("span", { class: "unseen" }, ` (${texts.message.newTab})`),
  );
}

const ITEM = /^(?:[•–—-]|\d{1,2}\.)\s/;
const classOf = (line) => (!ITEM.test(line) ? "line" : /^\d/.test(line) ? "line is-item is-numbered" : "line is-item");

/** Each line is a block of its own: a line that wraps is not taken for two, an item hangs. */
function lines(text) {
  return text
    .split("\n")
    .map((line) => element("span", { class: classOf(line) }, line));
}

/**
 * @param {{from: "user"|"mia", text: string, at: Date, links?: object[], card?: object|null,
 *   secret?: boolean}} entry
 */
export function messageElement(entry) {
  const links = (entry.links ?? []).map(linkChip).filter(Boolean);
  const card = entry.card ? cardElement(entry.card) : null;
  const author = entry.author
    ? element("span", { class: "message-author" }, entry.author)
    : element("span", { class: "unseen" }, `${texts.authors[entry.from]}: `);
  const hint = entry.secret && element("span", { class: "unseen" }, texts.message.secret);
  const words = element(
    "span",
    { class: "message-text", "aria-hidden": entry.secret ? "true" : null },
    ...lines(entry.text),
  );
  const time = element(
    "time",
    { class: "message-time", datetime: entry.at.toISOString() },
    clock(entry.at),
  );
  const hasText = entry.text.trim() !== "";
  return element(
    "article",
    { class: `message message-${entry.from}`, "data-testid": `message-${entry.from}` },
    element(
      "div",
      { class: "message-row" },
      hasText && element("p", { class: "bubble" }, author, hint, words),
      time,
    ),
    card,
    links.length > 0 && element("div", { class: "chips" }, ...links),
  );
}

/** Puts a small line under a bubble («Не доставлено»), or takes it away with null. */
export function markMessage(node, state, note) {
  node.querySelector(".message-note")?.remove();
  node.classList.toggle("is-pending", state === "pending");
  node.classList.toggle("is-failed", state === "failed");
  if (note) node.append(element("span", { class: "message-note" }, note));
}
