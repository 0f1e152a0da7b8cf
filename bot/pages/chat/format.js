/** Numbers and dates the Russian way. Amounts stay decimal strings: no float arithmetic. */

import { texts } from "./texts.js";

const NO_BREAK_SPACE = "\u00a0";
const MINUS = "\u2212";
const MOSCOW = "Europe/Moscow";
const DAY = 24 * 60 * 60 * 1000;

function parts(value) {
  const match = /^\s*([-\u2212]?)(\d+)(?:[.,](\d+))?\s*$/.exec(String(value));
  if (!match) return null;
  const [, sign, whole, fraction = ""] = match;
  return { negative: sign !== "" && /[1-9]/.test(whole + fraction), whole, fraction };
}

const grouped = (whole) =>
  whole.replace(/^0+(?=\d)/, "").replace(/\B(?=(\d{3})+(?!\d))/g, NO_BREAK_SPACE);

/** «12.40» → «12,4», «1250» → «1 250». What is not a number is given back as it came. */
export function number(value) {
  const read = parts(value);
  if (!read) return String(value);
  const fraction = read.fraction.replace(/0+$/, "");
  return (read.negative ? MINUS : "") + grouped(read.whole) + (fraction && `,${fraction}`);
}

/** «342.5» → «342,50 ₽», «600.00» → «600 ₽», «-54.2» → «−54,20 ₽». */
export function roubles(value) {
  const read = parts(value);
  if (!read) return String(value);
  const kopecks = /[1-9]/.test(read.fraction) ? `,${read.fraction.padEnd(2, "0")}` : "";
  return (read.negative ? MINUS : "") + grouped(read.whole) + kopecks + NO_BREAK_SPACE + "₽";
}

export const isNegative = (value) => parts(value)?.negative ?? false;

/** Whether there is anything at all: «0», «0.00» and a missing amount are nothing. */
export const isSome = (value) => value != null && /[1-9]/.test(String(value));

/** The share of `part` in `whole`, 0 … 1: only for the length of a bar. */
export function share(part, whole) {
  const ratio = Number(part) / Number(whole);
  return Number.isFinite(ratio) ? Math.min(1, Math.max(0, ratio)) : 0;
}

/** «79000000001» → «+7 900 000-00-01». */
export function msisdn(digits) {
  const match = /^7(\d{3})(\d{3})(\d{2})(\d{2})$/.exec(digits);
  if (!match) return digits;
  const [, code, first, second, third] = match;
  return `+7${NO_BREAK_SPACE}${code}${NO_BREAK_SPACE}${first}-${second}-${third}`;
}

export const clock = (date) =>
  date.toLocaleTimeString("ru-RU", { hour: "2-digit", minute: "2-digit" });

const dayOf = (date) => new Date(date.getFullYear(), date.getMonth(), date.getDate()).getTime();

/** The heading over a day of the conversation, by the reader's own clock. */
export function dayName(date, now = new Date()) {
  const ago = Math.round((dayOf(now) - dayOf(date)) / DAY);
  if (ago === 0) return texts.days.today;
  if (ago === 1) return texts.days.yesterday;
  const year = date.getFullYear() === now.getFullYear() ? undefined : "numeric";
  return date.toLocaleDateString("ru-RU", { day: "numeric", month: "long", year });
}

/**
 * A day of the operator's calendar, which runs on Moscow time.
 * @param {string} day «2026-12-01»
 * @returns {{date: string, distance: string}} «1 декабря» and «через 9 дней»
 */
export function chargeDay(day, now = new Date()) {
  const at = Date.parse(`${String(day).slice(0, 10)}T00:00:00Z`);
  if (Number.isNaN(at)) return { date: String(day), distance: "" };
  const today = Date.parse(`${now.toLocaleDateString("sv-SE", { timeZone: MOSCOW })}T00:00:00Z`);
  const date = new Date(at).toLocaleDateString("ru-RU", {
    day: "numeric",
    month: "long",
    timeZone: "UTC",
  });
  return { date, distance: texts.days.in(Math.round((at - today) / DAY)) };
}
