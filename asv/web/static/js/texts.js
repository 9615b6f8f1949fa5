/* Every French sentence lives in the page, in <template data-asv-textes>, a piece's in its own; here they are looked up. */
function sentence(name) {
  for (const { content } of document.querySelectorAll("template[data-asv-textes]")) {
    const found = content.querySelector(`[data-asv-texte="${name}"]`);
    if (found) return found.textContent;
  }
  throw new Error(`no sentence ${name}`);
}

/** Give a sentence, its {slots} filled. With `n`, the singular serves 0 and 1, as French does. */
export function text(name, values = {}) {
  const form = "n" in values ? (values.n < 2 ? "-un" : "-n") : "";
  return sentence(name + form).replaceAll(/\{(\w+)\}/g, (slot, key) => values[key] ?? slot);
}
