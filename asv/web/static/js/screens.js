/* One screen at a time, named by data-asv-ecran; what the person must know is written, and said aloud. */
const status = document.querySelector("[data-asv-annonce]");

function shown() {
  return document.querySelector("[data-asv-ecran]:not([hidden])");
}

export function current() {
  return shown()?.dataset.asvEcran;
}

/** Say whether answers are being entered: nothing may then take the page away. */
export function isBusy() {
  return "asvSaisie" in (shown()?.dataset ?? {});
}

/** Show one screen, its title focused so that a screen reader starts there. */
export function show(name) {
  if (current() === name) return;
  for (const screen of document.querySelectorAll("[data-asv-ecran]")) screen.hidden = screen.dataset.asvEcran !== name;
  document.body.dataset.asvActif = name;
  shown().querySelector("h1").focus({ preventScroll: true });
  window.scrollTo(0, 0);
}

/** Say what just happened, until the next gesture. `tone` is info, success, warning or alert. A success never hides an
    alert: of two gestures at once, the one that failed must be known. */
export function announce(sentence, tone = "success") {
  if (tone === "success" && status.classList.contains("alert")) return;
  status.className = `message ${tone}`;
  status.textContent = sentence;
}

export function quiet() {
  status.className = "";
  status.textContent = "";
}

/** Write a value wherever the page shows it. */
export function fill(name, value) {
  for (const place of document.querySelectorAll(`[data-asv-valeur="${name}"]`)) place.textContent = value;
}

export function toggle(name, isShown) {
  for (const place of document.querySelectorAll(`[data-asv-si="${name}"]`)) place.hidden = !isShown;
}
