import assert from "node:assert/strict";
import { beforeEach, describe, it } from "@std/testing/bdd";
import { translated } from "../../../db/errors.ts";
import { AppError } from "../../../domain/errors.ts";
import type { SiteForecast } from "../../../domain/forecasts/sent_forecast.ts";
import * as forecasts from "../../../sql/forecasts/forecasts.ts";
import { verify } from "../../../sql/forecasts/rollup.ts";
import { allRows } from "../../support/all_rows.ts";
import { ownCast } from "../../support/setup.ts";
import { inScope } from "../../support/scopes.ts";

const { database, cast } = await ownCast();
const { plant, bare, turbine } = cast.sites;
const at = (hour: number) => `2026-06-21T${String(hour).padStart(2, "0")}:00:00Z`;

const value = (hour: number, forecast_power_kw: number) => ({
  start_utc: at(hour),
  end_utc: at(hour + 1),
  forecast_power_kw,
  p10_kw: forecast_power_kw - 1,
});

function run(values: [hour: number, kw: number][], of: Partial<SiteForecast> = {}): SiteForecast {
  return {
    site_uuid: plant,
    timestamp_utc: at(6),
    model_name: "cirrus",
    model_version: "2.1",
    values: values.map(([hour, kw]) => value(hour, kw)),
    ...of,
  };
}

const send = (...runs: SiteForecast[]) =>
  inScope(database, cast.alice, (sql) => forecasts.add(sql, runs));

const stored = async () => [
  ...await database.owner`
      select f.site_uuid, f.timestamp_utc, f.forecast_version, m.name, m.version, v.start_utc,
        v.forecast_power_kw as kw, v.horizon_minutes, v.probabilistic_values as quantiles
      from forecasts f join forecast_values v using (forecast_uuid)
      left join ml_model m on m.model_uuid = v.ml_model_uuid
      order by v.start_utc, f.site_uuid`,
];
const count = async (table: "forecasts" | "forecast_values") =>
  (await database.owner`select from ${database.owner(table)}`).length;

async function assertRollupHolds() {
  const { missing, extra, wrong } = await verify(database.owner, "2026-06-21");
  assert.deepEqual({ missing, extra, wrong }, { missing: 0, extra: 0, wrong: 0 });
}

async function refusal(...runs: SiteForecast[]) {
  const before = await allRows(database.owner);
  const error = await send(...runs).then(() => assert.fail("it was taken"), translated);
  assert.ok(error instanceof AppError, String(error));
  assert.deepEqual(await allRows(database.owner), before);
  return { code: error.code, message: error.message, field: error.details.fields?.[0]?.field };
}

const none = { inserted: 0, unchanged: 0, conflicting: 0, first_conflict: null };

beforeEach(async () => {
  await database.owner`delete from forecast_values`;
  await database.owner`delete from forecasts`;
});

describe("sending forecasts", () => {
  it("stores a run with its model, quantiles and derived horizons", async () => {
    assert.deepEqual(await send(run([[6, 1], [7, 2]])), { ...none, inserted: 2 });
    const same = {
      site_uuid: plant,
      timestamp_utc: at(6),
      forecast_version: "2.1",
      name: "cirrus",
      version: "2.1",
    };
    assert.deepEqual(await stored(), [
      { ...same, start_utc: at(6), kw: 1, horizon_minutes: 0, quantiles: { p10: 0 } },
      { ...same, start_utc: at(7), kw: 2, horizon_minutes: 60, quantiles: { p10: 1 } },
    ]);
    await assertRollupHolds();
  });

  it("keeps a horizon that is given, a version of its own, and a model without one", async () => {
    await send(run([], {
      model_version: undefined,
      forecast_version: "7",
      values: [{ ...value(8, 1), horizon_minutes: 5 }],
    }));
    const [one] = await stored();
    assert.deepEqual([one!.horizon_minutes, one!.forecast_version, one!.version], [5, "7", null]);
  });

  it("changes nothing by a request that comes again", async () => {
    const runs = [run([[7, 1], [8, 2]]), run([[7, 1]], { site_uuid: bare })];
    await send(...runs);
    const before = [await count("forecasts"), await stored()];
    assert.deepEqual(await send(...runs), { ...none, unchanged: 3 });
    assert.deepEqual([await count("forecasts"), await stored()], before);
  });

  it("takes a run in parts, and a value that is sent twice once", async () => {
    await send(run([[7, 1]]));
    const twice = run([[7, 1], [8, 2], [8, 2]]);
    assert.deepEqual(await send(twice), { ...none, inserted: 1, unchanged: 2 });
    assert.deepEqual((await stored()).map(({ kw }) => kw), [1, 2]);
    await assertRollupHolds();
  });

  it("leaves out a run that contradicts what is stored of it, and stores the others", async () => {
    await send(run([[7, 1], [8, 2]]));
    const other = run([[7, 5]], { timestamp_utc: at(5) });
    const answer = await send(other, run([[7, 1], [8, 3], [9, 4]]));
    assert.deepEqual(answer, {
      inserted: 1,
      unchanged: 1,
      conflicting: 2,
      first_conflict: "Row 2 of forecast 2",
    });
    assert.deepEqual((await stored()).map(({ kw }) => kw).sort(), [1, 2, 5]);
    await assertRollupHolds();
  });

  it("takes another model, version, time or site for another run", async () => {
    const runs = [
      run([[7, 1]]),
      run([[7, 2]], { model_name: "stratus" }),
      run([[7, 3]], { forecast_version: "corrected" }),
      run([[7, 4]], { timestamp_utc: at(5) }),
      run([[7, 5]], { site_uuid: bare }),
    ];
    assert.deepEqual(await send(...runs), { ...none, inserted: 5 });
    assert.equal(await count("forecasts"), 5);
    await assertRollupHolds();
  });

  it("knows what the Python SDK has stored of a run, also twice", async () => {
    await send(run([[7, 1]]));
    await database.owner`
      insert into forecast_values (forecast_uuid, start_utc, end_utc, forecast_power_kw,
        ml_model_uuid, probabilistic_values)
      select forecast_uuid, start_utc, end_utc, 9, ml_model_uuid, probabilistic_values
      from forecast_values`;
    assert.deepEqual(await send(run([[7, 1]])), { ...none, unchanged: 1 });
  });
});

describe("forecasts that are refused", () => {
  const good = run([[7, 1]], { timestamp_utc: at(5) });
  const named = `Row 2 of forecast 2 (site ${plant}, ${at(8)}): `;
  const wrong: Record<string, [values: SiteForecast["values"], field: string, sentence: string]> = {
    "that ends before it starts": [
      [value(7, 1), { ...value(8, 1), end_utc: at(7) }],
      "end_utc",
      "end_utc must be after start_utc.",
    ],
    "that is no number": [
      [value(7, 1), { ...value(8, 1), forecast_power_kw: null as never }],
      "forecast_power_kw",
      "forecast_power_kw must be a finite number.",
    ],
    "with a quantile that is none": [
      [value(7, 1), { ...value(8, 1), p10_kw: [1] as never }],
      "probabilistic_values",
      "probabilistic_values must have nothing but numbers.",
    ],
    "that contradicts one before it": [
      [value(8, 1), value(8, 2)],
      "forecast_power_kw",
      "row 1 of forecast 2 has another value for this time.",
    ],
  };
  for (const [name, [values, field, sentence]] of Object.entries(wrong)) {
    it(`refuses all for a value ${name}, and names it`, async () => {
      assert.deepEqual(await refusal(good, run([], { values })), {
        code: "invalid",
        message: named + sentence,
        field: `forecasts.1.values.1.${field}`,
      });
    });
  }

  it("says no more of a stranger's site than of none, and keeps no model of such a request", async () => {
    for (const site_uuid of [turbine, crypto.randomUUID()]) {
      const theirs = run([[7, 1]], { site_uuid, model_name: "never" });
      assert.deepEqual(await refusal(good, theirs), {
        code: "not_found",
        message: "Row 1 of forecast 2: there is no such site here.",
        field: undefined,
      });
    }
  });
});

describe("a run without values", () => {
  it("is refused for a stranger's site, whose revision stays as it is", async () => {
    const revision = async () => {
      const [row] = await database.owner`
        select revision::text from site_revisions where site_uuid = ${turbine}`;
      return row!.revision;
    };
    const before = await revision();
    for (const site_uuid of [turbine, crypto.randomUUID()]) {
      assert.deepEqual(await refusal(run([[7, 1]]), run([], { site_uuid })), {
        code: "not_found",
        message: "Forecast 2: there is no such site here.",
        field: undefined,
      });
    }
    assert.equal(await revision(), before);
  });

  it("stores nothing for a site of one's own", async () => {
    assert.deepEqual(await send(run([])), none);
    assert.equal(await count("forecasts"), 0);
  });
});

describe("forecasts that are sent at the same time", () => {
  it("are stored once, by however many, and end in the rollup as they are defined", async () => {
    const runs = [plant, bare].map((site_uuid) =>
      run([[7, 1], [8, 2], [9, 3]], { site_uuid, model_name: "race" })
    );
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, i) => send(...(i % 2 ? runs : runs.toReversed()))),
    );
    assert.equal(answers.reduce((sum, { inserted }) => sum + inserted, 0), 6);
    assert.equal(await count("forecasts"), 2);
    const models = await database.owner`select from ml_model where name = 'race'`;
    assert.equal(models.length, 1);
    await assertRollupHolds();
  });

  it("of different times for the same sites all arrive", async () => {
    await Promise.all(
      Array.from({ length: 20 }, (_, i) =>
        send(
          run([[20, i]], { timestamp_utc: `2026-06-21T06:${10 + i}:00Z` }),
          run([[20, i]], { site_uuid: bare, timestamp_utc: `2026-06-21T06:${40 - i}:00Z` }),
        )),
    );
    assert.equal(await count("forecasts"), 40);
    await assertRollupHolds();
  });
});
