import assert from "node:assert/strict";
import { beforeEach, describe, it } from "@std/testing/bdd";
import { readConfig } from "../../../service/config.ts";
import { retain, wouldRetain } from "../../../service/operations/retention.ts";
import { hasChanges, reportLines } from "../../../service/operations/retention_report.ts";
import { withLock } from "../../../sql/kit/locks.ts";
import { removeLatest } from "../../../sql/operations/retention.ts";
import { insertForecast } from "../../support/rows.ts";
import { fillDays, kept } from "../../support/retention.ts";
import { differences } from "../../support/rollup.ts";
import { ownCast } from "../../support/setup.ts";
import { fetchedAt, weatherRun } from "../../support/weather.ts";

const { database: { owner }, cast } = await ownCast();
const { plant, turbine } = cast.sites;

/** The 12th: what is kept for two days begins with the 10th. */
const NOW = Temporal.Instant.from("2026-06-12T02:37:00Z");
const ALL = readConfig({
  RETAIN_FORECAST_DAYS: "2",
  RETAIN_LATEST_DAYS: "2",
  RETAIN_GENERATION_DAYS: "2",
  RETAIN_READING_DAYS: "2",
  RETAIN_REQUEST_DAYS: "2",
  RETAIN_SECURITY_DAYS: "2",
  RETAIN_POSITION_DAYS: "2",
  WEATHER_RETENTION_DAYS: "2",
});

beforeEach(async () => {
  await owner`truncate forecasts, generation, api_request, app.security_events cascade`;
  for (const day of [7, 8, 9, 10, 11, 12]) {
    await owner`select app.drop_day(${`2026-06-${String(day).padStart(2, "0")}`}::date)`;
  }
  await owner`select app.make_days('2026-06-08', '2026-06-13')`;
  // The values of the 7th fall into the default partition.
  await fillDays(owner, plant, [7, 8, 9, 10]);
  await owner`delete from app.weather_series`;
  // That of the 9th ends on the 10th, that of the 11th has not ended.
  const runs = ["2026-06-09T12:00:00Z", "2026-06-11T12:00:00Z"].map((time) => weatherRun(time));
  await fetchedAt(owner, "2026-06-11T13:00:00Z", ...runs);
  await owner`insert into api_request (url, created_utc) values ('/sites', null)`;
});

const AFTER = {
  values: ["06-10 01 20260610", "06-10 23 20260610", "06-11 01 20260611"],
  latest: ["06-10 01", "06-10 23", "06-11 01"],
  forecasts: ["06-09 22", "06-10 22"],
  generation: ["06-10 23"],
  requests: ["06-10 23", "no time"],
  securityEvents: ["06-10 23"],
};
const GONE = {
  latest: { before: "2026-06-10", count: 5 },
  days: { before: "2026-06-10", dropped: ["2026-06-08", "2026-06-09"], waiting: [] },
  strayValues: { before: "2026-06-10", count: 1 },
  forecasts: { before: "2026-06-10", count: 2 },
  generation: { before: "2026-06-10", count: 3 },
  readings: { before: "2026-06-10", dropped: [], waiting: [] },
  strayReadings: { before: "2026-06-10", count: 0 },
  requests: { before: "2026-06-10", count: 3 },
  securityEvents: { before: "2026-06-10", count: 3 },
  positions: { before: "2026-06-10", count: 0 },
  weather: { before: "2026-06-10", count: 1 },
};

describe("old data", () => {
  it("is all kept where no setting says otherwise, but for security events of 90 days ago", async () => {
    const before = await kept(owner);
    await owner`
      insert into app.security_events (event_uuid, kind, at_utc, last_utc)
      values (gen_random_uuid(), 'limit', '2026-03-13T23:59:59Z', '2026-03-13T23:59:59Z')`;
    assert.deepEqual(await retain(owner, readConfig({}), NOW), {
      securityEvents: { before: "2026-03-14", count: 1 },
      positions: { before: "2026-05-13", count: 0 },
      weather: { before: "2025-12-14", count: 0 },
    });
    assert.deepEqual(await kept(owner), before);
  });

  it("goes by day of target time, and what is kept is as it was", async () => {
    assert.deepEqual(await retain(owner, ALL, NOW), GONE);
    assert.deepEqual(await kept(owner), AFTER);
    assert.deepEqual(await differences(owner), []);
  });

  it("is told beforehand, without any change", async () => {
    const before = await kept(owner);
    assert.deepEqual(await wouldRetain(owner, ALL, NOW), GONE);
    assert.deepEqual(await kept(owner), before);
  });

  it("is gone after the first run: the next finds nothing", async () => {
    await retain(owner, ALL, NOW);
    const again = await retain(owner, ALL, NOW.add({ hours: 1 }));
    assert.equal(hasChanges(again!), false);
    assert.deepEqual(await kept(owner), AFTER);
  });

  it("goes on where a run was broken off", async () => {
    const before = await kept(owner);
    await retain(owner, ALL, NOW, AbortSignal.abort());
    assert.deepEqual(await kept(owner), before);
    await removeLatest(plant)(owner, Temporal.PlainDate.from("2026-06-10"));
    await owner`select app.drop_day('2026-06-08')`;
    await retain(owner, ALL, NOW);
    assert.deepEqual(await kept(owner), AFTER);
  });

  for (
    const [name, kinds] of Object.entries({
      RETAIN_GENERATION_DAYS: ["generation"],
      RETAIN_REQUEST_DAYS: ["requests"],
      RETAIN_LATEST_DAYS: ["latest"],
    })
  ) {
    it(`of other kinds is kept where only ${name} is set`, async () => {
      const before = await kept(owner);
      const retained = await retain(owner, readConfig({ [name]: "2" }), NOW);
      assert.deepEqual(Object.keys(retained!), [
        ...kinds,
        "securityEvents",
        "positions",
        "weather",
      ]);
      const [kind] = kinds as [keyof typeof before];
      assert.deepEqual(await kept(owner), { ...before, [kind]: AFTER[kind] });
    });
  }

  it("of positions stays as long as its group lets positions be stored", async () => {
    const group = cast.alice.site_group_uuid;
    const wants = (value: string) =>
      owner`
        insert into app_settings (key, value, site_group_uuid)
        values ('store_positions', ${value}, ${group})
        on conflict (key, site_group_uuid) do update set value = excluded.value`;
    await wants("true");
    await owner`
      insert into ev_location (device_id, recorded_at, site_group_uuid)
      select 'car', t, ${group}
      from unnest('{2026-06-09T23:59Z,2026-06-10T00:00Z}'::timestamptz[]) t`;
    assert.equal((await wouldRetain(owner, ALL, NOW)).positions!.count, 1);
    assert.equal((await retain(owner, ALL, NOW))!.positions!.count, 1);
    assert.equal((await retain(owner, ALL, NOW))!.positions!.count, 0);
    await wants("false");
    assert.equal((await retain(owner, ALL, NOW))!.positions!.count, 1);
  });

  it("is shown for a shorter time than it is kept, where the settings say so", async () => {
    const config = readConfig({ RETAIN_FORECAST_DAYS: "3", RETAIN_LATEST_DAYS: "1" });
    await retain(owner, config, NOW);
    const { values, latest } = await kept(owner);
    assert.equal(values[0], "06-09 01 20260609");
    assert.deepEqual(latest, ["06-11 01"]);
  });

  it("keeps a forecast that still has a value, and one that is new and has none yet", async () => {
    const run = (timestamp_utc: string, start_utc?: string) =>
      insertForecast(
        owner,
        { site_uuid: turbine, timestamp_utc },
        start_utc ? [{ start_utc, forecast_power_kw: 1 }] : [],
      );
    await run("2026-06-01T00:00:00Z", "2026-06-10T00:00:00Z");
    await run("2026-06-01T01:00:00Z", "2026-06-09T23:59:59.999999Z");
    await run("2026-06-02T00:00:00Z");
    await run("2026-06-10T00:00:00Z");
    await retain(owner, ALL, NOW);
    const left = await owner`
      select timestamp_utc from forecasts where site_uuid = ${turbine} order by 1`;
    assert.deepEqual([...left], [
      { timestamp_utc: "2026-06-01T00:00:00Z" },
      { timestamp_utc: "2026-06-10T00:00:00Z" },
    ]);
  });

  it("waits while its values are read for long; everything else goes", async () => {
    const retained = await owner.begin(async (reader) => {
      await reader`select count(*) from forecast_values`;
      return await retain(owner, ALL, NOW);
    });
    assert.deepEqual(retained?.days, {
      before: "2026-06-10",
      dropped: [],
      waiting: ["2026-06-08", "2026-06-09"],
    });
    const { values, latest, generation } = await kept(owner);
    assert.equal(values[0], "06-08 01 20260608");
    assert.deepEqual([latest, generation], [AFTER.latest, AFTER.generation]);
    await retain(owner, ALL, NOW);
    assert.deepEqual(await kept(owner), AFTER);
  });

  it("is removed by one at a time", async () => {
    await withLock(owner, "sitecast.retention", async () => {
      assert.equal(await retain(owner, ALL, NOW), undefined);
    });
  });
});

describe("what is told of old data", () => {
  it("is a line for each kind that has a limit", () => {
    const days = { before: "2026-06-10", dropped: ["2026-06-08"], waiting: ["2026-06-09"] };
    assert.deepEqual(
      reportLines({ ...GONE, generation: { before: "2026-06-10", count: 12_345 }, days }),
      [
        "Latest forecasts of days before 2026-06-10: 5 removed.",
        "Days of forecast values before 2026-06-10: 1 dropped (2026-06-08).",
        "Days of forecast values that could not be dropped now, because they are in use: 1 " +
        "(2026-06-09). " +
        "The next run tries again.",
        "Forecast values before 2026-06-10 outside of those days: 1 removed.",
        "Forecasts made before 2026-06-10 that have no values: 2 removed.",
        "Generation before 2026-06-10: 12,345 removed.",
        "Readings of loggers before 2026-06-10 outside of those months: 0 removed.",
        "API requests before 2026-06-10: 3 removed.",
        "Security events before 2026-06-10: 3 removed.",
        "Positions of vehicles before 2026-06-10 or not to be stored: 0 removed.",
        "Runs of weather models issued before 2026-06-10: 1 removed.",
        "Days and months of readings before 2026-06-10: 0 dropped.",
      ],
    );
  });

  it("says what would happen", () => {
    const { requests, days } = GONE;
    assert.deepEqual(reportLines({ latest: requests, days }, { dryRun: true }), [
      "Latest forecasts of days before 2026-06-10: 3 would be removed.",
      "Days of forecast values before 2026-06-10: 2 would be dropped (2026-06-08 to 2026-06-09).",
    ]);
  });
});
