/** Who writes: the chosen person, the sender id kept for him, and the app token. */

import { NoSuchPerson } from "./demo.js";
import { uuid } from "./ids.js";
import { local, session } from "./storage.js";

const PERSON = "mia.person";
const GUEST = "guest";
const EXPIRY_MARGIN = 10_000;

/** When a JWT ends, in milliseconds since 1970, or null when it does not say so. */
function expiryOf(token) {
  try {
    const payload = token.split(".")[1].replace(/-/g, "+").replace(/_/g, "/");
    const seconds = JSON.parse(atob(payload)).exp;
    return typeof seconds === "number" ? seconds * 1000 : null;
  } catch {
    return null;
  }
}

export class Identity {
  #refusals = 0;

  /** @param {(msisdn: string) => Promise<{token: string, expires_in: number}>} newToken */
  constructor(newToken) {
    this.newToken = newToken;
  }

  /** @returns {{msisdn: string, name: string}|null} null is the guest */
  get person() {
    return local.get(PERSON);
  }

  get #key() {
    return this.person?.msisdn ?? GUEST;
  }

  get #sender() {
    const key = `mia.sender.${this.#key}`;
    const kept = local.get(key);
    if (kept) return kept;
    const fresh = uuid();
    local.set(key, fresh);
    return fresh;
  }

  get #token() {
    const kept = session.get(`mia.token.${this.#key}`);
    if (!kept) return null;
    if (kept.expires === null || kept.expires - EXPIRY_MARGIN > Date.now()) return kept.token;
    this.forgetToken();
    return null;
  }

  /** Becomes another person (null: the guest) with a fresh sender id; the old token is gone. */
  choose(person) {
    this.forgetToken();
    this.#refusals = 0;
    if (person) local.set(PERSON, { msisdn: person.msisdn, name: person.name });
    else local.remove(PERSON);
    this.forgetToken();
    local.set(`mia.sender.${this.#key}`, uuid());
  }

  keepToken(token, lifetimeSeconds = null) {
    const expires = lifetimeSeconds ? Date.now() + lifetimeSeconds * 1000 : expiryOf(token);
    session.set(`mia.token.${this.#key}`, { token, expires });
  }

  forgetToken() {
    session.remove(`mia.token.${this.#key}`);
  }

  /**
   * The server did not believe the token: the next hello goes with a new one, and when that is
   * refused as well, as a guest.
   * @returns {boolean} whether another try at once makes sense
   */
  refused() {
    const refusals = this.#refusals + 1;
    if (refusals > 2) return false;
    if (refusals === 1) this.forgetToken();
    else this.choose(null);
    this.#refusals = refusals;
    return true;
  }

  accepted() {
    this.#refusals = 0;
  }

  /** The first frame of a connection. A chosen person without a valid token gets a new one. */
  async hello() {
    const person = this.person;
    if (person && !this.#token) await this.#renew(person);
    // Read after the wait: another person may have been chosen meanwhile.
    return { type: "hello", sender: this.#sender, token: this.#token };
  }

  async #renew(person) {
    try {
      const { token, expires_in: lifetime } = await this.newToken(person.msisdn);
      if (this.person?.msisdn === person.msisdn) this.keepToken(token, lifetime);
    } catch (problem) {
      if (!(problem instanceof NoSuchPerson)) throw problem;
      this.choose(null);
    }
  }
}
