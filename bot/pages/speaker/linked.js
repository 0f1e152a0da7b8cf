/** Hands what the linking page gave to the view that opened this window, and closes it. */

const given = Object.fromEntries(new URLSearchParams(location.search));
window.opener?.postMessage({ linked: given }, location.origin);
window.close();
