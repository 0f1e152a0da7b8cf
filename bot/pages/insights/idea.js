/** The dialog for an employee's own idea. One key for each idea: sent twice, it is left once. */

import { byId } from "/chat/dom.js";
import { uuid } from "/chat/ids.js";
import * as api from "./api.js";
import { texts } from "./texts.js";

export function initIdea(onLeft) {
  const dialog = byId("idea");
  const form = byId("idea-form");
  const problem = byId("idea-problem");
  let key = uuid();

  byId("idea-open").addEventListener("click", () => dialog.showModal());
  byId("idea-close").addEventListener("click", () => dialog.close());
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    problem.hidden = true;
    try {
      const insight = await api.leaveIdea(form.elements.text.value.trim(), key);
      form.reset();
      key = uuid();
      dialog.close();
      onLeft(insight);
    } catch (error) {
      problem.textContent = texts.problems[error.status] ?? texts.problems.other;
      problem.hidden = false;
    }
  });
}
