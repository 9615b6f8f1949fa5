/* Pieces: screens too rarely used for the shell. Markup and module come at the first need, from the worker's copy. */
const TIMEOUT = 15_000;
const main = document.querySelector("main");
const pieces = new Map();
const modules = [];

function bring(name) {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    const fail = () => reject(Object.assign(new Error(name), { name: "PieceMissing" }));
    request.open("GET", `/terrain/pieces/${name}`);
    Object.assign(request, { responseType: "document", timeout: TIMEOUT, onerror: fail, ontimeout: fail });
    request.onload = () => {
      const body = request.response?.body;
      if (request.status === 200 && body?.dataset.asvFragment === name) resolve(body);
      else fail(); // a portal's page, or a server that is away
    };
    request.send();
  });
}

/** Wait for the styles of a piece: a screen shown before them would move under the finger. */
function dressed(links) {
  return Promise.all(links.map((link) => new Promise((done) => {
    for (const sign of ["load", "error"]) link.addEventListener(sign, done);
  })));
}

async function put(name) {
  const body = await bring(name);
  const styles = [...body.querySelectorAll("link")];
  main.append(...body.childNodes); // adopted, never parsed from a text of ours: Trusted Types stay at none
  await dressed(styles);
  const module = await import(`./${name}.js`);
  modules.push(module);
  return module;
}

/** Give the module of a piece, its screens being in the page. Rejects with PieceMissing, and may be asked again. */
export function load(name) {
  if (!pieces.has(name)) pieces.set(name, put(name).catch((error) => {
    pieces.delete(name);
    throw error;
  }));
  return pieces.get(name);
}

/** Empty the forms of every piece in the page: the tablet was left alone, or changes hands. */
export async function clearAll() {
  for (const module of modules) await module.clear?.();
}
