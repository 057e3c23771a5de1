/** Amounts of rotation, by the four rounds (RFC 1321, section 3.4). */
const TURNS = [[7, 12, 17, 22], [5, 9, 14, 20], [4, 11, 16, 23], [6, 10, 15, 21]] as const;
/** The integer parts of the sines of 1 to 64, times 2^32. */
const SINES = Array.from({ length: 64 }, (_, i) => Math.floor(Math.abs(Math.sin(i + 1)) * 2 ** 32));

/**
 * Returns the MD5 of a text in UTF-8 as 32 hexadecimal digits (RFC 1321). It tells things apart that
 * other programs tell apart by it; it protects nothing.
 */
export function md5(text: string): string {
  const words = paddedWords(new TextEncoder().encode(text));
  let state = [0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476];
  for (let at = 0; at < words.length; at += 16) state = added(state, words.subarray(at, at + 16));
  const bytes = new Uint8Array(new Uint32Array(state).buffer);
  return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** Returns the bytes as words of 32 bits, filled up to whole blocks that end with the length. */
function paddedWords(bytes: Uint8Array): Uint32Array {
  const blocks = Math.ceil((bytes.length + 9) / 64);
  const padded = new Uint8Array(blocks * 64);
  padded.set(bytes);
  padded[bytes.length] = 0x80;
  const view = new DataView(padded.buffer);
  view.setUint32(padded.length - 8, bytes.length * 8, true);
  return Uint32Array.from({ length: blocks * 16 }, (_, i) => view.getUint32(i * 4, true));
}

/** Adds a block to the state. */
function added(state: readonly number[], block: Uint32Array): number[] {
  let [a, b, c, d] = state as [number, number, number, number];
  for (let i = 0; i < 64; i++) {
    const round = i >> 4;
    const [mixed, word] = mix(round, i, [b, c, d]);
    const sum = (a + mixed + SINES[i]! + block[word]!) | 0;
    const turn = TURNS[round]![i & 3]!;
    [a, d, c, b] = [d, c, b, (b + ((sum << turn) | (sum >>> (32 - turn)))) | 0];
  }
  return [a, b, c, d].map((word, i) => (word + state[i]!) | 0);
}

/** Returns how a round mixes three words, and which word of the block it adds. */
function mix(round: number, i: number, [b, c, d]: [number, number, number]): [number, number] {
  if (round === 0) return [(b & c) | (~b & d), i];
  if (round === 1) return [(d & b) | (~d & c), (5 * i + 1) & 15];
  if (round === 2) return [b ^ c ^ d, (3 * i + 5) & 15];
  return [c ^ (b | ~d), (7 * i) & 15];
}
