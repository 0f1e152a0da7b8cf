/**
 * Fits the history that the server tells on every welcome to what the page already shows, so
 * that a reconnect adds only what was missed.
 */

const MASKED = /^[•*●\s]+$/;

/**
 * @typedef {{from: "user"|"mia", text: string, at: string, links?: object[], card?: object|null,
 *   buttons?: object[]}} Item from the server; buttons only of the last reply
 * @typedef {{from: "user"|"mia", said: string[], secret?: boolean, greeting?: boolean,
 *   failed?: boolean, waiting?: boolean}} Entry shown on the page; `said` is every wording it
 *   may have in history
 */

/** An answer to a question for a code: the server tells dots only. */
export const isMasked = (item) => item.from === "user" && MASKED.test(item.text);

const same = (entry, item) =>
  entry.from === item.from && (entry.secret ? isMasked(item) : entry.said.includes(item.text));

/** Perhaps not in history: a secret, a greeting, a message that the server refused, a bare card. */
const isOptional = (entry) =>
  entry.secret || entry.greeting || entry.failed || !entry.said.some(Boolean);

/** Whether `items` up to `end` and all of `entries`, read backwards, tell the same story. */
function agree(entries, items, end) {
  let mine = entries.length - 1;
  let theirs = end - 1;
  let matched = 0;
  while (mine >= 0 && theirs >= 0) {
    if (same(entries[mine], items[theirs])) {
      mine -= 1;
      theirs -= 1;
      matched += 1;
    } else if (isOptional(entries[mine])) mine -= 1;
    else if (matched > 0 && isMasked(items[theirs])) theirs -= 1;
    else return false;
  }
  return matched > 0;
}

/** How many of `items` are on the page already; 0 when the two do not fit together. */
function overlap(entries, items) {
  for (let end = items.length; end > 0; end -= 1) if (agree(entries, items, end)) return end;
  return 0;
}

/** Pairs messages that wait for an answer with their traces at the end of the history. */
function pair(waiting, steps) {
  let left = [...waiting];
  for (const step of [...steps].reverse()) {
    const found = left.map((entry) => same(entry, step.item)).lastIndexOf(true);
    if (found < 0) continue;
    step.entry = left[found];
    left = left.slice(0, found);
  }
  return waiting.filter((entry) => !steps.some((step) => step.entry === entry));
}

/**
 * @param {Entry[]} shown
 * @param {Item[]} history
 * @returns {{rebuild: boolean, steps: Array<{item: Item, entry: Entry|null}>, rest: Entry[]}}
 *   `rebuild`: the page must start anew from the steps; `steps`: what to add, each with the
 *   waiting entry that it is a trace of; `rest`: waiting entries that history does not know.
 */
export function reconcile(shown, history) {
  const waiting = shown.filter((entry) => entry.waiting);
  const settled = shown.filter((entry) => !entry.waiting);
  const known = overlap(settled, history);
  const mustFit = settled.some((entry) => !isOptional(entry));
  const rebuild = mustFit && history.length > 0 && known === 0;
  const steps = history.slice(known).map((item) => ({ item, entry: null }));
  const rest = pair(waiting, steps);
  return { rebuild, steps, rest };
}
