/* The veil: one tap hides the screen. Left alone two minutes it falls by itself; after five, or one out of sight, the
   form is emptied behind it. */
const IDLE = 2 * 60 * 1000;
const ABANDONED = 5 * 60 * 1000;
const OUT_OF_SIGHT = 60 * 1000;
const veil = document.querySelector("[data-asv-voile]");
const page = document.querySelector("[data-asv-page]");
let timers = [];
let hiddenSince = 0;
let returnTo = null;

export function cover() {
  document.querySelector("dialog[open]")?.close();
  if (veil.hidden) returnTo = document.activeElement;
  veil.hidden = false;
  page.inert = true;
  veil.focus();
}

export function uncover() {
  veil.hidden = true;
  page.inert = false;
  returnTo?.focus?.({ preventScroll: true });
}

/** Watch the hands and the light; `onLock` empties what may be read. */
export function watch(onLock) {
  const lock = () => {
    onLock();
    cover();
  };
  const alive = () => {
    timers.forEach(clearTimeout);
    timers = [setTimeout(cover, IDLE), setTimeout(lock, ABANDONED)];
  };
  for (const sign of ["pointerdown", "keydown", "scroll"]) window.addEventListener(sign, alive, { passive: true });
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") hiddenSince = Date.now();
    else if (hiddenSince && Date.now() - hiddenSince > OUT_OF_SIGHT) lock();
  });
  alive();
}
