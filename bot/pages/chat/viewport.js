/**
 * iOS lays its keyboard over the page instead of shrinking it: the height that is really seen
 * is given to the style sheet as `--height`. Elsewhere `100dvh` does it.
 */
export function initViewport() {
  const seen = window.visualViewport;
  if (!seen) return;
  const follow = () => {
    const zoomed = seen.scale > 1.01;
    const covered = window.innerHeight - seen.height > 80;
    if (zoomed || !covered) {
      document.documentElement.style.removeProperty("--height");
      return;
    }
    document.documentElement.style.setProperty("--height", `${Math.round(seen.height)}px`);
    window.scrollTo(0, 0);
  };
  seen.addEventListener("resize", follow);
  follow();
}
