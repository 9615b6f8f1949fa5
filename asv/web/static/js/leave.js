/* On ordinary pages: no logging out over a queue that was not sent. Bound to form[data-asv-deconnexion].
   A field `file` says "vide" when the tablet keeps nothing to send: only then may the answer clear its storage. */
const NAME = "asv-terrain";
const form = document.querySelector("form[data-asv-deconnexion]");
const warning = document.querySelector("[data-asv-file-en-attente]");

async function waiting() {
  const known = await indexedDB.databases();
  if (!known.some(({ name }) => name === NAME)) return 0;
  const { count } = await import("./outbox.js");
  return count();
}

form?.addEventListener("submit", async (event) => {
  event.preventDefault();
  const isEmpty = (await waiting().catch(() => 1)) === 0;
  if (warning) warning.hidden = isEmpty;
  if (!isEmpty && warning) return warning.scrollIntoView();
  form.elements.namedItem("file").value = isEmpty ? "vide" : "";
  form.submit();
});
