import { utcText } from "../../time/time.ts";
import { InverterValues } from "./inverter_values.ts";
import type { PeriodSink } from "./results.ts";
import type { Row } from "./row.ts";

/**
 * Puts the lines of a site's inverters beside each other, which a file has below each other: one row
 * for each time, with the values of all. Which inverters there are is known at the end of the file.
 */
export class Inverters {
  readonly #site: string | null;
  readonly #results: PeriodSink;
  readonly #inverters = new Map<string, InverterValues>();

  constructor(site: string | null, results: PeriodSink) {
    this.#site = site;
    this.#results = results;
  }

  add(row: Row): void {
    const known = this.#inverters.get(row.inverter);
    const values = known ?? new InverterValues();
    if (!known) this.#inverters.set(row.inverter, values);
    values.add(row);
  }

  /** Returns a row for each time, in order. */
  *rows(): Generator<Row> {
    const queues = [...this.#inverters].map(([name, values]) => new Queue(name, values));
    while (true) {
      const ms = queues.reduce((least, queue) => Math.min(least, queue.ms), Infinity);
      if (ms === Infinity) return;
      yield this.#rowAt(ms, queues);
    }
  }

  #rowAt(ms: number, queues: Queue[]): Row {
    const values: number[] = [];
    let [line, endMs, names]: [number, number | null, string[]] = [0, null, []];
    for (const queue of queues) {
      if (queue.ms !== ms) {
        values.push(NaN);
        names.push(queue.name);
        continue;
      }
      values.push(queue.value);
      line = Math.max(line, queue.line);
      endMs = queue.endMs;
      this.#skipSame(queue);
    }
    const fault = names.length > 0 ? "empty" : null;
    const cells = [utcText(ms), ...names];
    return {
      line,
      site: this.#site,
      inverter: "",
      ms,
      endMs,
      values,
      fault,
      faultText: "",
      cells,
    };
  }

  /** Goes on to the next time of an inverter; another value of the same time is left out. */
  #skipSame(queue: Queue): void {
    const { ms, value } = queue;
    for (queue.next(); queue.ms === ms; queue.next()) {
      if (queue.value === value) continue;
      const message = "An earlier line has another value of this inverter for this time.";
      const at = { line: queue.line, cells: [utcText(ms), queue.name] };
      this.#results.leave(at, "second_value", message);
    }
  }
}

/** The rows of one inverter, in the order of time. */
class Queue {
  readonly name: string;
  readonly #values: InverterValues;
  readonly #order: Uint32Array;
  #at = 0;
  ms: number;

  constructor(name: string, values: InverterValues) {
    this.name = name;
    this.#values = values;
    this.#order = values.inOrder();
    this.ms = values.msOf(this.#order[0]!);
  }

  get value(): number {
    return this.#values.sumOf(this.#order[this.#at]!);
  }

  get line(): number {
    return this.#values.lineOf(this.#order[this.#at]!);
  }

  get endMs(): number | null {
    return this.#values.endMsOf(this.#order[this.#at]!);
  }

  next(): void {
    this.#at++;
    this.ms = this.#at < this.#order.length ? this.#values.msOf(this.#order[this.#at]!) : Infinity;
  }
}
