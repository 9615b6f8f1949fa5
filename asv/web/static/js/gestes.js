/* One finger moves the window, two open or close it, a tap chooses; arrows, + and − do the same without a finger. */
const STILL = 12; // pixels a finger may tremble and still be tapping
const STEP = 0.25;
const KEYS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

function spread(fingers) {
  const [one, two] = [...fingers.values()];
  return two ? Math.hypot(one.clientX - two.clientX, one.clientY - two.clientY) : 0;
}

function drag(fenetre, fingers, event) {
  const before = fingers.get(event.pointerId);
  const wide = spread(fingers);
  fingers.set(event.pointerId, event);
  if (wide) return fenetre.zoom(wide / (spread(fingers) || wide), fenetre.under(event));
  const { clientWidth, clientHeight } = fenetre.svg;
  fenetre.pan((before.clientX - event.clientX) / clientWidth, (before.clientY - event.clientY) / clientHeight);
}

function watchFingers(svg, fenetre, onTap) {
  const fingers = new Map();
  let start = null;
  let hasMoved = false;
  svg.addEventListener("pointerdown", (event) => {
    if (!fingers.size) [start, hasMoved] = [event, false];
    fingers.set(event.pointerId, event);
    svg.setPointerCapture(event.pointerId);
  });
  svg.addEventListener("pointermove", (event) => {
    if (!fingers.has(event.pointerId)) return;
    hasMoved ||= fingers.size > 1 || Math.hypot(event.clientX - start.clientX, event.clientY - start.clientY) > STILL;
    if (hasMoved) drag(fenetre, fingers, event);
  });
  svg.addEventListener("pointerup", (event) => {
    if (fingers.size === 1 && !hasMoved) onTap(...fenetre.under(event));
    fingers.delete(event.pointerId);
  });
  svg.addEventListener("pointercancel", (event) => fingers.delete(event.pointerId));
}

/** Listen to hands and keys over a window; `onTap(x, y)` hears where, in metres of the plan. */
export function watch(fenetre, onTap) {
  watchFingers(fenetre.svg, fenetre, onTap);
  fenetre.svg.addEventListener("keydown", (event) => {
    if (KEYS[event.key]) fenetre.pan(...KEYS[event.key].map((way) => way * STEP));
    else if (event.key === "+" || event.key === "-") fenetre.zoom(event.key === "+" ? 0.5 : 2);
    else if (event.key === "Enter" || event.key === " ") onTap(...fenetre.middle);
    else return;
    event.preventDefault();
  });
}
