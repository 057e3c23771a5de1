/** Starts that differ by less than 10 ms count as the same. */
const RESOLUTION_MS = 10;
/** Starts until 2110 in these steps; the rest of a double's 53 bits tells sites apart. */
const STARTS = 2 ** 39;
/** Share of places in use from which on the table is doubled. */
const FULL = 0.7;

/**
 * Remembers the power of each period by its site and start, so that a file of millions of lines in
 * any order can be searched for a second value: a hash table in two arrays of numbers, 12 to 34 bytes
 * a period.
 */
export class SeenPeriods {
  /** Keys; 0 is a free place. */
  #keys = new Float64Array(1024);
  #powers = new Float32Array(1024);
  #count = 0;
  /** Unknown to whoever made the file, so that no file can have periods that all share a place. */
  readonly #seed = crypto.getRandomValues(new Uint32Array(1))[0]!;

  /** Returns the power that the period has already; remembers this one where it has none. */
  add(site: number, startMs: number, powerKw: number): number | undefined {
    const key = 1 + Math.round(startMs / RESOLUTION_MS) + site * STARTS;
    const place = this.#placeOf(key);
    if (this.#keys[place] === key) return this.#powers[place];
    this.#keys[place] = key;
    this.#powers[place] = powerKw;
    if (++this.#count > FULL * this.#keys.length) this.#double();
    return undefined;
  }

  #placeOf(key: number): number {
    const mask = this.#keys.length - 1;
    let place = hashOf(key, this.#seed) & mask;
    while (this.#keys[place] !== 0 && this.#keys[place] !== key) place = (place + 1) & mask;
    return place;
  }

  #double(): void {
    const [keys, powers] = [this.#keys, this.#powers];
    this.#keys = new Float64Array(keys.length * 2);
    this.#powers = new Float32Array(keys.length * 2);
    for (let i = 0; i < keys.length; i++) {
      if (keys[i] === 0) continue;
      const place = this.#placeOf(keys[i]!);
      this.#keys[place] = keys[i]!;
      this.#powers[place] = powers[i]!;
    }
  }
}

/** Mixes the two halves of a key with a seed. */
function hashOf(key: number, seed: number): number {
  return mixed(mixed(key % 2 ** 32 ^ seed) + Math.floor(key / 2 ** 32));
}

/** The finalizer of MurmurHash3 (Appleby, 2011): each bit changes each other one half the time. */
function mixed(bits: number): number {
  const one = Math.imul(bits ^ (bits >>> 16), 0x85ebca6b);
  const two = Math.imul(one ^ (one >>> 13), 0xc2b2ae35);
  return (two ^ (two >>> 16)) >>> 0;
}
