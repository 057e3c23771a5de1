import assert from "node:assert/strict";
import { setTimeout as pause } from "node:timers/promises";
import type { OwnerSql } from "../../db/client.ts";
import { days, verify } from "../../sql/forecasts/rollup.ts";

type Send = (path: string, body: unknown) => Promise<Response>;

const VALUES = 4;
const MEASURED = Temporal.Instant.from("2020-01-01T00:00:00Z");
const ISSUED = Temporal.Instant.from("2026-06-01T00:00:00Z");
const TARGET = Temporal.Instant.from("2026-06-02T00:00:00Z");

/**
 * Writers that send hours of measurements and runs, each again until the service acknowledges it:
 * number n is the n-th hour since 2020, and the run issued n seconds after a midnight.
 */
export class Writers {
  readonly acknowledged: number[] = [];
  refused = 0;
  #stop = false;
  readonly #site: string;
  readonly #working: Promise<void>[];

  /** `send` sends to the service that runs at the moment. */
  constructor(site: string, count: number, send: Send) {
    this.#site = site;
    const start = (writer: number) => this.#write(writer, count, send);
    this.#working = Array.from({ length: count }, (_, writer) => start(writer));
  }

  /** Stops the writers; each first comes to the end of what it is sending. */
  async end(): Promise<void> {
    this.#stop = true;
    await Promise.all(this.#working);
  }

  async #write(first: number, step: number, send: Send): Promise<void> {
    for (let n = first; !this.#stop; n += step) {
      const hour = MEASURED.add({ hours: n });
      await this.#until(send, "generation", { values: quarters(hour, "generation_power_kw") });
      await this.#until(send, "forecasts", {
        timestamp_utc: `${ISSUED.add({ seconds: n })}`,
        model_name: "writer",
        values: quarters(TARGET, "forecast_power_kw"),
      });
      this.acknowledged.push(n);
    }
  }

  async #until(send: Send, what: string, body: unknown): Promise<void> {
    while (await this.#status(send(`/sites/${this.#site}/${what}`, body)) !== 201) {
      this.refused++;
      await pause(100);
    }
  }

  /** Returns 201 or 503; undefined where the connection was refused or broke with the process. */
  async #status(sent: Promise<Response>): Promise<number | undefined> {
    const response = await sent.catch(() => undefined);
    const text = await response?.text().catch(() => undefined);
    if (!response || text === undefined) return undefined;
    assert.ok([201, 503].includes(response.status), `${response.status} ${text}`);
    return response.status;
  }

  /** Asserts that all that was acknowledged is stored, and that nothing is stored twice. */
  async check(sql: OwnerSql): Promise<void> {
    const hours = await sql<{ n: number; rows: number; periods: number }[]>`
      select floor(date_part('epoch', start_utc - ${MEASURED}::timestamp) / 3600)::int as n,
        count(*)::int as rows, count(distinct (start_utc, end_utc))::int as periods
      from generation where site_uuid = ${this.#site} group by 1`;
    const runs = await sql<{ n: number; rows: number; runs: number }[]>`
      select date_part('epoch', f.timestamp_utc - ${ISSUED}::timestamp)::int as n,
        count(v.*)::int as rows, count(distinct f.forecast_uuid)::int as runs
      from forecasts f left join forecast_values v using (forecast_uuid)
      where f.site_uuid = ${this.#site} and f.timestamp_utc < ${TARGET}::timestamp group by 1`;
    for (const { n, rows, periods } of hours) {
      assert.deepEqual([rows, periods], [VALUES, VALUES], `hour ${n}`);
    }
    for (const { n, rows, runs: count } of runs) {
      assert.deepEqual([rows, count], [VALUES, 1], `run ${n}`);
    }
    const kept = [hours, runs].map((list) => new Set(list.map(({ n }) => n)));
    assert.deepEqual(this.acknowledged.filter((n) => kept.some((set) => !set.has(n))), []);
    for (const day of await days(sql)) {
      const { missing, extra, wrong } = await verify(sql, day);
      assert.deepEqual([missing, extra, wrong], [0, 0, 0], `latest table of ${day}`);
    }
  }
}

function quarters(start: Temporal.Instant, power: string) {
  return Array.from({ length: VALUES }, (_, quarter) => ({
    start_utc: `${start.add({ minutes: quarter * 15 })}`,
    end_utc: `${start.add({ minutes: quarter * 15 + 15 })}`,
    [power]: 1,
  }));
}
