/** Line icons on a 24-unit grid; they take the colour of the text around them. */

const NAMESPACE = "http://www.w3.org/2000/svg";

const PATHS = {
  wallet: ["M4 8.5A2.5 2.5 0 0 1 6.5 6H18v3", "M4 8.5V17a2.5 2.5 0 0 0 2.5 2.5H20V9H4.6", "M16 14.2h.01"],
  receipt: ["M6 3.5h12v17l-3-2-3 2-3-2-3 2z", "M9.5 8.5h5", "M9.5 12.5h5"],
  gift: ["M4 9h16v4H4z", "M5.5 13v7h13v-7", "M12 9v11", "M12 9C7 9 7 4.5 9.3 4.5 11.3 4.5 12 7 12 9c0-2 .7-4.5 2.7-4.5C17 4.5 17 9 12 9"],
  signal: ["M5 19v-3", "M10 19v-6", "M15 19v-9", "M20 19V5"],
  tariff: ["M7 3.5h7l5 5v10a2 2 0 0 1-2 2H7a2 2 0 0 1-2-2v-13a2 2 0 0 1 2-2z", "M9 12h6v5H9z"],
  globe: ["M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17z", "M3.8 12h16.4", "M12 3.5c-5 5-5 12 0 17 5-5 5-12 0-17z"],
  number: ["M5 9h14", "M4.5 15h14", "M10 4 8 20", "M16 4l-2 16"],
  external: ["M9 5H6.5A1.5 1.5 0 0 0 5 6.5v11A1.5 1.5 0 0 0 6.5 19h11a1.5 1.5 0 0 0 1.5-1.5V15", "M13 5h6v6", "M19 5l-8 8"],
  phone: ["M6 3.5h3l1.5 5-2 1.5a12 12 0 0 0 5.5 5.5l1.5-2 5 1.5v3a2 2 0 0 1-2 2A15.5 15.5 0 0 1 4 5.5a2 2 0 0 1 2-2z"],
  sun: ["M12 8a4 4 0 1 0 0 8 4 4 0 0 0 0-8z", "M12 2.5v2", "M12 19.5v2", "M2.5 12h2", "M19.5 12h2", "M5.3 5.3l1.4 1.4", "M17.3 17.3l1.4 1.4", "M5.3 18.7l1.4-1.4", "M17.3 6.7l1.4-1.4"],
  moon: ["M19.5 14.5A8 8 0 0 1 9.5 4.5a8 8 0 1 0 10 10z"],
  down: ["M12 5v14", "M6 13l6 6 6-6"],
  lock: ["M6 11h12v9H6z", "M8.5 11V8a3.5 3.5 0 0 1 7 0v3"],
  check: ["M5 12.5l4.5 4.5L19 7.5"],
  close: ["M6 6l12 12", "M18 6L6 18"],
};

/** An SVG hidden from screen readers: the button or the text next to it carries the name. */
export function icon(name) {
  const svg = document.createElementNS(NAMESPACE, "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("class", `icon icon-${name}`);
  svg.setAttribute("aria-hidden", "true");
  svg.setAttribute("focusable", "false");
  for (const line of PATHS[name]) {
    const path = document.createElementNS(NAMESPACE, "path");
    path.setAttribute("d", line);
    svg.append(path);
  }
  return svg;
}
