/** Makes elements without ever parsing text as HTML. */

/**
 * @param {string} tag
 * @param {Object<string, string|boolean|null|undefined|Function>} attributes
 *   `true` sets an empty attribute; `false`, `null` and `undefined` leave it out;
 *   a function named `onclick`, `oninput` … becomes a listener.
 * @param {...(Node|string|null|undefined|false)} children
 */
export function element(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") node.addEventListener(name.slice(2), value);
    else if (value === true) node.setAttribute(name, "");
    else if (value !== false && value != null) node.setAttribute(name, value);
  }
  node.append(...children.filter((child) => child != null && child !== false));
  return node;
}

export const byId = (id) => document.getElementById(id);

/** A finger has no hover: focusing a field would raise the on-screen keyboard unasked. */
export const hasMouse = () => matchMedia("(hover: hover) and (pointer: fine)").matches;

export const wantsStillness = () => matchMedia("(prefers-reduced-motion: reduce)").matches;
