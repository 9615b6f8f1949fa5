/* Keeps the tablet's page at hand without network. RELEASE, FILES ([path, SHA-256] pairs, the page's) and PIECES (that
   of the list of its pieces) are written above this text by asv/web/pwa.py. Only these public files are ever kept. */
/* global RELEASE, FILES, PIECES */
const PREFIX = "asv-terrain-";
const CACHE = PREFIX + RELEASE;
const PATHS = new Set(FILES.map(([path]) => path));
const OF_PIECES = /^\/(static|terrain\/pieces)\//;

async function sha256(bytes) {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return [...digest].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

async function fetchChecked([path, expected]) {
  const response = await fetch(path, { cache: "no-store", credentials: "omit", redirect: "error" });
  const found = await sha256(await response.clone().arrayBuffer());
  if (!response.ok || found !== expected) throw new Error(`refused ${path}`);
  return [path, response];
}

/* All or nothing, the page first: one altered or missing file, and the former release stays in place. */
async function install() {
  const shell = await Promise.all(FILES.map(fetchChecked));
  const [, list] = await fetchChecked(PIECES);
  const files = shell.concat(await Promise.all((await list.json()).map(fetchChecked)));
  const cache = await caches.open(CACHE);
  try {
    await Promise.all(files.map(([path, response]) => cache.put(path, response)));
  } catch (error) {
    await caches.delete(CACHE);
    throw error;
  }
}

async function dropFormerReleases() {
  const names = await caches.keys();
  const former = names.filter((name) => name.startsWith(PREFIX) && name !== CACHE);
  await Promise.all(former.map((name) => caches.delete(name)));
}

async function answer(request, path) {
  const kept = await caches.match(path, { cacheName: CACHE, ignoreVary: true });
  return kept ?? fetch(request);
}

self.addEventListener("install", (event) => event.waitUntil(install()));
self.addEventListener("activate", (event) => event.waitUntil(dropFormerReleases()));
self.addEventListener("message", ({ data }) => {
  if (data === "activate") self.skipWaiting();
});
self.addEventListener("fetch", (event) => {
  const { pathname, origin } = new URL(event.request.url);
  if (event.request.method !== "GET" || origin !== self.location.origin) return;
  if (!PATHS.has(pathname) && !OF_PIECES.test(pathname)) return;
  event.respondWith(answer(event.request, pathname));
});
