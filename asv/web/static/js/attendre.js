/* A page that waits for a calculation looks again after some seconds. Bound to [data-asv-attendre], in seconds. */
const waiting = document.querySelector("[data-asv-attendre]");
if (waiting) setTimeout(() => location.reload(), Number(waiting.dataset.asvAttendre) * 1000);
