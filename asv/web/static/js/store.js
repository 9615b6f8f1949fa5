/* IndexedDB, bare. Three shelves: the sealed queue, the vault (keys, encrypted states), public reference data. */
const NAME = "asv-terrain";
const VERSION = 1;
const REOPENINGS = 8;
let opening = null;
let lastTurn = Promise.resolve();

function upgrade(db) {
  const file = db.createObjectStore("file", { autoIncrement: true });
  file.createIndex("id", "id", { unique: true });
  db.createObjectStore("coffre");
  db.createObjectStore("reference");
}

function open() {
  opening ??= new Promise((resolve, reject) => {
    const request = indexedDB.open(NAME, VERSION);
    request.onupgradeneeded = () => upgrade(request.result);
    request.onerror = () => reject(request.error);
    request.onsuccess = () => {
      const db = request.result;
      db.onclose = () => {
        opening = null;
      };
      db.onversionchange = () => {
        db.close();
        opening = null;
      };
      resolve(db);
    };
  });
  return opening;
}

/* All of `work`, or nothing of it: what it wrote before it threw goes as well. */
function begin(transaction, shelves, work) {
  try {
    return work(...shelves.map((shelf) => transaction.objectStore(shelf)));
  } catch (error) {
    transaction.abort();
    throw error;
  }
}

function run(db, shelves, mode, work) {
  return new Promise((resolve, reject) => {
    const transaction = db.transaction(shelves, mode, { durability: "strict" });
    const request = begin(transaction, shelves, work);
    transaction.oncomplete = () => resolve(request?.result);
    transaction.onabort = () => reject(transaction.error ?? request?.error);
  });
}

async function insist(shelves, mode, work) {
  for (let left = REOPENINGS; ; left -= 1) {
    try {
      return await run(await open(), shelves, mode, work);
    } catch (error) {
      if (!left || ["QuotaExceededError", "ConstraintError"].includes(error?.name)) throw error;
      opening = null;
    }
  }
}

/**
 * Do `work` on one shelf, or on several at once, and wait until the disk has it. When the browser closed the connection,
 * it is done again, a few times. One at a time: side by side, each could use up what another had just reopened.
 */
export function transact(shelf, mode, work) {
  const result = lastTurn.then(() => insist([shelf].flat(), mode, work));
  lastTurn = result.catch(() => {});
  return result;
}

export function read(shelf, key) {
  return transact(shelf, "readonly", (store) => store.get(key));
}

export function write(shelf, key, value) {
  return transact(shelf, "readwrite", (store) => store.put(value, key));
}

export function erase(shelf, key) {
  return transact(shelf, "readwrite", (store) => store.delete(key));
}

/** Write unless something is there already; give what is there in the end. */
export async function settle(shelf, key, make) {
  const present = await read(shelf, key);
  if (present !== undefined) return present;
  const value = await make();
  try {
    await transact(shelf, "readwrite", (store) => store.add(value, key));
    return value;
  } catch (error) {
    if (error?.name !== "ConstraintError") throw error;
    return read(shelf, key);
  }
}
