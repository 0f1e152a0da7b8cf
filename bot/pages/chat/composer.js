/** Where the subscriber writes: a growing text field, or a masked one while a code is asked. */

import { element } from "./dom.js";
import { onlyDigits } from "./secret.js";
import { texts } from "./texts.js";

const LONGEST = 4000;
const COUNT_FROM = 3600;

export class Composer {
  #parts;
  #onSend;
  #words;
  #digits;
  #label = null;
  #byWords = false;

  /**
   * @param {{form, slot, label, hint, counter, send, other}} parts elements of index.html
   * @param {(text: string, masked: boolean) => void} onSend
   */
  constructor(parts, onSend) {
    this.#parts = parts;
    this.#onSend = onSend;
    this.#words = this.#wordsField();
    this.#digits = this.#digitsField();
    parts.form.addEventListener("submit", (event) => this.#submit(event));
    parts.other.addEventListener("click", () => this.#switch());
    // The field keeps the focus, and a phone its keyboard, when the button is pressed.
    parts.send.addEventListener("pointerdown", (event) => event.preventDefault());
    this.#draw();
  }

  get #field() {
    return this.#label !== null && !this.#byWords ? this.#digits : this.#words;
  }

  /** @param {string|null} label what is asked, or null for an ordinary message */
  askSecret(label) {
    const same = label === this.#label;
    const focused = this.hasFocus;
    this.#label = label;
    this.#byWords = false;
    this.#digits.value = "";
    this.#draw();
    if (focused || (label !== null && !same)) this.focus();
  }

  get awaitsSecret() {
    return this.#label !== null;
  }

  get hasFocus() {
    return document.activeElement === this.#field;
  }

  focus() {
    this.#field.focus({ preventScroll: true });
  }

  /** Gives an unsent text back, unless something else is being written already. */
  giveBack(text) {
    if (this.#words.value.trim()) return;
    this.#words.value = text;
    this.#changed();
  }

  clear() {
    this.#words.value = "";
    this.#digits.value = "";
    this.#changed();
  }

  #wordsField() {
    return element("textarea", {
      id: "composer-field",
      class: "field",
      rows: "1",
      maxlength: String(LONGEST),
      enterkeyhint: "send",
      autocomplete: "off",
      placeholder: texts.composer.placeholder,
      "aria-describedby": "composer-counter",
      "data-testid": "composer",
      oninput: () => this.#changed(),
      onkeydown: (event) => this.#key(event),
    });
  }

  /** `one-time-code` also keeps password managers from offering to save the PIN. */
  #digitsField() {
    return element("input", {
      id: "composer-field",
      class: "field field-secret",
      type: "password",
      inputmode: "numeric",
      pattern: "[0-9]*",
      maxlength: "32",
      enterkeyhint: "send",
      autocomplete: "one-time-code",
      "aria-describedby": "composer-hint",
      "data-testid": "composer",
      oninput: (event) => {
        event.target.value = onlyDigits(event.target.value);
        this.#changed();
      },
    });
  }

  #draw() {
    const { slot, label, hint, other, form } = this.#parts;
    const asked = this.#label !== null;
    const masked = asked && !this.#byWords;
    if (slot.firstElementChild !== this.#field) slot.replaceChildren(this.#field);
    form.classList.toggle("is-secret", masked);
    label.textContent = masked ? this.#label : texts.composer.label;
    label.classList.toggle("unseen", !masked);
    hint.textContent = masked ? texts.composer.secretHint : "";
    other.hidden = !asked;
    other.textContent = masked ? texts.composer.useWords : texts.composer.useDigits;
    this.#changed();
  }

  #switch() {
    this.#byWords = !this.#byWords;
    this.#digits.value = "";
    this.#draw();
    this.focus();
  }

  #changed() {
    const { counter, send } = this.#parts;
    send.disabled = this.#field.value.trim() === "";
    const length = this.#words.value.length;
    const counting = this.#field === this.#words && length >= COUNT_FROM;
    counter.textContent = counting ? texts.composer.left(LONGEST - length) : "";
    counter.classList.toggle("is-full", length >= LONGEST);
    this.#grow();
  }

  #grow() {
    const { style } = this.#words;
    style.height = "auto";
    // Measured only when on the page; the greatest height is a matter of the style sheet.
    if (this.#words.isConnected) style.height = `${this.#words.scrollHeight}px`;
  }

  #key(event) {
    const plainEnter = event.key === "Enter" && !event.shiftKey && !event.isComposing;
    if (!plainEnter) return;
    event.preventDefault();
    this.#submit(event);
  }

  #submit(event) {
    event.preventDefault();
    const field = this.#field;
    const text = field.value.trim();
    if (!text) return;
    field.value = "";
    this.#changed();
    this.#onSend(text, field === this.#digits);
  }
}
