/** Small windows: a note, passing on, the result, a gift, the keys. Escape closes each. */

import { element } from "/chat/dom.js";
import { texts } from "./texts.js";

let fields = 0;

function labelled(text, control) {
  control.id ||= `field-${(fields += 1)}`;
  return element("div", { class: "field" }, element("label", { for: control.id }, text), control);
}

export class Dialogs {
  #node;

  constructor(node) {
    this.#node = node;
  }

  get isOpen() {
    return this.#node.open;
  }

  close() {
    this.#node.close();
  }

  #open(title, onSubmit, ...content) {
    const form = element(
      "form",
      {
        method: "dialog",
        onsubmit: (event) => {
          event.preventDefault();
          onSubmit?.(event.submitter);
        },
      },
      element("h2", { id: "dialog-title" }, title),
      ...content,
    );
    this.#node.setAttribute("aria-labelledby", "dialog-title");
    this.#node.replaceChildren(form);
    this.#node.showModal();
    return form;
  }

  #buttons(enter) {
    const cancel = element("button", { type: "button", class: "plain", onclick: () => this.close() }, enter ? texts.cancel : texts.close);
    const main = enter && element("button", { type: "submit", class: "main-button", "data-testid": "dialog-enter" }, enter);
    return element("div", { class: "dialog-buttons" }, cancel, main);
  }

  keys() {
    const rows = texts.keys.list.flatMap(([key, what]) => [element("dt", {}, element("kbd", {}, key)), element("dd", {}, what)]);
    this.#open(texts.keys.title, null, element("dl", { class: "facts" }, ...rows), this.#buttons(""));
  }

  note(onNote) {
    const text = element("textarea", { rows: "4", required: true, maxlength: "4000", "data-testid": "note-text" });
    const submit = () => {
      if (!text.value.trim()) return;
      this.close();
      onNote(text.value.trim());
    };
    this.#open(texts.note.title, submit, labelled(texts.note.title, text), this.#buttons(texts.note.enter));
  }

  pass({ queues, colleagues }, onPass) {
    const options = [
      element("optgroup", { label: texts.pass.queue }, ...queues.map((name) => element("option", { value: `queue:${name}` }, texts.queues[name] ?? name))),
      element(
        "optgroup",
        { label: texts.pass.colleague },
        ...colleagues.map(({ login, name, present }) =>
          element("option", { value: `colleague:${login}`, disabled: !present }, present ? name : `${name} (${texts.pass.away})`),
        ),
      ),
    ];
    const choice = element("select", { "data-testid": "pass-to" }, ...options);
    const submit = () => {
      const [kind, ...rest] = choice.value.split(":");
      this.close();
      onPass({ [kind]: rest.join(":") });
    };
    this.#open(texts.pass.title, submit, labelled(texts.pass.to, choice), this.#buttons(texts.pass.enter));
  }

  end(results, onEnd) {
    const buttons = results.map(({ id, title }, at) =>
      element("button", { type: "submit", class: "plain wide", value: id, "data-testid": `result-${id}`, autofocus: at === 0 }, title),
    );
    const submit = (button) => {
      this.close();
      onEnd(button.value);
    };
    this.#open(texts.end.title, submit, element("div", { class: "choices" }, ...buttons), this.#buttons(""));
  }

  give(authority, onGive) {
    const kind = element(
      "select",
      { "data-testid": "give-kind" },
      ...Object.entries(texts.give.kinds).map(([value, title]) => element("option", { value }, title)),
    );
    const amount = element("input", { type: "number", min: "1", step: "1", value: "1", required: true, "data-testid": "give-amount" });
    const why = element("input", { required: true, maxlength: "300", "data-testid": "give-why" });
    const limit = element("p", { class: "small" });
    const amountField = labelled(texts.give.amount, amount);
    const follow = () => {
      amountField.hidden = kind.value === "code";
      limit.textContent = kind.value === "code" ? "" : texts.give.limit(authority[kind.value]);
    };
    kind.addEventListener("input", follow);
    follow();
    const submit = () => {
      this.close();
      onGive({ kind: kind.value, amount: kind.value === "code" ? 1 : Number(amount.value), why: why.value.trim() });
    };
    this.#open(
      texts.give.title,
      submit,
      labelled(texts.give.kind, kind),
      amountField,
      limit,
      labelled(texts.give.why, why),
      this.#buttons(texts.give.enter),
    );
  }
}
