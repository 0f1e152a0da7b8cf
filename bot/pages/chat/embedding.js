/** The page inside the widget that embed.js puts on an operator's site. */

const embedded =
  new URLSearchParams(location.search).get("embedded") === "1" && window.parent !== window;

const tell = (type) => window.parent.postMessage({ type }, "*"); // Says nothing private.

/**
 * @param {HTMLElement} closeButton
 * @param {() => void} onShown the widget was opened by its launcher
 */
export function initEmbedding(closeButton, onShown) {
  document.documentElement.classList.toggle("is-embedded", embedded);
  closeButton.hidden = !embedded;
  if (!embedded) return;
  closeButton.addEventListener("click", closeWidget);
  addEventListener("message", (event) => {
    if (event.source === window.parent && event.data?.type === "mia:shown") onShown();
  });
  tell("mia:ready");
}

export function closeWidget() {
  if (embedded) tell("mia:close");
}

/** Lets a closed widget's launcher show that there is something new. */
export function announceReply() {
  if (embedded) tell("mia:reply");
}
