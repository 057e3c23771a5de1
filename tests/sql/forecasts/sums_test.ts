import assert from "node:assert/strict";
import { beforeEach, describe, it } from "@std/testing/bdd";
import { withScope } from "../../../db/scope.ts";
import { thousandths } from "../../../domain/generation/energy.ts";
import type { PowerSum, SumBy } from "../../../domain/power_sum.ts";
import * as revisions from "../../../sql/sites/revisions.ts";
import * as forecastSums from "../../../sql/forecasts/sums.ts";
import * as generationSums from "../../../sql/generation/sums.ts";
import { insertForecast } from "../../support/rows.ts";
import { ownCast } from "../../support/setup.ts";
import { periods } from "../../support/values.ts";

const { database: { owner, requests }, cast } = await ownCast();
const { plant, bare, turbine } = cast.sites;
const T = "2026-06-21T12:00:00Z";
const START = Temporal.Instant.from(T);
const END = START.add({ hours: 1 });
const SUMS = { forecasts: forecastSums.ofSites, generation: generationSums.ofSites };
type Kind = keyof typeof SUMS;

beforeEach(async () => {
  await owner`truncate forecasts, generation cascade`;
  await owner`update sites set active = null, dno = null, gsp = null, capacity_kw = 20`;
});

const ask = (kind: Kind, by: SumBy = "total") =>
  withScope(
    requests,
    cast.alice,
    { readOnly: true },
    (sql) =>
      SUMS[kind](sql, [plant, bare, turbine], { start: START, end: END, by, resolution: 15 }),
  );

const sitesOf = (uuids?: string[]) =>
  withScope(
    requests,
    cast.alice,
    { readOnly: true },
    async (sql) => (await revisions.ofSites(sql, uuids))?.sites,
  );

/** Powers of one site, as any writer may store them, for periods from T on that end so much later. */
async function add(kind: Kind, site: string, powers: (number | string)[], minutes = 15, from = T) {
  const times = periods(from, minutes, 1)[0]!;
  for (const power of powers) {
    if (kind === "forecasts") {
      await insertForecast(owner, { site_uuid: site, timestamp_utc: T }, [
        { start_utc: from, forecast_power_kw: power as number },
      ]);
    } else {
      await owner`
        insert into generation (site_uuid, start_utc, end_utc, generation_power_kw)
        values (${site}, ${times.start_utc}, ${times.end_utc}, ${power}::text::float8)`;
    }
  }
}

for (const kind of ["forecasts", "generation"] as const) {
  describe(`sums of ${kind}`, () => {
    it("have the caller's sites only, and those that have a number", async () => {
      await add(kind, plant, [3]);
      await add(kind, turbine, [100]);
      await add(kind, bare, ["NaN"]);
      assert.deepEqual([...await ask(kind)], [{
        start_utc: T,
        end_utc: "2026-06-21T12:15:00Z",
        name: "total",
        power_kw: 3,
        sites: 1,
        capacity_kw: 20,
        energy_kwh: 0.75,
      }]);
    });

    it("are half-open: with the start, without the end", async () => {
      await add(kind, plant, [1]);
      await add(kind, plant, [2], 15, END.toString());
      assert.deepEqual((await ask(kind)).map((sum) => sum.power_kw), [1]);
    });

    it("are in the order of time, then name, no name last", async () => {
      await owner`update sites set gsp = case site_uuid when ${plant} then 'b' end`;
      await add(kind, bare, [1]);
      await add(kind, plant, [2]);
      const found = await ask(kind, "gsp");
      assert.deepEqual(found.map((sum) => [sum.name, sum.power_kw]), [["b", 2], [null, 1]]);
      await owner`update sites set gsp = 'b'`;
      assert.deepEqual((await ask(kind, "gsp")).map((sum) => [sum.name, sum.power_kw, sum.sites]), [
        ["b", 3, 2],
      ]);
    });
  });
}

describe("sums of generation", () => {
  it("count a site once for a time, with its shortest period", async () => {
    await add("generation", plant, [8], 30);
    await add("generation", plant, [5], 5);
    assert.deepEqual((await ask("generation")).map((sum) => [sum.power_kw, sum.energy_kwh]), [
      [7, 1.75],
      [8, 2],
    ]);
  });

  it("have the energy of all that is known, and the power of sites that know two thirds", async () => {
    await add("generation", plant, [6], 10);
    await add("generation", bare, [12], 5);
    assert.deepEqual([...await ask("generation")], [{
      start_utc: T,
      end_utc: "2026-06-21T12:15:00Z",
      name: "total",
      power_kw: 6,
      sites: 1,
      capacity_kw: 20,
      energy_kwh: 2,
    }]);
    await owner`delete from generation where site_uuid = ${plant}`;
    const [sum] = await ask("generation");
    assert.deepEqual([sum!.power_kw, sum!.sites, sum!.capacity_kw, sum!.energy_kwh], [
      null,
      0,
      null,
      1,
    ]);
  });

  it("do without the capacity of a site that has none", async () => {
    await owner`update sites set capacity_kw = 'NaN' where site_uuid = ${bare}`;
    await add("generation", plant, [6]);
    await add("generation", bare, [12]);
    const [sum] = await ask("generation");
    assert.deepEqual([sum!.sites, sum!.capacity_kw], [2, 20]);
  });
});

describe("sums of forecasts", () => {
  it("have of each site its newest run", async () => {
    await add("forecasts", plant, [8, 9]);
    await insertForecast(owner, { site_uuid: plant, timestamp_utc: "2026-06-21T11:00:00Z" }, [
      { start_utc: T, forecast_power_kw: 1 },
    ]);
    const [sum] = await ask("forecasts");
    assert.ok([8, 9].includes(sum!.power_kw!));
    assert.equal(sum!.sites, 1);
  });
});

describe("the sites that are added up", () => {
  it("are the group's active ones, where active is not told, too", async () => {
    assert.deepEqual(await sitesOf(), [plant, bare].sort());
    await owner`update sites set active = false where site_uuid = ${bare}`;
    assert.deepEqual(await sitesOf(), [plant]);
  });

  it("are those that are named, active or not, and none if one is a stranger's", async () => {
    await owner`update sites set active = false where site_uuid = ${bare}`;
    assert.deepEqual(await sitesOf([bare]), [bare]);
    assert.equal(await sitesOf([bare, turbine]), undefined);
    assert.equal(await sitesOf([crypto.randomUUID()]), undefined);
  });
});

describe("rows of which several make one period", () => {
  it("are added up as pieces are: two of three count, all is in the energy", async () => {
    for (const [minute, power] of [[0, 1], [5, 2], [10, 3], [15, 4], [25, 5], [30, 6]] as const) {
      await add("generation", plant, [power], 5, START.add({ minutes: minute }).toString());
    }
    const parts = await ask("generation");
    assert.deepEqual(parts.map(({ power_kw, sites }) => [power_kw, sites]), [[2, 1], [4.5, 1], [
      null,
      0,
    ]]);
    assert.deepEqual(parts.map(({ energy_kwh }) => energy_kwh), [0.5, 0.75, 0.5]);
    // A row of another length makes pieces of all rows.
    await add("generation", bare, [0], 7, START.add({ minutes: 45 }).toString());
    const pieces = (await ask("generation")).slice(0, 3);
    const toTheWatt = (sum: PowerSum) => ({ ...sum, energy_kwh: thousandths(sum.energy_kwh) });
    assert.deepEqual(pieces.map(toTheWatt), parts.map(toTheWatt));
  });
});
