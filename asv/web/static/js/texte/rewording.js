/* How a refused note could be said: what was found left out, an illness said as what it asks for. */
import { fold } from "./folding.js";

const SEPARATOR = /\s*[,;:.]+\s*|\s+[-–—]\s+/u;

function trimmed(part, dangling) {
  const words = part.trim().split(/\s+/u);
  while (words.length > 0 && dangling.has(fold(words.at(-1)).text.replaceAll(/[^a-z]/gu, ""))) words.pop();
  return words.join(" ");
}

/** Give the note without its fragments; `instead` tells what replaces a kind, at the end. */
export function reworded(typed, fragments, instead, { rules }) {
  const letters = Array.from(typed);
  let [kept, position] = ["", 0];
  for (const { start, end } of fragments) {
    kept += letters.slice(position, start).join("");
    position = end;
  }
  kept += letters.slice(position).join("");
  const dangling = rules.lists.pendants;
  const parts = kept.split(SEPARATOR).map((part) => trimmed(part, dangling)).filter((part) => part.length > 1);
  const added = fragments.map(({ genre }) => instead(genre)).filter(Boolean);
  return [...new Set([...parts, ...added])].join(", ");
}
