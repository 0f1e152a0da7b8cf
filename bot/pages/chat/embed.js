/**
 * Mia on an operator's site:
 *   <script src="https://HOST/embed.js" data-title="Спросить Миа"></script>
 * Puts a launcher into the corner; the chat itself is loaded in an iframe at the first press.
 * A shadow root keeps the site's styles and Mia's apart.
 */
(function () {
  "use strict";

  var script = document.currentScript;
  var page = new URL("/?embedded=1", script.src);
  var title = script.dataset.title || "Спросить Миа";
  var texts = { open: title, close: "Закрыть чат", fresh: "есть новый ответ" };

  var STYLE = [
    ":host { all: initial; }",
    ".mia { position: fixed; right: max(20px, env(safe-area-inset-right)); bottom: max(20px, env(safe-area-inset-bottom)); z-index: 2147483000; font: 600 16px/1.2 -apple-system, BlinkMacSystemFont, 'Segoe UI', Roboto, system-ui, sans-serif; }",
    "button { position: relative; display: flex; gap: 10px; align-items: center; min-width: 60px; min-height: 60px; max-width: calc(100vw - 40px); padding: 8px 22px 8px 14px; margin: 0; font: inherit; color: #fff; text-align: left; cursor: pointer; background: #0b6b53; border: 0; border-radius: 30px; box-shadow: 0 8px 28px rgb(8 40 30 / 32%); transition: background 160ms, transform 160ms; }",
    "button:hover { background: #085240; }",
    "button:active { transform: scale(.97); }",
    "button:focus-visible { outline: 3px solid #fff; box-shadow: 0 0 0 6px #0b6b53; }",
    "svg { flex: none; width: 34px; height: 34px; }",
    ".sim { fill: #fff; } .face { fill: none; stroke: #0b6b53; stroke-width: 2.6; stroke-linecap: round; }",
    ".dot { position: absolute; top: 2px; left: 40px; width: 14px; height: 14px; background: #ee8a3c; border: 2px solid #fff; border-radius: 50%; }",
    "iframe { position: fixed; right: max(20px, env(safe-area-inset-right)); bottom: max(20px, env(safe-area-inset-bottom)); width: min(400px, calc(100vw - 40px)); height: min(680px, calc(100vh - 40px)); border: 0; border-radius: 24px; background: #f5f8f6; box-shadow: 0 24px 64px rgb(8 40 30 / 30%); color-scheme: normal; }",
    "[hidden] { display: none; }",
    "@media (prefers-color-scheme: dark) { iframe { background: #0f1613; } }",
    "@media (max-width: 520px), (max-height: 480px) { iframe { inset: 0; width: 100%; height: 100%; border-radius: 0; } }",
    "@media (max-width: 520px) { button { padding: 13px; } button .words { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); } }",
    "@media (prefers-reduced-motion: reduce) { button { transition: none; } }",
  ].join("\n");

  function svg(name, attributes) {
    var node = document.createElementNS("http://www.w3.org/2000/svg", name);
    Object.keys(attributes).forEach(function (key) {
      node.setAttribute(key, attributes[key]);
    });
    return node;
  }

  function mark() {
    var node = svg("svg", { viewBox: "0 0 32 32", "aria-hidden": "true", focusable: "false" });
    node.append(
      svg("path", {
        class: "sim",
        d: "M9 3h10.8a3 3 0 0 1 2.1.9l5.2 5.2a3 3 0 0 1 .9 2.1V24a5 5 0 0 1-5 5H9a5 5 0 0 1-5-5V8a5 5 0 0 1 5-5z",
      }),
      svg("path", { class: "face", d: "M11.5 12.5v2.5M20.5 12.5v2.5M10 19.5c3 4.7 9 4.7 12 0" })
    );
    return node;
  }

  /** A site's policy may forbid <style>; a constructed sheet is not subject to it. */
  function dress(root) {
    if ("adoptedStyleSheets" in root) {
      var sheet = new CSSStyleSheet();
      sheet.replaceSync(STYLE);
      root.adoptedStyleSheets = [sheet];
      return;
    }
    var style = document.createElement("style");
    style.textContent = STYLE;
    root.append(style);
  }

  function span(name, text) {
    var node = document.createElement("span");
    node.className = name;
    node.textContent = text;
    return node;
  }

  function start() {
    var host = document.createElement("div");
    var root = host.attachShadow({ mode: "open" });
    var corner = document.createElement("div");
    var button = document.createElement("button");
    var dot = span("dot", "");
    var frame = null;
    var ready = false;
    var isOpen = false;

    corner.className = "mia";
    button.type = "button";
    button.dataset.testid = "launcher";
    button.append(mark(), span("words", title), dot);
    corner.append(button);
    dress(root);
    root.append(corner);
    document.body.append(host);
    label(false);

    function label(fresh) {
      dot.hidden = !fresh;
      button.setAttribute("aria-label", fresh ? texts.open + ": " + texts.fresh : texts.open);
      button.setAttribute("aria-expanded", String(isOpen));
    }

    function load() {
      frame = document.createElement("iframe");
      frame.src = page.href;
      frame.title = title;
      frame.dataset.testid = "widget";
      corner.append(frame);
    }

    function shown() {
      frame.focus();
      if (ready) frame.contentWindow.postMessage({ type: "mia:shown" }, page.origin);
    }

    function open() {
      if (!frame) load();
      isOpen = true;
      frame.hidden = false;
      button.hidden = true;
      label(false);
      shown();
    }

    function close() {
      isOpen = false;
      frame.hidden = true;
      button.hidden = false;
      label(false);
      button.focus();
    }

    button.addEventListener("click", open);
    document.addEventListener("keydown", function (event) {
      if (event.key === "Escape" && isOpen) close();
    });
    addEventListener("message", function (event) {
      if (!frame || event.source !== frame.contentWindow || event.origin !== page.origin) return;
      var type = event.data && event.data.type;
      if (type === "mia:close" && isOpen) close();
      if (type === "mia:reply" && !isOpen) label(true);
      if (type === "mia:ready") {
        ready = true;
        if (isOpen) shown();
      }
    });
  }

  if (document.body) start();
  else document.addEventListener("DOMContentLoaded", start);
})();
