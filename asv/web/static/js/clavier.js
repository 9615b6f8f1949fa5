/* The thirty-one signs of a code as big keys, for hands in gloves and tablets without a keyboard. */
import { ALPHABET } from "./code.js";
import { text } from "./texts.js";

const keys = document.querySelector("[data-asv-clavier]");

function key(sign, change) {
  const made = Object.assign(document.createElement("button"), { type: "button", className: "quiet", textContent: sign });
  made.addEventListener("click", change);
  return made;
}

/** Draw the keys that write into `input`, and one that erases. */
export function drawKeys(input) {
  const erase = key(text("effacer-signe"), () => (input.value = input.value.slice(0, -1)));
  erase.classList.add("erase");
  keys.replaceChildren(...[...ALPHABET].map((sign) => key(sign, () => (input.value += sign))), erase);
}
