/** The switch between light and dark. A choice that equals the system's is not kept. */

import { icon } from "./icons.js";
import { local } from "./storage.js";
import { texts } from "./texts.js";

const KEY = "mia.theme";
const root = document.documentElement;

export function initTheme(button) {
  const draw = () => {
    const other = root.dataset.theme === "dark" ? "light" : "dark";
    button.replaceChildren(icon(other === "dark" ? "moon" : "sun"));
    button.setAttribute("aria-label", texts.theme[other]);
    button.title = texts.theme[other];
    const paper = getComputedStyle(root).getPropertyValue("--header").trim();
    document.querySelector('meta[name="theme-color"]').content = paper;
  };
  button.addEventListener("click", () => {
    const chosen = root.dataset.theme === "dark" ? "light" : "dark";
    const system = matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
    if (chosen === system) local.remove(KEY);
    else local.set(KEY, chosen);
    root.dataset.theme = chosen;
  });
  new MutationObserver(draw).observe(root, { attributeFilter: ["data-theme"] });
  draw();
}
