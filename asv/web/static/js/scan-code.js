/* « Scanner la carte » beside a code field, where the browser can: the code goes to the field, nowhere else.
   Bound to [data-asv-scanner]; without a camera, a detector or a script, the code is typed. */
import { format, parse } from "./code.js";
import { isOffered, scan } from "./scan.js";

function bind(box, field) {
  const [start, stop, video] = ["lire", "arreter", "image"].map((part) => box.querySelector(`[data-asv-part="${part}"]`));
  let looking = new AbortController();
  stop.addEventListener("click", () => looking.abort());
  start.addEventListener("click", async () => {
    looking = new AbortController();
    [start.hidden, stop.hidden] = [true, false];
    const code = await scan(video, parse, looking.signal).catch(() => "");
    [start.hidden, stop.hidden] = [false, true];
    if (code) field.value = format(code);
    field.focus();
  });
  addEventListener("pagehide", () => looking.abort());
  box.hidden = false;
}

const boxes = document.querySelectorAll("[data-asv-scanner]");
if (boxes.length > 0 && (await isOffered())) {
  for (const box of boxes) bind(box, document.getElementById(box.dataset.asvScanner));
}
