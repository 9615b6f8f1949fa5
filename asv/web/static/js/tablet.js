/* Room on the tablet, before a save fails. */
const NEARLY_FULL = 0.8;

export async function share() {
  const { usage = 0, quota = 0 } = (await navigator.storage?.estimate?.()) ?? {};
  return quota ? usage / quota : 0;
}

/** Say whether room is running out. */
export async function isNearlyFull() {
  return (await share()) >= NEARLY_FULL;
}
