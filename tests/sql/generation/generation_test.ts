import assert from "node:assert/strict";
import { beforeEach, describe, it } from "@std/testing/bdd";
import { withScope } from "../../../db/scope.ts";
import type { SiteGeneration } from "../../../domain/generation/generation_value.ts";
import * as generation from "../../../sql/generation/generation.ts";
import type { Person } from "../../support/cast.ts";
import { generationValues } from "../../support/series.ts";
import { ownCast } from "../../support/setup.ts";

const { database, cast } = await ownCast();

beforeEach(() => database.owner`truncate generation`);

const hour = (hours: number) =>
  Temporal.Instant.from("2026-06-21T00:00:00Z").add({ minutes: Math.round(hours * 60) });

function value(hours: number, kw: number, site_uuid = cast.sites.plant) {
  return {
    site_uuid,
    start_utc: hour(hours).toString(),
    end_utc: hour(hours).add({ minutes: 5 }).toString(),
    generation_power_kw: kw,
  };
}

function read(viewer: Person, sites: string[]): Promise<SiteGeneration[]> {
  return withScope(
    database.requests,
    viewer,
    { readOnly: true },
    (sql) => generationValues(sql, sites, hour(6), hour(9)),
  );
}

describe("generation", () => {
  it("is what was stored, of periods that start in [start, end), by site and start", async () => {
    const [first, second] = [cast.sites.plant, cast.sites.bare].sort() as [string, string];
    const given = [value(8, 2.5, first), value(6, 0, first), value(7, -0.1, second)];
    const outside = [value(5, 1), value(9, 1)];
    assert.equal(await generation.store(database.owner, [...given, ...outside]), 5);
    const found = await read(cast.alice, [second, first]);
    assert.deepEqual([...found], [given[1], given[0], given[2]]);
  });

  it("is a stranger's to nobody", async () => {
    const { plant, turbine } = cast.sites;
    await generation.store(database.owner, [value(7, 1), value(7, 2, turbine)]);
    const powers = async (viewer: Person, sites: string[]) =>
      (await read(viewer, sites)).map((found) => found.generation_power_kw).sort();
    assert.deepEqual(await powers(cast.charlie, [plant, turbine]), [2]);
    assert.deepEqual(await powers(cast.bob, [plant, turbine]), [1]);
    assert.deepEqual(await powers(cast.ada, [plant, turbine]), [1, 2]);
    assert.deepEqual(await powers(cast.charlie, [plant]), []);
  });

  it("keeps the first value of a period, and counts what is new", async () => {
    assert.equal(await generation.store(database.owner, [value(7, 1), value(7, 2)]), 1);
    assert.equal(await generation.store(database.owner, [value(7, 3), value(8, 4)]), 1);
    const found = await read(cast.alice, [cast.sites.plant]);
    assert.deepEqual(found.map((kept) => kept.generation_power_kw), [1, 4]);
    assert.equal(await generation.store(database.owner, []), 0);
  });

  it("leaves out values that are not finite, which the Python SDK can store", async () => {
    for (const [index, kw] of ["NaN", "Infinity", "-Infinity", "3"].entries()) {
      const { site_uuid, start_utc, end_utc } = value(6 + index / 4, 0);
      await database.owner`
        insert into generation (site_uuid, start_utc, end_utc, generation_power_kw)
        values (${site_uuid}, ${start_utc}, ${end_utc}, ${kw})`;
    }
    const found = await read(cast.alice, [cast.sites.plant]);
    assert.deepEqual(found.map((kept) => kept.generation_power_kw), [3]);
  });

  it("leaves out periods without an end or a beginning", async () => {
    const periods = [["6", "infinity"], ["7", "-infinity"], ["-infinity", "6"], [
      "infinity",
      "infinity",
    ]];
    const time = (text: string) => /infinity/.test(text) ? text : hour(Number(text)).toString();
    for (const [start, end] of periods) {
      await database.owner`
        insert into generation (site_uuid, start_utc, end_utc, generation_power_kw)
        values (${cast.sites.plant}, ${time(start!)}, ${time(end!)}, 1)`;
    }
    await generation.store(database.owner, [value(8, 3)]);
    const found = await read(cast.alice, [cast.sites.plant]);
    assert.deepEqual(found.map((kept) => kept.generation_power_kw), [3]);
  });

  it("is stored by two at once in different orders", async () => {
    const values = Array.from({ length: 120 }, (_, index) => value(index / 12, index));
    const stored = await Promise.all(
      [values, values.toReversed(), values, values.toReversed()].map((order) =>
        generation.store(database.owner, order)
      ),
    );
    assert.equal(stored.reduce((sum, count) => sum + count), 120);
  });
});
