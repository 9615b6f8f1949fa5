/* A button that prints the page, shown only where a script can do it. Bound to button[data-asv-imprimer]. */
for (const button of document.querySelectorAll("button[data-asv-imprimer]")) {
  button.hidden = false;
  button.addEventListener("click", () => globalThis.print());
}
