import fc from "fast-check";
import { AppError } from "../../domain/errors.ts";
import { translated } from "../../db/errors.ts";
import type { NewGeneration } from "../../domain/generation/generation_value.ts";
import * as batches from "../../sql/generation/batches.ts";
import * as generation from "../../sql/generation/generation.ts";
import type { Person } from "./cast.ts";
import type { TestDatabase } from "./database.ts";
import { inScope } from "./scopes.ts";

const QUARTER_MS = 15 * 60_000;
const START_MS = Date.UTC(2026, 5, 21);
const at = (quarter: number) =>
  Temporal.Instant.fromEpochMilliseconds(START_MS + quarter * QUARTER_MS);

/** A period in quarter hours of a short day, so that many of them meet. */
const period = fc.record({ from: fc.nat(15), length: fc.constantFrom(1, 2, 4) });
const value = fc.record({ period, kw: fc.option(fc.nat(3), { freq: 4 }) });
const who = fc.nat(2);
const range = fc.record({ from: fc.nat(12), length: fc.integer({ min: 2, max: 16 }) });

/** What somebody does: a request of one of three people, or a change in SQL. */
export const step = fc.oneof(
  fc.record({
    kind: fc.constant("post" as const),
    who,
    replace: fc.boolean(),
    values: fc.array(value, { minLength: 1, maxLength: 8 }),
  }),
  fc.record({
    kind: fc.constant("put" as const),
    who,
    range,
    values: fc.array(value, { maxLength: 6 }),
  }),
  fc.record({ kind: fc.constant("delete" as const), who, range }),
  fc.record({ kind: fc.constant("sql insert" as const), period, kw: fc.nat(3) }),
  fc.record({ kind: fc.constant("sql update" as const), from: fc.nat(15), kw: fc.nat(3) }),
  fc.record({ kind: fc.constant("sql delete" as const), from: fc.nat(15) }),
);
export type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

/** Runs steps on a site's measurements, and takes each back. */
export class GenerationSteps {
  constructor(
    private database: TestDatabase,
    private people: [Person, Person, Person],
    private site: string,
  ) {}

  /** All measurements with all of their columns. */
  async rows() {
    return [
      ...await this.database.owner`select * from generation order by start_utc, end_utc`,
    ];
  }

  /** Runs a step and returns what takes it back; a refused step has changed nothing. */
  async run(step: Step): Promise<() => Promise<unknown>> {
    if (step.kind.startsWith("sql")) return await this.inSql(step);
    const before = await this.newest();
    try {
      await this.request(step);
    } catch (error) {
      if (!(translated(error) instanceof AppError)) throw error;
      return () => Promise.resolve();
    }
    const batch = await this.newest();
    // The next request of the same person has a batch of its own.
    await this.database.owner`update app.batches set is_shared = false`;
    const person = "who" in step ? this.people[step.who]! : this.people[0];
    if (batch === before) return () => Promise.resolve();
    return () => inScope(this.database, person, (sql) => batches.undo(sql, batch!));
  }

  private async newest(): Promise<string | undefined> {
    const [row] = await this.database.owner`
      select max(batch_id)::text as batch from app.batch_sites`;
    return row!.batch;
  }

  private async request(step: Step): Promise<void> {
    if (step.kind !== "post" && step.kind !== "put" && step.kind !== "delete") return;
    const person = this.people[step.who]!;
    await inScope(this.database, person, async (sql) => {
      if (step.kind === "post") {
        await generation.add(sql, once(step.values.map((v) => this.value(v))), step);
        return;
      }
      const { from, length } = step.range;
      const of = { siteUuid: this.site, start: at(from), end: at(from + length) };
      if (step.kind === "delete") await generation.remove(sql, of);
      else {
        const values = step.values.map((v) => this.value(v))
          .filter((v) => v.start_utc >= `${of.start}` && v.end_utc <= `${of.end}`);
        await generation.put(sql, once(values), of);
      }
    });
  }

  private value(v: { period: { from: number; length: number }; kw: number | null }) {
    return {
      site_uuid: this.site,
      start_utc: `${at(v.period.from)}`,
      end_utc: `${at(v.period.from + v.period.length)}`,
      generation_power_kw: v.kw,
    };
  }

  /** Changes rows as somebody at psql does, and returns what sets them back as they were. */
  private async inSql(step: Step): Promise<() => Promise<unknown>> {
    const { owner } = this.database;
    if (step.kind === "sql insert") {
      const { start_utc, end_utc } = this.value({ period: step.period, kw: step.kw });
      const made = await owner<{ generation_uuid: string }[]>`
        insert into generation (site_uuid, start_utc, end_utc, generation_power_kw)
        values (${this.site}, ${start_utc}, ${end_utc}, ${step.kw}) on conflict do nothing
        returning generation_uuid`;
      const uuids = made.map((row) => row.generation_uuid);
      return async () =>
        await owner`delete from generation where generation_uuid = any(${uuids}::uuid[])`;
    }
    if (step.kind !== "sql update" && step.kind !== "sql delete") throw new Error(step.kind);
    const old = await owner<{ row: string }[]>`
      select to_jsonb(g)::text as row from generation g where start_utc = ${at(step.from)}`;
    if (step.kind === "sql delete") {
      await owner`delete from generation where start_utc = ${at(step.from)}`;
    } else {
      await owner`
        update generation set generation_power_kw = ${step.kw} where start_utc = ${at(step.from)}`;
    }
    const texts = old.map(({ row }) => row);
    return async () =>
      await owner`
        insert into generation
        select r.* from unnest(${texts}::text[]) t, jsonb_populate_record(null::generation, t::jsonb) r
        on conflict (generation_uuid) do update
          set generation_power_kw = excluded.generation_power_kw`;
  }
}

/** Leaves out what has the period of an earlier value: two values of a period are refused. */
function once(values: NewGeneration[]): NewGeneration[] {
  const key = (v: NewGeneration) => `${v.start_utc} ${v.end_utc}`;
  return [...new Map(values.toReversed().map((v) => [key(v), v])).values()];
}
