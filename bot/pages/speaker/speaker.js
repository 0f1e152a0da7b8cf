/** The speaker view: what is said goes to Mia's webhook as the platform would send it. */

const at = (id) => document.getElementById(id);
const LINKED = `${location.origin}/speaker/linked`;

let place = null;
let pending = null; // the linking under way: its state and verifier

function random() {
  return crypto.randomUUID().replaceAll("-", "");
}

async function post(path, body) {
  const response = await fetch(path, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(body),
  });
  const text = await response.text();
  return { status: response.status, body: text ? JSON.parse(text) : null };
}

function line(who, text, speech) {
  const item = document.createElement("li");
  item.className = who;
  item.textContent = text;
  if (speech) {
    const said = document.createElement("small");
    said.textContent = speech;
    item.append(said);
  }
  at("log").append(item);
}

function buttons(shown) {
  const made = shown.map(({ title, payload }) => {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = title;
    button.addEventListener("click", () => send("press", title, payload));
    return button;
  });
  at("buttons").replaceChildren(...made);
}

async function send(event, text = "", payload = null) {
  if (text) line("person", text);
  at("log").scrollTop = at("log").scrollHeight;
  const made = await post("/demo/speaker/request", { place, event, text, payload });
  const { path, body } = made.body;
  place.turn += 1;
  at("path").textContent = `POST ${path}`;
  at("request").textContent = JSON.stringify(body, null, 2);
  const begun = performance.now();
  const answer = await post(path, body);
  at("time").textContent = `${answer.status}, ${Math.round(performance.now() - begun)} мс`;
  at("response").textContent = answer.body ? JSON.stringify(answer.body, null, 2) : "";
  if (answer.status === 200) await show(answer.body);
}

async function show(response) {
  const { body } = await post("/demo/speaker/shown", { platform: place.platform, response });
  line("mia", body.text, body.speech);
  place.state = body.state;
  buttons(body.buttons);
  at("linking").hidden = !body.links_account;
  at("log").scrollTop = at("log").scrollHeight;
  at("say").inert = body.ends;
}

async function challengeOf(verifier) {
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(verifier));
  const text = btoa(String.fromCharCode(...new Uint8Array(digest)));
  return text.replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

async function link() {
  pending = { state: random(), verifier: random() + random() };
  const query = new URLSearchParams({
    response_type: "code",
    client_id: place.platform,
    redirect_uri: LINKED,
    state: pending.state,
    code_challenge: await challengeOf(pending.verifier),
    code_challenge_method: "S256",
  });
  window.open(`/oauth/authorize?${query}`, "linking", "width=480,height=720");
}

async function linked({ code, state }) {
  if (!pending || state !== pending.state || !code) return;
  const { platform } = place;
  const { verifier } = pending;
  pending = null;
  const grant = { platform, code, redirect_uri: LINKED, verifier };
  const { status, body } = await post("/demo/speaker/token", grant);
  if (status !== 200) return;
  place.token = body.access_token;
  await send("linked");
}

function start() {
  const user = localStorage.getItem("mia-speaker-user") ?? random();
  localStorage.setItem("mia-speaker-user", user);
  const platform = at("platform").value;
  const token = place?.platform === platform ? place.token : null;
  const screen = at("screen").checked;
  place = { platform, user, session: random(), turn: 0, screen, token, state: {} };
  at("log").replaceChildren();
  at("say").inert = false;
  at("text").focus();
  return send("start");
}

at("device").addEventListener("submit", (event) => {
  event.preventDefault();
  start();
});
at("say").addEventListener("submit", (event) => {
  event.preventDefault();
  const text = at("text").value.trim();
  at("text").value = "";
  if (text) send("say", text);
});
at("link").addEventListener("click", link);
window.addEventListener("message", (event) => {
  if (event.origin === location.origin && event.data?.linked) linked(event.data.linked);
});
start();
