/** The demo's list of subscribers and their tokens; a real operator answers 404 to both. */

/** @returns {Promise<Array<{msisdn: string, name: string, tariff: string, note: string}>|null>} */
export async function subscribers() {
  try {
    const answer = await fetch("/demo/subscribers", { headers: { Accept: "application/json" } });
    return answer.status === 200 ? await answer.json() : null;
  } catch {
    return null;
  }
}

/**
 * @returns {Promise<{token: string, expires_in: number}>}
 * @throws {NoSuchPerson} when the server will not give a token for this number
 * @throws {TypeError} when there is no connection
 */
export async function newToken(msisdn) {
  const answer = await fetch("/demo/tokens", {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ msisdn }),
  });
  if (answer.status >= 400 && answer.status < 500) throw new NoSuchPerson(msisdn);
  if (!answer.ok) throw new TypeError(`demo tokens: ${answer.status}`);
  return answer.json();
}

export class NoSuchPerson extends Error {}
