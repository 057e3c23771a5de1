/** Starts that differ by less than 10 ms count as the same. */
const RESOLUTION_MS = 10;
/** Starts until 2110 in these steps; the rest of a double's 53 bits tells sites apart. */
const STARTS = 2 ** 39;
/** Tables among which the periods are spread: they grow one at a time, each by little. */
const TABLES = 64;
/** Share of places in use from which on a table grows, and how much larger it is then. */
const FULL = 0.8;
const GROWTH = 1.3;

/**
 * Remembers the power of each period by its site and start, so that a file of millions of lines in
 * any order can be searched for a second value: hash tables in arrays of numbers, 15 to 20 bytes a
 * period.
 */
export class SeenPeriods {
  readonly #tables = Array.from({ length: TABLES }, () => new Table());
  /** Unknown to whoever made the file, so that no file can have periods that all share a place. */
  readonly #seed = crypto.getRandomValues(new Uint32Array(1))[0]!;

  /** Returns the power that the period has already; remembers this one where it has none. */
  add(site: number, startMs: number, powerKw: number): number | undefined {
    const key = 1 + Math.round(startMs / RESOLUTION_MS) + site * STARTS;
    const hash = hashOf(key, this.#seed);
    return this.#tables[hash % TABLES]!.add(key, powerKw, (known) => hashOf(known, this.#seed));
  }
}

/** A hash table with linear probing. */
class Table {
  /** Keys; 0 is a free place. */
  #keys = new Float64Array(16);
  #powers = new Float32Array(16);
  #count = 0;

  add(key: number, power: number, hash: (key: number) => number): number | undefined {
    const place = this.#placeOf(key, hash(key));
    if (this.#keys[place] === key) return this.#powers[place];
    this.#keys[place] = key;
    this.#powers[place] = power;
    if (++this.#count > FULL * this.#keys.length) this.#grow(hash);
    return undefined;
  }

  #placeOf(key: number, hash: number): number {
    const keys = this.#keys;
    // The upper bits: the lower ones chose the table.
    let place = Math.floor(hash / 2 ** 32 * keys.length);
    while (keys[place] !== 0 && keys[place] !== key) if (++place === keys.length) place = 0;
    return place;
  }

  #grow(hash: (key: number) => number): void {
    const [keys, powers] = [this.#keys, this.#powers];
    const length = Math.ceil(keys.length * GROWTH);
    this.#keys = new Float64Array(length);
    this.#powers = new Float32Array(length);
    for (let i = 0; i < keys.length; i++) {
      if (keys[i] === 0) continue;
      const place = this.#placeOf(keys[i]!, hash(keys[i]!));
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
