/**
 * How long to wait before the next try: doubling, capped, and spread so that after an outage
 * pages do not come all at once.
 */

const FIRST = 500;
const LONGEST = 30_000;

/**
 * @param {number} attempt 0 for the first try after a loss
 * @returns {number} milliseconds
 */
export function delay(attempt, random = Math.random) {
  const ceiling = Math.min(LONGEST, FIRST * 2 ** attempt);
  return ceiling / 2 + (random() * ceiling) / 2;
}
