/* Installs the tablet's service worker, from an ordinary page: on /terrain, Trusted Types forbid registering one. */
navigator.serviceWorker?.register("/service-worker.js", { scope: "/terrain", updateViaCache: "none" });
