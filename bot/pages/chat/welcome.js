/** The first screen: a greeting and four questions to begin with. Gone with the first message. */

import { element } from "./dom.js";
import { icon } from "./icons.js";
import { texts } from "./texts.js";

export class Welcome {
  #hero;
  #title;
  #intro;
  #examples;
  #onPick;

  /** @param {(question: string, byKeyboard: boolean) => void} onPick */
  constructor({ hero, title, intro, examples }, onPick) {
    this.#hero = hero;
    this.#title = title;
    this.#intro = intro;
    this.#examples = examples;
    this.#onPick = onPick;
  }

  /** @param {string|null} name @param {boolean} greeted whether Mia has said hello herself */
  show(name, greeted) {
    const first = name?.trim().split(/\s+/)[0] ?? null;
    this.#title.textContent = greeted ? texts.welcome.help(first) : texts.welcome.hello(first);
    this.#intro.textContent = greeted ? texts.welcome.short : texts.welcome.intro;
    const set = name ? texts.examples.subscriber : texts.examples.guest;
    this.#examples.replaceChildren(...set.map(([sign, question]) => this.#example(sign, question)));
    this.#hero.hidden = this.#examples.hidden = false;
  }

  hide() {
    this.#hero.hidden = this.#examples.hidden = true;
  }

  #example(sign, question) {
    return element(
      "button",
      {
        type: "button",
        class: "example",
        "data-testid": "example",
        onclick: (event) => this.#onPick(question, event.detail === 0),
      },
      icon(sign),
      element("span", {}, question),
    );
  }
}
