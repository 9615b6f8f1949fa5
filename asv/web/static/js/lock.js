/* The veil: one tap hides the screen. Left alone five minutes, or out of sight one, the form is emptied behind it. */
const IDLE = 5 * 60 * 1000;
const OUT_OF_SIGHT = 60 * 1000;
const veil = document.querySelector("[data-asv-voile]");
const page = document.querySelector("[data-asv-page]");
let idleTimer = 0;
let hiddenSince = 0;
let returnTo = null;

export function cover() {
  returnTo = document.activeElement;
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
    clearTimeout(idleTimer);
    idleTimer = setTimeout(lock, IDLE);
  };
  for (const sign of ["pointerdown", "keydown", "scroll"]) window.addEventListener(sign, alive, { passive: true });
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") hiddenSince = Date.now();
    else if (hiddenSince && Date.now() - hiddenSince > OUT_OF_SIGHT) lock();
  });
  alive();
}
