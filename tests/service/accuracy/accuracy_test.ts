import assert from "node:assert/strict";
import { beforeEach, describe, it } from "@std/testing/bdd";
import { countDays, countMissedDays, countNewDays } from "../../../service/accuracy/accuracy.ts";
import { count } from "../../../sql/accuracy/accuracy_days.ts";
import { withLock } from "../../../sql/kit/locks.ts";
import { ownCast } from "../../support/setup.ts";
import { forecasted, measured, periods } from "../../support/values.ts";

const { database: { owner }, cast } = await ownCast();
const { plant, turbine } = cast.sites;

/** The night after the 20th. */
const NOW = Temporal.Instant.from("2026-06-21T00:07:00Z");
const day = (text: string) => Temporal.PlainDate.from(`2026-${text}`);

beforeEach(async () => {
  await owner`truncate forecasts, generation cascade`;
  await owner`delete from app.target_days`;
  await owner`delete from app.accuracy_days`;
  await owner`delete from app.accuracy_recent`;
  await owner`delete from app.accuracy_counted`;
  await owner`delete from app.generation_changes`;
  await owner`delete from app.changed_ranges`;
});

/** Two values at noon of a day, each 2 kW too high; measured are so many of them. */
async function fill(site: string, dayText: string, values = 2) {
  const times = periods(`2026-${dayText}T08:00:00Z`, 30, 2);
  await forecasted(owner, site, `2026-${dayText}T02:00:00Z`, times, () => 12);
  await measured(owner, site, times, (index) => index < values ? 10 : undefined);
}

/** "day pairs" of a table, whole day, in order. */
async function counted(table: "days" | "recent" = "days"): Promise<string[]> {
  const rows = table === "days"
    ? await owner`
      select to_char(day, 'MM-DD ') || pairs as line from app.accuracy_days
      where not daylight order by 1`
    : await owner`
      select to_char(last_day, 'MM-DD ') || pairs as line from app.accuracy_recent
      where not daylight order by 1`;
  return rows.map((row) => row.line);
}

const everything = () =>
  owner`select to_jsonb(d) from app.accuracy_days d order by to_jsonb(d)::text`;

describe("counting accuracy", () => {
  it("counts the last three complete days each night, and again gives the same", async () => {
    for (const day of ["06-17", "06-18", "06-19", "06-20", "06-21"]) await fill(plant, day);
    await fill(turbine, "06-20");
    assert.equal(await countNewDays(owner, NOW), 5, "and one that was missed");
    const all = ["06-17 2", "06-18 2", "06-19 2", "06-20 2", "06-20 2"];
    assert.deepEqual(await counted(), all);
    assert.deepEqual(await counted("recent"), ["06-20 2", "06-20 8", "06-21 2", "06-21 8"]);
    const before = await everything();
    assert.equal(await countNewDays(owner, NOW), 4);
    assert.deepEqual(await everything(), before);
  });

  it("takes in what was measured late, and what was taken away", async () => {
    await fill(plant, "06-19", 1);
    await countNewDays(owner, NOW);
    assert.deepEqual(await counted(), ["06-19 1"]);
    const times = periods("2026-06-19T08:00:00Z", 30, 2);
    await measured(owner, plant, times, () => 10);
    await countNewDays(owner, NOW);
    assert.deepEqual(await counted(), ["06-19 2"]);
    await owner`delete from generation where start_utc = '2026-06-19 08:00'`;
    await countNewDays(owner, NOW);
    assert.deepEqual(await counted(), ["06-19 1"]);
    assert.deepEqual(await counted("recent"), ["06-20 1", "06-21 1"]);
  });

  it("keeps what was counted when old values or measurements are removed", async () => {
    await fill(plant, "06-19");
    await fill(plant, "06-20");
    await countNewDays(owner, NOW);
    await owner`delete from forecast_values where start_utc < '2026-06-20'`;
    await owner`delete from generation where start_utc >= '2026-06-20'`;
    await countNewDays(owner, NOW);
    assert.deepEqual(await counted(), ["06-19 2", "06-20 2"]);
    assert.deepEqual(await counted("recent"), ["06-20 4", "06-21 4"]);
  });

  it("leaves out marked outages, counts their days anew, and again when one is removed", async () => {
    for (const day of ["06-10", "06-11", "06-20"]) await fill(plant, day);
    await countNewDays(owner, NOW);
    await owner`delete from app.changed_ranges`;
    await owner`insert into app.outages (site_uuid, kind, start_utc, end_utc) values
      (${plant}, 'outage', '2026-06-10', '2026-06-11'),
      (${plant}, 'curtailment', '2026-06-11 08:30', '2026-06-12'),
      (${turbine}, 'outage', '2026-06-20', null)`;
    assert.equal(await countMissedDays(owner, NOW), 2);
    assert.deepEqual(await counted(), ["06-11 1", "06-20 2"]);
    assert.deepEqual(await counted("recent"), ["06-20 3", "06-21 3"]);
    assert.equal(await countMissedDays(owner, NOW), 0);
    await owner`update app.outages set removed_utc = '2026-06-21'`;
    assert.equal(await countMissedDays(owner, NOW), 2);
    assert.deepEqual(await counted(), ["06-10 2", "06-11 2", "06-20 2"]);
    await owner`delete from app.outages`;
  });

  it("makes up for days of the last weeks that were missed, and leaves the counted", async () => {
    for (const day of ["05-16", "05-17", "06-10", "06-20"]) await fill(plant, day);
    await countDays(owner, { from: day("06-10"), to: day("06-10") }, NOW);
    assert.equal(await countMissedDays(owner, NOW), 2);
    assert.deepEqual(await counted(), ["05-17 2", "06-10 2", "06-20 2"]);
    assert.equal(await countMissedDays(owner, NOW), 0);
  });

  it("counts days again each night of which measurements are uploaded weeks later", async () => {
    const late = Array.from({ length: 30 }, (_, i) => `${day("05-19").add({ days: i })}`.slice(5));
    for (const day of late) await fill(plant, day, 0);
    await fill(plant, "06-20");
    assert.equal(await countNewDays(owner, NOW), 1);
    assert.deepEqual(await counted(), ["06-20 2"]);
    for (const day of late) {
      await measured(owner, plant, periods(`2026-${day}T08:00:00Z`, 30, 2), () => 10);
    }
    assert.equal(await countNewDays(owner, NOW), 31);
    assert.deepEqual(await counted(), [...late, "06-20"].map((day) => `${day} 2`));
    assert.equal(await countNewDays(owner, NOW), 1, "the last three days alone");
  });

  it("counts a day again that is completed or corrected a week later, and none that stayed", async () => {
    await fill(plant, "06-10", 1);
    await fill(plant, "06-11");
    await countNewDays(owner, NOW);
    assert.deepEqual(await counted(), ["06-10 1", "06-11 2"]);
    const times = periods("2026-06-10T08:00:00Z", 30, 2);
    await measured(owner, plant, times, () => 10);
    assert.equal(await countNewDays(owner, NOW), 1);
    assert.deepEqual(await counted(), ["06-10 2", "06-11 2"]);
    await owner`
      update generation set generation_power_kw = 12, created_utc = now() at time zone 'utc'
      where start_utc::date = '2026-06-10'`;
    assert.equal(await countNewDays(owner, NOW), 1);
    const [corrected] = await owner`
      select abs_kw from app.accuracy_days where day = '2026-06-10' and not daylight`;
    assert.equal(corrected!.abs_kw, 0);
  });

  it("counts a day again of which a value is changed in place or taken away, once", async () => {
    await fill(plant, "06-10");
    await fill(turbine, "06-10");
    await countMissedDays(owner, NOW);
    await owner`select app.sweep()`;
    await owner`delete from app.changed_ranges`;
    await owner`
      update generation set generation_power_kw = 11 where site_uuid = ${plant}
        and start_utc = '2026-06-10T08:00:00Z'`;
    await owner`
      delete from generation where site_uuid = ${plant} and start_utc = '2026-06-10T08:30:00Z'`;
    assert.equal(await countMissedDays(owner, NOW), 0, "nothing is swept yet");
    await owner`select app.sweep()`;
    assert.equal(await countMissedDays(owner, NOW), 1);
    const [line] = await owner`
      select pairs, abs_kw from app.accuracy_days where site_uuid = ${plant} and not daylight`;
    assert.deepEqual(line, { pairs: 1, abs_kw: 1 });
    assert.equal(await countMissedDays(owner, NOW), 0);
  });

  it("counts a day again for which a run is stored a week later", async () => {
    await fill(plant, "06-10");
    await countNewDays(owner, NOW);
    const times = periods("2026-06-10T08:00:00Z", 30, 2);
    await forecasted(owner, plant, "2026-06-10T01:00:00Z", times, () => 12);
    assert.equal(await countNewDays(owner, NOW), 1);
    assert.deepEqual(await counted(), ["06-10 4"]);
    assert.equal(await countNewDays(owner, NOW), 0);
  });

  it("clears what has no pairs any more when a day is asked for, and only then", async () => {
    await fill(plant, "06-10");
    await fill(plant, "06-20");
    await countNewDays(owner, NOW);
    await owner`delete from generation where start_utc < '2026-06-20'`;
    await countNewDays(owner, NOW);
    assert.deepEqual(await counted(), ["06-10 2", "06-20 2"]);
    assert.equal(await countDays(owner, { from: day("06-01"), to: day("06-19") }, NOW), 1);
    assert.deepEqual(await counted(), ["06-20 2"]);
    assert.deepEqual(await counted("recent"), ["06-20 2", "06-21 2"]);
  });

  it("lets go of what is older than 800 days, and of what it noted of days that it looks at no more", async () => {
    await fill(plant, "06-20");
    await countNewDays(owner, NOW);
    const noted = async () => {
      const [row] = await owner`select count(*)::int as count from app.accuracy_counted`;
      return row!.count;
    };
    await countNewDays(owner, NOW.add({ hours: 24 * 799 }));
    assert.deepEqual([await counted(), await noted()], [["06-20 2"], 0]);
    await countNewDays(owner, NOW.add({ hours: 24 * 800 }));
    assert.deepEqual(await counted(), []);
  });

  it("sums the 30 days up to the last complete one, also of sites that have no new day", async () => {
    await fill(plant, "05-21");
    await fill(plant, "05-22");
    await countMissedDays(owner, NOW.subtract({ hours: 24 }));
    assert.deepEqual(await counted("recent"), ["06-19 4", "06-20 2"]);
    await countNewDays(owner, NOW);
    assert.deepEqual(await counted("recent"), ["06-20 2"]);
    await countNewDays(owner, NOW.add({ hours: 24 * 40 }));
    assert.deepEqual(await counted("recent"), []);
  });

  it("stops at the signal, and leaves it to another instance that is at it", async () => {
    await fill(plant, "06-20");
    assert.equal(await countNewDays(owner, NOW, AbortSignal.abort()), 0);
    const other = await withLock(
      owner,
      "sitecast.accuracy: new days",
      () => countNewDays(owner, NOW),
    );
    assert.equal(other, 0);
    assert.deepEqual(await counted(), []);
  });

  it("counts nothing twice when two count a day at once", async () => {
    await fill(plant, "06-20");
    const siteDay = { site_uuid: plant, day: day("06-20"), lastDay: day("06-20") };
    await Promise.all([count(owner, siteDay), count(owner, siteDay), count(owner, siteDay)]);
    assert.deepEqual(await counted(), ["06-20 2"]);
    assert.deepEqual(await counted("recent"), ["06-20 2", "06-21 2"]);
  });

  it("goes with its site, and counts none that is gone", async () => {
    await fill(turbine, "06-20");
    await countNewDays(owner, NOW);
    await owner`truncate forecasts, generation cascade`;
    await owner`delete from site_group_sites where site_uuid = ${turbine}`;
    await owner`delete from sites where site_uuid = ${turbine}`;
    assert.deepEqual([...await counted(), ...await counted("recent")], []);
    const gone = { site_uuid: turbine, day: day("06-20"), lastDay: day("06-20") };
    assert.equal(await count(owner, gone), 0);
  });
});
