/* A new release waits until someone says yes, and never in the middle of a form. */
import * as screens from "./screens.js";

const SCOPE = "/terrain";

function offer(registration) {
  screens.toggle("mise-a-jour", Boolean(registration.waiting));
}

/** Look for a new release; `isBusy` says whether a form is open. */
export async function watch(isBusy) {
  const registration = await navigator.serviceWorker?.getRegistration(SCOPE);
  screens.toggle("sans-hors-ligne", !registration);
  if (!registration) return;
  const follow = () => registration.installing?.addEventListener("statechange", () => offer(registration));
  offer(registration);
  follow();
  registration.addEventListener("updatefound", follow);
  navigator.serviceWorker.addEventListener("controllerchange", () => {
    if (!isBusy()) window.location.reload();
  });
  if (navigator.onLine) registration.update().catch(() => {});
}

export async function accept() {
  const registration = await navigator.serviceWorker.getRegistration(SCOPE);
  registration?.waiting?.postMessage("activate");
}
