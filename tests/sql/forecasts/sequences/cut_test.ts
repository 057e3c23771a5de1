import assert from "node:assert/strict";
import { describe, it } from "@std/testing/bdd";
import fc from "fast-check";
import { BASELINE_MODEL } from "../../../../domain/forecasts/baseline_forecast.ts";
import type { ScopedSql } from "../../../../db/scope.ts";
import { latestForecast, latestForecastTouching } from "../../../../sql/forecasts/latest.ts";
import * as pastForecasts from "../../../support/past_forecasts.ts";
import { cutPlainly } from "../../../support/cut_model.ts";
import { at, type Run, run, storeRun } from "../../../support/forecast_runs.ts";
import { inScope } from "../../../support/scopes.ts";
import { ownCast } from "../../../support/setup.ts";

const { database, cast } = await ownCast();
const { owner } = database;
const { plant, bare } = cast.sites;
const SEQUENCES = Number(Deno.env.get("ROLLUP_SEQUENCES") ?? 50);

const models = await owner<{ model_uuid: string }[]>`
  insert into ml_model (name) values ('a'), ('b'), (${BASELINE_MODEL.name}) returning model_uuid`;
const UUIDS = [...models.map((model) => model.model_uuid), null];
const NAMES = ["a", "b", BASELINE_MODEL.name, null];

interface Piece {
  site_uuid: string;
  start_utc: string;
  end_utc: string;
  forecast_power_kw: number;
  is_cut: boolean;
}

const asAlice = <T>(work: (sql: ScopedSql) => Promise<T>) => inScope(database, cast.alice, work);

const pieces = (of: typeof latestForecast, start: Temporal.Instant, end: Temporal.Instant) =>
  asAlice(async (sql) => [
    ...await sql<Piece[]>`
      select site_uuid, start_utc, end_utc, forecast_power_kw, is_cut
      from ${of(sql, [plant, bare], start, end)} v order by site_uuid, start_utc`,
  ]);

/** A model by its place in NAMES, and since how many minutes it is shown. */
type Choice = [model: number, from: number];

/**
 * What the latest table keeps of the plant, the newest first, cut the plain way: of each instant the
 * chosen model's, else the service's own. A choice from -infinity stands first.
 */
async function expected(choices: Choice[]) {
  const kept = await owner<(Piece & { model_name: string | null })[]>`
    select l.site_uuid, start_utc, end_utc, forecast_power_kw, m.name as model_name
    from latest_forecast_values l left join ml_model m on m.model_uuid = l.ml_model_uuid
    where site_uuid = ${plant}
    order by timestamp_utc desc, forecast_created_utc desc nulls first, forecast_uuid desc,
      end_utc - start_utc, start_utc, ml_model_uuid`;
  const from = [-100_000, ...choices.slice(1).map(([, minutes]) => minutes), 100_000];
  const chosen = choices.flatMap(([model], index) =>
    kept.filter((value) => value.model_name === NAMES[model])
      .flatMap((value) => clipped(value, at(from[index]!), at(from[index + 1]!)))
  );
  const fill = kept.filter((value) => value.model_name === BASELINE_MODEL.name);
  const newestFirst = kept.flatMap((value) =>
    chosen.filter((part) => part.whole.forecast_power_kw === value.forecast_power_kw)
  );
  const all = [...newestFirst, ...fill.map((value) => ({ ...value, whole: value }))];
  return cutPlainly(all).map(({ whole, site_uuid, start_utc, end_utc, forecast_power_kw }) => ({
    site_uuid,
    start_utc,
    end_utc,
    forecast_power_kw,
    is_cut: start_utc !== whole.start_utc || end_utc !== whole.end_utc,
  }));
}

/** The part of a value inside a span, if there is one. */
function clipped<V extends Piece>(value: V, from: Temporal.Instant, to: Temporal.Instant) {
  const starts = [Temporal.Instant.from(value.start_utc), from].sort(Temporal.Instant.compare);
  const ends = [Temporal.Instant.from(value.end_utc), to].sort(Temporal.Instant.compare);
  if (Temporal.Instant.compare(starts[1]!, ends[0]!) >= 0) return [];
  return [{ ...value, start_utc: `${starts[1]}`, end_utc: `${ends[0]}`, whole: value }];
}

const within = (all: Piece[], start: Temporal.Instant, end: Temporal.Instant) =>
  all.filter(({ start_utc }) => {
    const time = Temporal.Instant.from(start_utc);
    return Temporal.Instant.compare(time, start) >= 0 && Temporal.Instant.compare(time, end) < 0;
  });

const overlapping = (all: Piece[], start: Temporal.Instant, end: Temporal.Instant) =>
  all.filter(({ start_utc, end_utc }) =>
    Temporal.Instant.compare(Temporal.Instant.from(end_utc), start) > 0 &&
    Temporal.Instant.compare(Temporal.Instant.from(start_utc), end) < 0
  );

async function store(runs: Run[], choices: Choice[]) {
  await owner`truncate forecasts cascade`;
  await owner`delete from app.target_days`;
  await owner`delete from app.chosen_models`;
  await owner`
    insert into app.chosen_models (site_uuid, from_utc, model_name, why)
    values (${bare}, '2026-06-20', 'a', 'runs')`;
  for (const [model, from] of choices) {
    await owner`
      insert into app.chosen_models (site_uuid, from_utc, model_name, why)
      values (${plant}, ${at(from)}, ${NAMES[model]!}, 'runs')`;
  }
  for (const one of runs) await storeRun(owner, plant, UUIDS, one);
  await storeRun(owner, bare, UUIDS, EVEN);
}

/** Of another site in the same question: nothing of it is cut. */
const EVEN: Run = {
  model: 0,
  made: 0,
  lead: 0,
  resolution: 30,
  shift: 0,
  values: Array.from({ length: 96 }, () => true),
};

const range = fc.tuple(fc.integer({ min: -60, max: 2400 }), fc.integer({ min: 1, max: 1800 }))
  .map(([start, length]) => ({ start: at(start), end: at(start + length), middle: length }));

/** One to three choices, at different times; mostly none within the days of the runs. */
const choices = fc.uniqueArray(
  fc.tuple(
    fc.nat(3),
    fc.oneof(fc.integer({ min: 0, max: 2400 }), fc.constantFrom(-5000, 600, 607)),
  ),
  { minLength: 1, maxLength: 3, selector: ([, from]) => from },
).map((all) => all.sort(([, a], [, b]) => a - b))
  .map((all) => all.filter(([model], index) => model !== all[index - 1]?.[0]));

describe("the latest forecast of values that overlap", () => {
  it(`gives each instant to the newest run of the model that is chosen, in ${SEQUENCES} random cases`, async () => {
    let cut = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.array(run, { minLength: 1, maxLength: 8 }),
        fc.array(range, { minLength: 4, maxLength: 4 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        choices,
        async (runs, ranges, share, choices) => {
          await store(runs, choices);
          const all = await expected(choices);
          cut += all.filter((piece) => piece.is_cut).length;
          for (const { start, end, middle } of ranges) {
            const found = await pieces(latestForecast, start, end);
            assert.deepEqual(found.filter(isOf(plant)), within(all, start, end));
            const touching = await pieces(latestForecastTouching, start, end);
            assert.deepEqual(touching.filter(isOf(plant)), overlapping(all, start, end));
            const split = start.add({ milliseconds: Math.floor(middle * 60_000 * share) });
            const parts = [
              ...await pieces(latestForecast, start, split),
              ...await pieces(latestForecast, split, end),
            ];
            assert.deepEqual(byTime(parts), byTime(found));
            assert.deepEqual(await past(start, end), found);
          }
        },
      ),
      { numRuns: SEQUENCES },
    );
    assert.ok(cut > SEQUENCES / 4, `only ${cut} values were cut in all`);
  });
});

const isOf = (site: string) => ({ site_uuid }: Piece) => site_uuid === site;
const byTime = (found: Piece[]) =>
  found.toSorted((a, b) => a.site_uuid + a.start_utc < b.site_uuid + b.start_utc ? -1 : 1);

/** The same by the query for past forecasts, without a condition. */
async function past(start: Temporal.Instant, end: Temporal.Instant): Promise<Piece[]> {
  const rows = await asAlice((sql) => pastForecasts.between(sql, [plant, bare], start, end, {}));
  return rows.map(({ site_uuid, start_utc, end_utc, forecast_power_kw, is_cut }) => ({
    site_uuid,
    start_utc,
    end_utc,
    forecast_power_kw,
    is_cut,
  }));
}
