/** The account at a glance: balance, next charge, what is left of the packages. */

import { element } from "./dom.js";
import { chargeDay, isNegative, isSome, number, roubles, share } from "./format.js";
import { icon } from "./icons.js";
import { texts } from "./texts.js";

const LOW = 0.1;

function balance(card) {
  const debt = isNegative(card.balance);
  return element(
    "div",
    { class: debt ? "card-balance is-debt" : "card-balance" },
    element("span", { class: "card-caption" }, debt ? texts.card.debt : texts.card.balance),
    element("strong", { class: "card-sum" }, roubles(card.balance)),
  );
}

function next(card) {
  if (!card.next_charge) return null;
  const { date, distance } = chargeDay(card.next_charge);
  return element(
    "div",
    { class: "card-next" },
    element("span", { class: "card-caption" }, texts.card.next),
    element(
      "span",
      { class: "card-next-what" },
      isSome(card.next_amount) && element("b", {}, roubles(card.next_amount)),
      element("span", { class: "card-next-when" }, [date, distance].filter(Boolean).join(", ")),
    ),
  );
}

/** Its own gigabytes first, then those carried over from last month. */
function bar({ left, total, rollover }) {
  const whole = Math.max(Number(left) || 0, Number(total) || 0);
  const carried = share(Math.min(Number(rollover) || 0, Number(left) || 0), whole);
  const own = share(left, whole) - carried;
  const low = share(left, whole) < LOW;
  const line = element(
    "div",
    { class: low ? "bar is-low" : "bar", "aria-hidden": "true" },
    element("span", { class: "bar-own" }),
    carried > 0 && element("span", { class: "bar-rollover" }),
  );
  line.style.setProperty("--own", own.toFixed(4));
  line.style.setProperty("--carried", carried.toFixed(4));
  return line;
}

function remainder(item) {
  const unit = texts.card.units[item.unit];
  if (!unit) return null;
  const total = isSome(item.total) ? number(item.total) : null;
  const carried = isSome(item.rollover) && texts.card.rollover[item.unit];
  return element(
    "li",
    { class: "card-rest" },
    element(
      "div",
      { class: "card-rest-line" },
      element("span", {}, unit.name),
      element("span", { class: "card-rest-left" }, unit.left(number(item.left ?? 0), total)),
    ),
    total && bar(item),
    carried && element("span", { class: "card-rollover" }, carried(number(item.rollover))),
    total && !isSome(item.left) && element("span", { class: "card-spent" }, texts.card.spent),
  );
}

/** @returns {HTMLElement|null} null for a kind of card that this page does not know */
export function cardElement(card) {
  if (card?.kind !== "account") return null;
  const packages = (card.remaining ?? [])
    .filter((item) => isSome(item.total) || isSome(item.left))
    .map(remainder)
    .filter(Boolean);
  return element(
    "div",
    { class: "card", role: "group", "data-testid": "account-card", "aria-label": texts.card.label },
    element(
      "div",
      { class: "card-top" },
      element(
        "div",
        { class: "card-who" },
        element("span", { class: "card-name" }, card.name ?? ""),
        card.tariff && element("span", { class: "card-tariff" }, card.tariff),
      ),
      card.balance != null && balance(card),
    ),
    element(
      "div",
      { class: "card-body" },
      next(card),
      packages.length
        ? element("ul", { class: "card-packages" }, ...packages)
        : element("p", { class: "card-none" }, icon("wallet"), texts.card.noPackages),
    ),
  );
}
