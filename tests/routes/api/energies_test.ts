import assert from "node:assert/strict";
import { afterAll, beforeAll, beforeEach, describe, it } from "@std/testing/bdd";
import fc from "fast-check";
import { RESOLUTIONS } from "../../../domain/power_sum.ts";
import { dayOf } from "../../../domain/time/time.ts";
import * as forecasts from "../../../sql/forecasts/forecasts.ts";
import * as models from "../../../sql/forecasts/models.ts";
import * as demo from "../../../sql/operations/demo.ts";
import { type TestApp, testApp } from "../../support/app.ts";
import {
  columnPieces,
  csvPieces,
  dayPage,
  energyOf,
  energyOfSums,
  forecastPieces,
  measuredPieces,
  type Piece,
  sumsOf,
  tableEnergies,
  wattHours,
} from "../../support/energies.ts";
import {
  energyByMinute,
  FIRST,
  type RandomRow,
  randomSeries,
  SPAN,
  timeAt,
} from "../../support/random_rows.ts";

/** Random data for each property; the seed is that of the failure when one fails. */
const RUNS = { numRuns: 20 };
const ZONES = ["UTC", "Asia/Kolkata", "America/New_York"];
const END = timeAt(SPAN);
const MODELS = ["mill", "weaver"];

let app: TestApp;
const sites: Record<string, string> = {};
beforeAll(async () => {
  app = await testApp();
  const { site_group_uuid } = app.cast.alice;
  for (const time_zone of ZONES) {
    sites[time_zone] = await demo.makeSite(app.database.owner, site_group_uuid, {
      capacity_kw: 50,
      time_zone,
    });
  }
});
beforeEach(clear);
afterAll(() => app.close());

async function clear() {
  await app.database.owner`delete from generation`;
  await app.database.owner`truncate forecasts cascade`;
  await app.database.owner`delete from app.target_days`;
}

/** Stores rows in this order, a second after each other. */
async function storeMeasured(site: string, rows: RandomRow[]) {
  const values = rows.map(({ start, minutes, kw }, index) => ({
    start_utc: timeAt(start),
    end_utc: timeAt(start + minutes),
    kw,
    created_utc: timeAt(SPAN + index),
  }));
  await app.database.owner`
    insert into generation (site_uuid, start_utc, end_utc, generation_power_kw, created_utc)
    select ${site}, start_utc, end_utc, kw, created_utc
    from jsonb_to_recordset(${app.database.owner.json(values)})
      r (start_utc timestamp, end_utc timestamp, kw float8, created_utc timestamp)
    on conflict do nothing`;
}

interface Run {
  model: string;
  hoursBefore: number;
  rows: RandomRow[];
}

async function storeRun(site: string, { model, hoursBefore, rows }: Run) {
  const timestamp_utc = timeAt(-60 * hoursBefore);
  const { owner } = app.database;
  const values = rows.map(({ start, minutes, kw }) => ({
    start_utc: timeAt(start),
    end_utc: timeAt(start + minutes),
    forecast_power_kw: kw,
    horizon_minutes: start + 60 * hoursBefore,
    probabilistic_values: { p10: kw, p90: kw },
  }));
  const ml_model_uuid = await models.findOrMake(owner, {
    name: model,
    version: "1",
    description: "",
  });
  await forecasts.store(owner, [{
    site_uuid: site,
    timestamp_utc,
    forecast_version: "1",
    ml_model_uuid,
    values,
  }]);
}

/** The days of a zone in which the random data are. */
function daysIn(zone: string) {
  const days = [dayOf(Temporal.Instant.from(FIRST), zone)];
  while (days.at(-1)!.until(dayOf(Temporal.Instant.from(END), zone)).days > 0) {
    days.push(days.at(-1)!.add({ days: 1 }));
  }
  return days.map(String);
}

function withoutOverlap(pieces: Piece[], what: string) {
  const sorted = pieces.toSorted((a, b) => a.start_utc < b.start_utc ? -1 : 1);
  for (const [index, { start_utc }] of sorted.entries()) {
    assert.ok(index === 0 || sorted[index - 1]!.end_utc <= start_utc, `${what} overlap`);
  }
}

function near(actual: number, expected: number, what: string, tolerance = 1e-6) {
  assert.ok(Math.abs(actual - expected) <= tolerance, `${what}: ${actual}, not ${expected} kWh`);
}

interface Doors {
  zone: string;
  split: number;
  resolution: number;
}

const doors = fc.record({
  zone: fc.constantFrom(...ZONES),
  split: fc.integer({ min: 1, max: SPAN - 1 }),
  resolution: fc.constantFrom(...RESOLUTIONS),
});

/** Compares what each door has of a site with an energy in kWh. */
async function compare(
  of: "generation" | "forecast",
  { zone, split, resolution }: Doors,
  kwh?: number,
) {
  const site = sites[zone]!;
  const read = of === "generation" ? measuredPieces : forecastPieces;
  const rows = await read(app, site, FIRST, END);
  withoutOverlap(rows, "rows");
  const expected = kwh ?? energyOf(rows);
  near(energyOf(rows), expected, "rows");
  const parts = [
    ...await read(app, site, FIRST, timeAt(split)),
    ...await read(app, site, timeAt(split), END),
  ];
  assert.deepEqual(parts, rows, "a range split in two has the same rows");
  const sums = await sumsOf(app, of, [site], FIRST, END, resolution);
  near(energyOfSums(sums), expected, "sums", wattHours(sums));
  if (of === "forecast") {
    const columns = await columnPieces(app, site, FIRST, END);
    withoutOverlap(columns, "columns");
    near(energyOf(columns), expected, "columns");
  }
  let inCsv = 0;
  for (const day of daysIn(zone)) {
    const csv = (await csvPieces(app, site, day))[of === "generation" ? "measured" : "forecast"];
    withoutOverlap(csv, "rows of the CSV");
    inCsv += energyOf(csv);
    const page = await dayPage(app, site, day);
    const table = tableEnergies(page.html)[of === "generation" ? "measured" : "forecast"];
    near(table.kwh, energyOf(csv), `table of ${day}`, table.tolerance + 0.02);
    if (of === "generation" && csv.length > 0) {
      const [, figure, unit] = /^Produced (-?[\d.]+) ([kM])Wh/.exec(page.sentence)!;
      const decimals = figure!.split(".")[1]?.length ?? 0;
      const scale = unit === "M" ? 1000 : 1;
      near(
        Number(figure) * scale,
        energyOf(csv),
        `page of ${day}`,
        scale * 0.5 / 10 ** decimals + 0.02,
      );
    }
  }
  near(inCsv, expected, "CSV", 0.05);
}

describe("the energy of what was measured", () => {
  it("is the same by every door, and that of the finest rows minute by minute", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(randomSeries, { minLength: 1, maxLength: 3 }),
        doors,
        async (series, at) => {
          await clear();
          const rows = series.flat();
          await storeMeasured(sites[at.zone]!, rows);
          const finest = rows.map((row, index) => ({ row, index }))
            .sort((a, b) => a.row.minutes - b.row.minutes || a.index - b.index);
          await compare("generation", at, energyByMinute(finest.map(({ row }) => row)));
        },
      ),
      RUNS,
    );
  });

  it("does not change when periods are split or joined without another power", async () => {
    await fc.assert(
      fc.asyncProperty(
        randomSeries,
        fc.array(fc.integer({ min: 1, max: 1439 }), { maxLength: 60 }),
        doors,
        async (series, cuts, at) => {
          await clear();
          const rows = series.flatMap(({ start, minutes, kw }, index) => {
            const cut = cuts[index];
            if (cut === undefined || cut >= minutes) return [{ start, minutes, kw }];
            return [{ start, minutes: cut, kw }, {
              start: start + cut,
              minutes: minutes - cut,
              kw,
            }];
          });
          await storeMeasured(sites[at.zone]!, rows);
          await compare("generation", at, energyByMinute(series));
        },
      ),
      RUNS,
    );
  });
});

describe("the energy of the latest forecast", () => {
  it("is the same by every door, whatever runs and models there are", async () => {
    const run = fc.record({
      model: fc.constantFrom(...MODELS),
      hoursBefore: fc.integer({ min: 0, max: 20 }),
      rows: randomSeries,
    });
    await fc.assert(
      fc.asyncProperty(fc.array(run, { minLength: 1, maxLength: 4 }), doors, async (runs, at) => {
        await clear();
        for (const run of runs) await storeRun(sites[at.zone]!, run);
        await compare("forecast", at);
      }),
      RUNS,
    );
  });
});
