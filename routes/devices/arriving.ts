import type { Context } from "hono";
import { type Fault, firstFaults } from "../../domain/loggers/device_request.ts";
import type { Reading } from "../../domain/loggers/reading.ts";
import {
  MOST_VARIABLES,
  type RefusedReading,
  type Stored,
} from "../../domain/loggers/stored_readings.ts";
import type { FromDevice } from "./device.ts";
import type { Devices } from "./router.ts";
import { storeReadings } from "./store.ts";

/**
 * Collects what became of the readings of one request. `store` may be called several times: what is
 * stored stays, whatever comes later.
 */
export class Arriving {
  stored = 0;
  refused = 0;
  /** Of those refused: readings that could be read. */
  dropped = 0;
  /** The first faults, in the order in which they were found. */
  faults: Fault[] = [];

  constructor(private c: Context<FromDevice>, private devices: Devices) {}

  /** Counts lines that could not be read. */
  refuse(faults: readonly Fault[]): void {
    this.refused += faults.length;
    this.faults.push(...firstFaults(faults).slice(0, MOST_FAULTS - this.faults.length));
  }

  /** Stores readings as storeReadings (store.ts); `lineOf` names the line of each, by its place. */
  async store(readings: readonly Reading[], lineOf: (index: number) => number): Promise<void> {
    if (readings.length === 0) return;
    const stored = await storeReadings(this.c, this.devices, readings);
    this.stored += stored.new + stored.changed + stored.unchanged;
    this.#refuseBy(stored, lineOf);
  }

  /** Sets what is shown of the request as arrived. */
  record(): void {
    const { stored, refused, faults } = this;
    this.c.set("outcome", { stored, refused, faults });
  }

  #refuseBy({ refused, unknown }: Stored, lineOf: (index: number) => number): void {
    const ofLine = ({ index, message }: RefusedReading) => {
      const line = lineOf(index);
      return { line, message: `line ${line}: ${message}` };
    };
    this.dropped += refused.length;
    this.refuse(refused.map(ofLine));
    for (const [name, count] of Object.entries(unknown)) {
      const message = `${name}: a logger has at most ${MOST_VARIABLES} variables.`;
      this.refuse([{ line: null, message }]);
      this.refused += count - 1;
      this.dropped += count;
    }
  }
}

const MOST_FAULTS = 10;
