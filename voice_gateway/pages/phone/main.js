/** The phone: who calls, the call, the keys. */

import { captions } from "./captions.js";
import { connect } from "./line.js";
import { texts } from "./texts.js";

const find = (id) => document.getElementById(id);
const phone = document.querySelector(".phone");
const log = captions(find("captions"));
const KEYS = "123456789*0#";
let line = null;
let began = 0;
let outcome = texts.ended;
let wanted = false;

function show(state, words) {
  phone.dataset.state = state;
  const busy = state !== "idle";
  find("state").textContent = words;
  find("call").textContent = busy ? texts.hangUp : texts.call;
  find("mute").disabled = find("keys").disabled = state !== "talking";
  find("who").hidden = busy || !find("callers").children.length;
  find("captions").hidden = !busy && !find("captions").children.length;
  if (!busy) toggle(find("keys"), "aria-expanded", false);
  if (!busy) mute(false);
  find("pad").hidden = find("keys").getAttribute("aria-expanded") !== "true";
}

function toggle(button, attribute, to = button.getAttribute(attribute) !== "true") {
  button.setAttribute(attribute, String(to));
  return to;
}

function complain(words) {
  find("problem").textContent = words;
  find("problem").hidden = !words;
}

async function begin() {
  if (!wanted) throw new Error("");
  const chosen = document.querySelector("[name=caller]:checked");
  const answer = await fetch("/phone/calls", {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ msisdn: chosen?.value || null }),
  });
  if (!answer.ok) throw new Error(answer.status === 503 ? texts.busy : texts.noCall);
  return (await answer.json()).uuid;
}

async function start() {
  complain("");
  log.clear();
  outcome = texts.ended;
  wanted = true;
  show("calling", texts.calling);
  line = await connect(begin, {
    level: (level) => find("level").style.setProperty("--level", Math.min(1, level * 6).toFixed(3)),
    told: take,
    end: finish,
    mute: () => complain(texts.noMicrophone),
  });
  began = Date.now();
  show("talking", texts.talking);
  if (!wanted) line.hangUp();
}

function mute(is) {
  toggle(find("mute"), "aria-pressed", is);
  find("mute").textContent = is ? texts.muted : texts.mute;
  line?.mute(is);
}

function take(entry) {
  if (entry.kind === "ended" && entry.how.startsWith("queue")) outcome = texts.transferred;
  log.take(entry);
}

function finish() {
  line = null;
  began = 0;
  find("level").style.setProperty("--level", "0");
  show("idle", outcome);
}

function press(key) {
  line?.press(key);
}

async function listCallers() {
  const answer = await fetch("/phone/callers");
  const people = answer.ok ? await answer.json() : [];
  if (!people.length) return;
  const anonymous = { msisdn: "", ...texts.anonymous };
  for (const [index, person] of [...people, anonymous].entries()) find("callers").append(choice(person, !index));
  if (phone.dataset.state === "idle") show("idle", find("state").textContent); // a call may have been begun
}

function choice(person, chosen) {
  const label = document.createElement("label");
  label.className = "caller";
  const input = Object.assign(document.createElement("input"), {
    type: "radio",
    name: "caller",
    value: person.msisdn,
    checked: chosen,
  });
  const name = document.createElement("span");
  name.textContent = person.name;
  const note = document.createElement("small");
  note.textContent = [person.tariff, person.note].filter(Boolean).join(" · ");
  label.append(input, name, note);
  return label;
}

for (const key of KEYS) {
  const button = Object.assign(document.createElement("button"), {
    type: "button",
    className: "key",
    textContent: key,
  });
  button.addEventListener("click", () => press(key));
  find("pad").append(button);
}

find("call").addEventListener("click", () => {
  if (line) line.hangUp();
  else if (phone.dataset.state !== "idle") wanted = false; // while the microphone is asked for
  else start().catch((error) => {
    complain(error instanceof TypeError ? texts.noCall : error.message);
    show("idle", texts.idle);
  });
});
find("mute").addEventListener("click", () => mute(find("mute").getAttribute("aria-pressed") !== "true"));
find("keys").addEventListener("click", () => {
  find("pad").hidden = !toggle(find("keys"), "aria-expanded");
  find("captions").scrollTop = find("captions").scrollHeight; // there is less room for them now
});
document.addEventListener("keydown", (event) => {
  if (line && KEYS.includes(event.key) && !event.ctrlKey && !event.metaKey) press(event.key);
});
setInterval(() => {
  const seconds = began ? Math.floor((Date.now() - began) / 1000) : -1;
  const words = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
  find("clock").textContent = seconds < 0 ? "" : words;
}, 500);

show("idle", texts.idle);
listCallers();
