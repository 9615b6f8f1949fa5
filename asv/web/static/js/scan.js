/* A card before the camera: the stream lives while it is looked at, and not one frame longer. */
const FORMAT = "qr_code";
const PAUSE = 150;
const PATIENCE = 60_000; // nobody holds a card longer: the camera closes by itself
const CAMERA = { audio: false, video: { facingMode: "environment", width: { ideal: 1280 } } };

/** Say whether this browser reads QR codes from a camera. */
export async function isOffered() {
  if (!("BarcodeDetector" in window) || !navigator.mediaDevices?.getUserMedia) return false;
  const formats = await window.BarcodeDetector.getSupportedFormats().catch(() => []);
  return formats.includes(FORMAT);
}

function wait(time) {
  return new Promise((resolve) => setTimeout(resolve, time));
}

/* Behind the veil, or out of sight, nothing is looked at. */
function isWatched(video) {
  return document.visibilityState === "visible" && !video.closest("[inert]");
}

async function look(video, read, signal) {
  const detector = new window.BarcodeDetector({ formats: [FORMAT] });
  const until = Date.now() + PATIENCE;
  while (!signal.aborted && isWatched(video) && Date.now() < until) {
    const seen = await detector.detect(video).catch(() => []);
    const found = seen.map(({ rawValue }) => read(rawValue)).find(Boolean);
    if (found) return found;
    await wait(PAUSE);
  }
  return "";
}

/** Show the camera in `video` until `read` makes something of a QR code. Gives it, or "" when given up. */
export async function scan(video, read, signal) {
  const stream = await navigator.mediaDevices.getUserMedia(CAMERA);
  try {
    video.srcObject = stream;
    video.hidden = false;
    await video.play();
    return await look(video, read, signal);
  } finally {
    for (const track of stream.getTracks()) track.stop();
    video.srcObject = null;
    video.hidden = true;
  }
}
