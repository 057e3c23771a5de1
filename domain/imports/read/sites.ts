import type { Reading } from "../reading.ts";
import { Counters } from "./counter.ts";
import { energyReader } from "./energy.ts";
import { Inverters } from "./inverters.ts";
import { powerReader } from "./power.ts";
import type { PeriodSink } from "./results.ts";
import type { Row } from "./row.ts";
import type { ShapeReader } from "./shape.ts";
import { States } from "./states.ts";
import { leaveWithoutValues } from "./without_values.ts";

/** Gives each row to the reader of its site, and first puts inverters below each other side by side. */
export class Sites {
  readonly #reading: Reading;
  readonly #results: PeriodSink;
  readonly #readers = new Map<string | null, ShapeReader>();
  readonly #inverters = new Map<string | null, Inverters>();
  /** States of single inverters, by site and inverter: their means are added up, not they. */
  readonly #states = new Map<string, States>();

  constructor(reading: Reading, results: PeriodSink) {
    this.#reading = reading;
    this.#results = results;
  }

  take(row: Row): void {
    if (this.#reading.inverter_column === null) this.#readerOf(row.site).take(row);
    else if (this.#reading.shape === "states") this.#statesOf(row).take(row);
    else if (!leaveWithoutValues(row, this.#results)) this.#invertersOf(row.site).add(row);
  }

  /** Takes a line that cannot be read: states may have changed with it. */
  unknown(): void {
    for (const states of this.#states.values()) states.unknown();
    for (const reader of this.#readers.values()) if (reader instanceof States) reader.unknown();
  }

  /** Finishes each site; yields after each row of inverters, and after each site. */
  *end(): Generator<void> {
    for (const states of this.#states.values()) states.end();
    for (const [site, inverters] of this.#inverters) {
      const reader = this.#readerOf(site);
      for (const row of inverters.rows()) yield reader.take(row);
      this.#inverters.delete(site);
    }
    for (const reader of this.#readers.values()) yield reader.end();
  }

  #readerOf(site: string | null): ShapeReader {
    const known = this.#readers.get(site);
    if (known) return known;
    const reader = this.#newReader();
    this.#readers.set(site, reader);
    return reader;
  }

  #newReader(): ShapeReader {
    const { shape, inverter_column } = this.#reading;
    if (shape === "energy") return energyReader(this.#reading, this.#results);
    if (shape === "power") return powerReader(this.#reading, this.#results);
    if (shape !== "states") return new Counters(this.#reading, this.#results);
    if (inverter_column === null) return new States(this.#reading, this.#results);
    return powerReader(this.#reading, this.#results);
  }

  #invertersOf(site: string | null): Inverters {
    const known = this.#inverters.get(site);
    if (known) return known;
    const inverters = new Inverters(site, this.#results);
    this.#inverters.set(site, inverters);
    return inverters;
  }

  #statesOf({ site, inverter }: Row): States {
    const key = `${site}\0${inverter}`;
    const known = this.#states.get(key);
    if (known) return known;
    const states = new States(this.#reading, {
      add: (row, startMs, endMs, powerKw) =>
        this.#invertersOf(site).add({ ...row, ms: startMs, endMs, values: [powerKw] }),
      leave: (row, reason, message) => this.#results.leave(row, reason, message),
    });
    this.#states.set(key, states);
    return states;
  }
}
