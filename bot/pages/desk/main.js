/** Puts the desk together: signing in, the lists, the conversations side by side, the keys. */

import { byId } from "/chat/dom.js";
import { initTheme } from "/chat/theme.js";
import { uuid } from "/chat/ids.js";
import { Api } from "./api.js";
import { Dialogs } from "./dialogs.js";
import { drafts } from "./drafts.js";
import { Floor } from "./floor.js";
import { Lists } from "./lists.js";
import { Login } from "./login.js";
import { Notice } from "./notice.js";
import { Rooms } from "./rooms.js";
import { Side } from "./side.js";
import { Socket } from "./socket.js";
import { Talks } from "./talks.js";
import { texts } from "./texts.js";

const REFRESH_AFTER = 120;

let me = null;
let handbook = null;
let refreshing = 0;
let asking = 0;
let shown = 0;
let taken = 0;
let suggesting = 0;
const unsure = new Map();

const notice = new Notice(byId("notice"));
const dialogs = new Dialogs(byId("dialog"));
const api = new Api(() => over());
const login = new Login(byId("login"), api, (who) => enter(who));

const failed = (error, words = {}) => {
  const usual = { 404: texts.problems.lost, 409: texts.problems.lost, 503: texts.problems.later };
  notice.show(words[error.status] ?? usual[error.status] ?? (error.status ? texts.problems.other : texts.problems.network));
};
/** Asks the server for something; what fails is said, by its status, and gives `null`. */
const asked = (promise, words) =>
  promise.catch((error) => {
    failed(error, words);
    return null;
  });

const side = new Side(byId("side"), {
  give: () => give(),
  insert: (text) => talks.focused?.insert(text),
});
const talks = new Talks(byId("talks"), api, {
  me: () => me,
  canned: () => handbook.canned,
  asked,
  note: (talk) => note(talk),
  pass: (talk) => pass(talk),
  end: (talk) => end(talk),
  typing: (talk) => socket.send({ type: "typing", case: talk.content.id }),
  focused(talk) {
    side.show(talk?.content ?? null, talk?.isMine ?? false);
    lists.draw();
    suggest(talk);
  },
  changed: () => refresh(),
  heard: () => lists.draw(),
  lost: () => notice.show(texts.talk.lost),
});
const lists = new Lists(
  { queue: byId("queue"), mine: byId("mine"), count: byId("queue-count"), longest: byId("queue-longest") },
  {
    take: (row) => take(`/cases/${row.id}/take`),
    open: (row) => talks.open(row.id),
    focused: () => talks.focused?.content.id ?? "",
    awaits: (id) => talks.find(id)?.awaits,
  },
);
const floor = new Floor(byId("floor"), api, {
  failed,
  async listen(id) {
    rooms.show("work");
    await talks.open(id);
  },
});
const rooms = new Rooms(byId("rooms"), { work: byId("work"), floor });
const socket = new Socket({
  state(name) {
    byId("line").textContent = texts.line[name];
    byId("line").dataset.state = name;
  },
  over: () => over(),
  frame(frame) {
    if (frame.type === "anew") catchUp();
    else if (frame.type === "changed") refresh();
    else talks.frame(frame);
    const talk = talks.focused;
    if (frame.type === "line" && frame.case === talk?.content.id && frame.line.side === "subscriber") suggest(talk);
  },
});

async function enter(who) {
  me = who;
  api.trust(who.csrf);
  handbook = await api.get("/handbook");
  byId("me").textContent = who.name;
  login.hide();
  byId("desk").hidden = false;
  rooms.fill(who.role === "supervisor");
  socket.open();
}

function over() {
  socket.close();
  talks.clear();
  floor.close();
  byId("desk").hidden = true;
  login.show(me ? texts.problems.over : "");
  me = null;
}

/** From now on everything comes live; what came before it is asked for. */
function catchUp() {
  refresh();
  talks.catchUp();
}

/** Several changes at once are one question to the server. What was true before an answer that came, or before a take, is old. */
function refresh() {
  clearTimeout(refreshing);
  refreshing = setTimeout(async () => {
    const [number, before] = [(asking += 1), taken];
    const content = await api.get("/queue").catch(() => null);
    if (!content || !me || number < shown || before !== taken) return;
    shown = number;
    lists.show(content);
    talks.follow(content.mine);
  }, REFRESH_AFTER);
}

async function take(path) {
  const content = await asked(api.post(path), { 404: texts.problems.nobody, 409: texts.problems.taken });
  if (content) {
    taken += 1;
    await talks.open(content.id, content);
  }
  refresh();
}

/** Of two questions under way the later one counts. */
async function suggest(talk) {
  const asking = (suggesting += 1);
  if (!talk?.isMine) return;
  const found = await api.get(`/cases/${talk.content.id}/suggestions`).catch(() => null);
  if (found && asking === suggesting) side.suggest(found);
}

function note(talk) {
  dialogs.note((text) => asked(api.post(`/cases/${talk.content.id}/note`, { id: uuid(), text })));
}

async function pass(talk) {
  handbook = (await asked(api.get("/handbook"))) ?? handbook;
  dialogs.pass(handbook, async (to) => {
    await asked(api.post(`/cases/${talk.content.id}/pass`, { lease: talk.content.lease, ...to }));
    refresh();
  });
}

function end(talk) {
  dialogs.end(handbook.results, async (result) => {
    const done = await asked(api.post(`/cases/${talk.content.id}/finish`, { lease: talk.content.lease, result }));
    if (done) {
      drafts.keep(talk.content.id, "");
      talks.close(talk);
    }
    refresh();
  });
}

/** A gift of which it is not known whether it was given is asked for again as the very same. */
function give() {
  const talk = talks.focused;
  if (!talk?.isMine || !talk.content.subject) return;
  dialogs.give(handbook.authority, async (gift) => {
    const what = `${talk.content.id} ${gift.kind} ${gift.amount}`;
    const wish = unsure.get(what) ?? { id: uuid(), ...gift };
    const given = await asked(api.post(`/cases/${talk.content.id}/gifts`, { lease: talk.content.lease, ...wish }));
    if (!given) {
      unsure.set(what, wish);
      return;
    }
    unsure.delete(what);
    notice.show(given.state === "refused" ? (texts.give.refusals[given.refusal] ?? texts.problems.other) : texts.give[given.state]);
    talks.reload(talk);
  });
}

const KEYS = {
  KeyN: () => take("/next"),
  KeyG: () => give(),
  KeyT: () => talks.focused?.isMine && note(talks.focused),
  KeyP: () => talks.focused?.isMine && pass(talks.focused),
  Enter: () => talks.focused?.isMine && end(talks.focused),
};

document.addEventListener("keydown", (event) => {
  if (!me || dialogs.isOpen) return;
  if (side.key(event)) {
    event.preventDefault();
    return;
  }
  if (!event.altKey || event.ctrlKey || event.metaKey) return;
  const place = /^Digit([1-9])$/.exec(event.code);
  if (place) {
    const row = lists.mineAt(Number(place[1]) - 1);
    if (row) talks.open(row.id);
  } else if (KEYS[event.code]) KEYS[event.code]();
  else return;
  event.preventDefault();
});

byId("next").addEventListener("click", () => take("/next"));
byId("help").addEventListener("click", () => dialogs.keys());
byId("logout").addEventListener("click", async () => {
  await api.post("/logout").catch(() => null);
  drafts.forget();
  me = null;
  over();
});
initTheme(byId("theme"));
login.begin();
