/** Puts the page together. */

import { Banner } from "./banner.js";
import { Composer } from "./composer.js";
import { Connection } from "./connection.js";
import { Conversation } from "./conversation.js";
import { newToken, subscribers } from "./demo.js";
import { byId, hasMouse } from "./dom.js";
import { announceReply, closeWidget, initEmbedding } from "./embedding.js";
import { Header } from "./header.js";
import { icon } from "./icons.js";
import { Identity } from "./identity.js";
import { Log } from "./log.js";
import { Outbox } from "./outbox.js";
import { Picker } from "./picker.js";
import { Problem } from "./problem.js";
import { QuickReplies } from "./replies.js";
import { Scroller } from "./scroller.js";
import { texts } from "./texts.js";
import { initTheme } from "./theme.js";
import { Typing } from "./typing.js";
import { initViewport } from "./viewport.js";
import { Welcome } from "./welcome.js";

const PROBLEMS_OF_TOKEN = [401, 403];

const identity = new Identity(newToken);
const outbox = new Outbox();
let wanted = identity.person;
let hasDemo = false;

const scroller = new Scroller(byId("scroller"), byId("latest"));
const header = new Header({ status: byId("status"), who: byId("who") });
const problem = new Problem({
  line: byId("problem"),
  words: byId("problem-words"),
  close: byId("problem-close"),
});
const composer = new Composer(
  {
    form: byId("composer"),
    slot: byId("composer-slot"),
    label: byId("composer-label"),
    hint: byId("composer-hint"),
    counter: byId("composer-counter"),
    send: byId("send"),
    other: byId("composer-other"),
  },
  (text, masked) => conversation.say(text, masked),
);
/** A pressed button is gone: the focus goes on to the field, unless that calls up a keyboard. */
const moveOn = (byKeyboard) => {
  if (byKeyboard || hasMouse()) composer.focus();
};
const page = {
  log: new Log(byId("messages")),
  replies: new QuickReplies(byId("replies"), (button, byKeyboard) => {
    conversation.press(button);
    moveOn(byKeyboard);
  }),
  welcome: new Welcome(
    {
      hero: byId("hero"),
      title: byId("hero-title"),
      intro: byId("hero-intro"),
      examples: byId("examples"),
    },
    (question, byKeyboard) => {
      conversation.say(question);
      moveOn(byKeyboard);
    },
  ),
  typing: new Typing(byId("typing"), (isOn) => header.typing(isOn)),
  replied: announceReply,
  composer,
  header,
  problem,
  scroller,
};
const conversation = new Conversation(page, identity, outbox);

const picker = new Picker(
  {
    dialog: byId("picker"),
    list: byId("picker-list"),
    close: byId("picker-close"),
    open: byId("picker-open"),
    badge: byId("picker-badge"),
  },
  (person) => {
    wanted = person;
    identity.choose(person);
    picker.mark(person);
    conversation.restart();
    connection.open();
    if (hasMouse()) composer.focus();
  },
);

function checkPerson() {
  const person = identity.person;
  if (hasDemo) picker.mark(person);
  if (wanted && !person && hasDemo) problem.show({ title: texts.problem.noDemo });
  wanted = person;
}

const address = new URL("/webhooks/chat", location.href);
address.protocol = location.protocol === "https:" ? "wss:" : "ws:";

const connection = new Connection({
  address,
  outbox,
  hello: () => identity.hello(),
  listener: {
    state(name) {
      conversation.state(name);
      banner.follow(name);
    },
    frame(frame) {
      conversation.frame(frame);
      if (frame.type === "welcome") checkPerson();
    },
    refused(reason) {
      problem.show(reason);
      return PROBLEMS_OF_TOKEN.includes(reason.status) && identity.refused();
    },
  },
});
const banner = new Banner(
  { strip: byId("banner"), words: byId("banner-words"), retry: byId("banner-retry") },
  () => connection.retryNow(),
);
conversation.attach(connection);
byId("composer-slot").addEventListener("input", () => conversation.typing());

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || event.isComposing || picker.isOpen) return;
  if (problem.isShown) problem.clear();
  else closeWidget();
});

for (const place of document.querySelectorAll("[data-icon]")) place.append(icon(place.dataset.icon));
byId("latest-words").textContent = texts.message.latest;
byId("replies").setAttribute("aria-label", texts.replies);
initTheme(byId("theme"));
initViewport();
initEmbedding(byId("close"), () => (hasMouse() ? composer : byId("close")).focus());
if (hasMouse() && window.parent === window) composer.focus();

connection.open();
subscribers().then((people) => {
  if (!people) return;
  hasDemo = true;
  picker.fill(people, identity.person);
  byId("phone").hidden = false;
});
