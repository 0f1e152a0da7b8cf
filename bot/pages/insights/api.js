/** Requests to the bot. Every change bears the token of the session. */

const DEADLINE = 15000;
let csrf = "";

/** What went wrong: an HTTP status, or 0 where there was no answer. */
export class Problem extends Error {
  constructor(status, title) {
    super(title);
    this.status = status;
  }
}

async function request(path, options = {}) {
  let response;
  try {
    response = await fetch(path, {
      ...options,
      headers: { "Content-Type": "application/json", "X-CSRF-Token": csrf },
      signal: AbortSignal.timeout(DEADLINE),
    });
  } catch {
    throw new Problem(0, "no answer");
  }
  if (!response.ok) throw new Problem(response.status, response.statusText);
  return response.status === 204 ? null : response.json();
}

const post = (path, body) => request(path, { method: "POST", body: JSON.stringify(body ?? {}) });

function keep(me) {
  csrf = me.csrf;
  return me;
}

export const me = async () => keep(await request("/desk/me"));
export const login = async (name, password) => keep(await post("/desk/login", { login: name, password }));
export const logout = () => post("/desk/logout");
export const words = () => request("/insights/api/words");
export const whole = (id) => request(`/insights/api/${id}`);
export const leaveIdea = (text, key) => post("/insights/api/ideas", { text, key });
export const change = (id, what, body) => post(`/insights/api/${id}/${what}`, body);

export function list(wanted, offset, limit) {
  const query = new URLSearchParams({ offset, limit });
  for (const [name, value] of Object.entries(wanted)) if (value) query.set(name, value);
  return request(`/insights/api/list?${query}`);
}
