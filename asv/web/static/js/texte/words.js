/* The word sets, as lists of hashes: is it a common word, a name, a place? No word can be read back from them.
   Twin of asv/detection/words.py; the file is the same, mots.bin. */
const [SHORTEST, LONGEST, STEM, LONG_STEM, MORE] = [2, 30, 3, 6, 128];
const ENDING = /[esx]+$/u;
const VERBAL = /(?:er|ant|ent|ait|aient|era|eront|ons|ez|ions|i|a|it|ai|ir|u|t|nt)$/u;
export const [SURE, RARE, ALSO_WORD, PLACE, NONE] = [1, 2, 3, 4, 5];

/** What the forms of a word share. */
export function stem(word) {
  const short = word.replace(ENDING, "");
  if (short.length < STEM) return word;
  return short.length > LONG_STEM ? short.replace(VERBAL, "") : short;
}

/** FNV-1a over the characters, then stirred. */
export function hashOf(word) {
  let value = 0x811c9dc5;
  for (const sign of word) value = Math.imul(value ^ sign.codePointAt(0), 0x01000193);
  value = Math.imul(value ^ (value >>> 16), 0x85ebca6b);
  value = Math.imul(value ^ (value >>> 13), 0xc2b2ae35);
  return (value ^ (value >>> 16)) >>> 0;
}

function unpack(bytes) {
  const hashes = [];
  let [value, gap, scale] = [0, 0, 1];
  for (const byte of bytes) {
    gap += (byte % MORE) * scale;
    if (byte >= MORE) {
      scale *= MORE;
    } else {
      value += gap;
      hashes.push(value);
      [gap, scale] = [0, 1];
    }
  }
  return Uint32Array.from(hashes);
}

function holds({ size, hashes }, hashed) {
  const wanted = hashed % size;
  let [low, high] = [0, hashes.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (hashes[middle] < wanted) low = middle + 1;
    else high = middle;
  }
  return hashes[low] === wanted;
}

const isWord = (word) => word.length >= SHORTEST && word.length <= LONGEST;

/** Read mots.bin: five sets, each a size, a length, four bytes to spare, and its gaps. */
export function readWords(buffer) {
  const view = new DataView(buffer);
  const sets = [];
  for (let place = 0; place < buffer.byteLength;) {
    const length = view.getUint32(place + 4, true);
    sets.push({ size: view.getUint32(place, true), hashes: unpack(new Uint8Array(buffer, place + 12, length)) });
    place += 12 + length;
  }
  const [common, ...names] = sets;
  return {
    isCommon: (word) => !isWord(word) || holds(common, hashOf(stem(word))),
    kindOfName(word) {
      const hashed = isWord(word) ? hashOf(word) : null;
      const found = hashed === null ? -1 : names.findIndex((set) => holds(set, hashed));
      return found < 0 ? NONE : found + 1;
    },
  };
}
