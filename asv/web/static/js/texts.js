/* Every French sentence lives in the page, in <template data-asv-textes>; here they are only looked up. */
const sentences = document.querySelector("template[data-asv-textes]").content;

/** Give a sentence, its {slots} filled. With `n`, the singular serves 0 and 1, as French does. */
export function text(name, values = {}) {
  const form = "n" in values ? (values.n < 2 ? "-un" : "-n") : "";
  const sentence = sentences.querySelector(`[data-asv-texte="${name}${form}"]`);
  return sentence.textContent.replaceAll(/\{(\w+)\}/g, (slot, key) => values[key] ?? slot);
}
