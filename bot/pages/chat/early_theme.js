// A classic script in <head>: sets the theme before the first paint, so that nothing flashes.
(function () {
  var system = matchMedia("(prefers-color-scheme: dark)");
  function apply() {
    var chosen = null;
    try {
      chosen = JSON.parse(localStorage.getItem("mia.theme"));
    } catch (forbidden) {
      /* the system decides */
    }
    document.documentElement.dataset.theme = chosen || (system.matches ? "dark" : "light");
  }
  system.addEventListener("change", apply);
  apply();
})();
