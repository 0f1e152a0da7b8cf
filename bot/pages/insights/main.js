/** Starts the page: who is here, the list, the chosen insight. */

import { byId } from "/chat/dom.js";
import { initTheme } from "/chat/theme.js";
import * as api from "./api.js";
import { Detail } from "./detail.js";
import { drafts } from "./drafts.js";
import { initIdea } from "./idea.js";
import { List } from "./list.js";
import { texts } from "./texts.js";

const INSIDE = ["board", "idea-open", "desk", "leave"];
const board = { me: null, departments: new Map(), subjects: {} };
const detail = new Detail(board, act);
const list = new List(board, choose, tell);

function say(words) {
  byId("status").textContent = words;
}

function tell(problem) {
  if (problem.status === 401) {
    signIn();
    return;
  }
  say(texts.problems[problem.status] ?? texts.problems.other);
}

/** Show an insight; the address names it, so that it is there again after a reload. */
function show(insight) {
  detail.show(insight);
  list.choose(insight.id);
  history.replaceState(null, "", `#${insight.id}`);
}

async function choose(id) {
  try {
    show(await api.whole(id));
    byId("detail").focus();
  } catch (problem) {
    tell(problem);
  }
}

async function act(what, body) {
  const { id, revision } = detail.insight;
  try {
    const insight = await api.change(id, what, { ...body, revision });
    if (what === "answer") drafts.keep(id, "");
    show(insight);
    say(texts.done[what]);
    await list.reload();
  } catch (problem) {
    tell(problem);
    if (problem.status === 409) detail.show(await api.whole(id));
  }
}

function signIn() {
  for (const id of INSIDE) byId(id).hidden = true;
  byId("who").textContent = "";
  byId("login-room").hidden = false;
  byId("login").elements.login.focus();
}

async function open(me) {
  const words = await api.words();
  board.me = me;
  board.departments = new Map(words.departments.map((each) => [each.id, each.name]));
  board.subjects = words.subjects;
  byId("login-room").hidden = true;
  for (const id of INSIDE) byId(id).hidden = false;
  byId("who").textContent = me.name;
  list.fill(words);
  await list.reload();
  const asked = Number(location.hash.slice(1));
  if (asked) await choose(asked);
}

byId("login").addEventListener("submit", async (event) => {
  event.preventDefault();
  const form = event.target.elements;
  const problem = byId("login-problem");
  problem.hidden = true;
  try {
    const me = await api.login(form.login.value, form.password.value);
    event.target.reset();
    await open(me);
  } catch (error) {
    problem.textContent = error.status === 403 ? texts.problems.login : (texts.problems[error.status] ?? texts.problems.other);
    problem.hidden = false;
  }
});

byId("leave").addEventListener("click", async () => {
  try {
    await api.logout();
    drafts.forget();
    detail.clear();
    signIn();
  } catch (problem) {
    tell(problem);
  }
});

initTheme(byId("theme"));
initIdea((insight) => {
  show(insight);
  list.reload();
  say(texts.done.idea);
});

try {
  await open(await api.me());
} catch (problem) {
  tell(problem);
}
