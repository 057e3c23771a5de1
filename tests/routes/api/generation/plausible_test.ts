import assert from "node:assert/strict";
import { afterAll, beforeAll, beforeEach, describe, it } from "@std/testing/bdd";
import fc from "fast-check";
import { type TestApp, testApp, withToken } from "../../../support/app.ts";
import { problemOf } from "../../../support/problem.ts";
import { periods } from "../../../support/values.ts";

let app: TestApp;
beforeAll(async () => {
  app = await testApp();
});
afterAll(() => app.close());
beforeEach(async () => {
  await app.database.owner`delete from generation`;
});

/** Around noon, and after dusk, at the cast's plant on Réunion (UTC+4); its largest capacity is 50 kW. */
const NOON = "2026-06-20T08:00:00Z";
const NIGHT = "2026-06-20T18:00:00Z";

const send = (values: unknown, { site = app.cast.sites.plant, query = "", by = "alice" } = {}) =>
  withToken(app, app.cast[by as "alice" | "bob" | "charlie" | "ada"].token)
    .post(`/api/v1/sites/${site}/generation${query}`, { values });
const quarters = (start: string, ...powers: unknown[]) =>
  periods(start, 15, powers.length).map((period, i) => ({
    ...period,
    generation_power_kw: powers[i],
  }));

// deno-lint-ignore no-explicit-any
async function told(response: Response): Promise<any> {
  const text = await response.text();
  assert.equal(response.status, 201, text);
  return JSON.parse(text);
}
const stored = async () => {
  const rows = await app.database
    .owner`select generation_power_kw from generation order by start_utc`;
  return rows.map((row) => row.generation_power_kw);
};

describe("measurements that are refused", () => {
  it("start more than 15 minutes or end more than 60 minutes ahead of the server's time", async () => {
    app.clock.now = Temporal.Instant.from("2026-06-21T08:07:00Z");
    const one = (
      start_utc: string,
      end_utc: string,
    ) => [{ start_utc, end_utc, generation_power_kw: 1 }];
    for (
      const [start, end, field] of [
        ["2026-06-21T08:22:01Z", "2026-06-21T08:30:00Z", "start_utc"],
        ["2026-06-21T12:22:01+0400", "2026-06-21T12:30:00+0400", "start_utc"],
        ["2026-06-21T08:00:00Z", "2026-06-21T09:07:01Z", "end_utc"],
      ] as const
    ) {
      const { errors, detail } = await problemOf(await send(one(start, end)), 422);
      assert.equal(errors![0]!.pointer, `#/values/0/${field}`);
      assert.match(detail, /^Row 1 .*the server's time, 2026-06-21T08:07:00Z\. Check the clock/);
    }
    await told(await send(one("2026-06-21T08:22:00Z", "2026-06-21T09:07:00Z")));
  });

  it("lie outside of -5 to 110 % of the largest capacity that the site has or had", async () => {
    const { owner } = app.database;
    const { plant } = app.cast.sites;
    await told(await send(quarters(NOON, 55, -2.5)));
    const { detail } = await problemOf(await send(quarters(NOON, 1, 55.1)), 422);
    assert.match(detail, /^Row 2 .*: 55\.1 kW is more than 110 % of 50 kW, .* Send kW, not W/);
    const low = await problemOf(await send(quarters(NOON, -2.6)), 422);
    assert.match(low.detail, /-2\.6 kW is less than -5 % of 50 kW/);
    await owner`update sites set capacity_kw = 80 where site_uuid = ${plant}`;
    await owner`update sites set capacity_kw = 49.14 where site_uuid = ${plant}`;
    await told(await send(quarters("2026-06-19T08:00:00Z", 88)));
    await problemOf(await send(quarters("2026-06-19T09:00:00Z", 88.1)), 422);
    await owner`delete from sites_history where site_uuid = ${plant}`;
    await problemOf(await send(quarters("2026-06-19T09:00:00Z", 88)), 422);
  });

  it("are no numbers: NaN, null as text and 1e999 are named with their row", async () => {
    for (const text of ["NaN", "-Infinity", '"NaN"', '"null"', "1e999", "[]"]) {
      const good = JSON.stringify(quarters(NOON, 1)[0]);
      const body = `{"values": [${good}, ${good.replace(/:1\}$/, `:${text}}`)}]}`;
      const response = await app.fetch(`/api/v1/sites/${app.cast.sites.plant}/generation`, {
        method: "POST",
        headers: {
          authorization: `Bearer ${app.cast.alice.token}`,
          "content-type": "application/json",
        },
        body,
      });
      const { detail } = await problemOf(response, 422);
      assert.match(detail, /^Row 2: generation_power_kw: .* is no finite number\. Send a number/);
    }
  });

  it("are of a stranger's site, or have two values for one period", async () => {
    const { detail } = await problemOf(await send(quarters(NOON, 1), { by: "charlie" }), 404);
    assert.match(detail, /There is no such site/);
    const [row] = quarters(NOON, 1);
    const twice = [row, row, { ...row, generation_power_kw: 2 }];
    const problem = await problemOf(await send(twice), 422);
    assert.match(problem.detail, /^Row 3 .*row 1 has another value for this period/);
  });
});

describe("measurements that are stored with a warning", () => {
  const codes = async (values: unknown, site?: string) => {
    const { warnings } = await told(await send(values, { site }));
    return warnings.map((one: { code: string; count: number; first_row: number }) =>
      `${one.code} ${one.count} ${one.first_row}`
    );
  };

  it("are a little below 0", async () => {
    assert.deepEqual(await codes(quarters(NOON, 1, -0.1, 0, -0.2)), ["negative_power 2 2"]);
  });

  it("are power while the sun is 6° below the horizon", async () => {
    assert.deepEqual(await codes(quarters(NIGHT, 0, 1, 1.1, 20)), ["power_at_night 2 3"]);
    assert.deepEqual(await codes(quarters("2026-06-20T14:00:00Z", 20)), []);
  });

  it("only rise, like a counter", async () => {
    const counter = periods("2026-06-19T00:00:00Z", 60, 24)
      .map((period, i) => ({ ...period, generation_power_kw: i * 0.01 }));
    assert.deepEqual(await codes(counter), ["only_rises 24 1"]);
  });

  it("give a day above 1.3 times the clear sky", async () => {
    const powers = Array.from({ length: 40 }, (_, i) => 44 + i % 7);
    const found = await codes(quarters("2026-06-20T03:00:00Z", ...powers));
    assert.deepEqual(found, ["above_clear_sky 40 1"]);
  });

  it("are stuck for 6 hours of daylight at no limit", async () => {
    const held = (kw: number) => quarters("2026-06-20T04:00:00Z", ...Array(32).fill(kw));
    assert.deepEqual(await codes([...quarters("2026-06-20T03:00:00Z", 1), ...held(7.5)]), [
      "stuck 32 2",
    ]);
    await app.database.owner`delete from generation`;
    await codes(quarters("2026-06-10T08:00:00Z", 7.6));
    assert.deepEqual(await codes(held(7.5)), [], "the highest of 30 days is a limit");
  });

  it("are far above all before, at a site without a capacity", async () => {
    const { bare } = app.cast.sites;
    assert.deepEqual(await codes(quarters("2026-06-19T08:00:00Z", 5), bare), []);
    assert.deepEqual(await codes(quarters(NOON, 50, 51), bare), ["far_above_measured 1 2"]);
  });
});

describe("on_invalid=skip", () => {
  const query = "?on_invalid=skip";

  it("keeps the good rows, and lists the bad by their places", async () => {
    const values = quarters(NOON, 1, "x", 2, 99, 3) as Record<string, unknown>[];
    values.push({ ...values[0], colour: "red" }, {});
    const { inserted, refused } = await told(await send(values, { query }));
    assert.equal(inserted, 3);
    assert.equal(refused.count, 4);
    assert.deepEqual(refused.rows.map(({ row }: { row: number }) => row), [2, 4, 6, 7]);
    assert.equal(refused.rows[1].field, "values.3.generation_power_kw");
    assert.equal(refused.rows[1].column, "generation_power_kw");
    assert.equal(refused.rows[1].detail, refused.rows[1].message);
    assert.match(refused.rows[1].message, /^Row 4 \(site .*99 kW is more than 110 %/);
    assert.deepEqual(await stored(), [1, 2, 3]);
  });

  it("tells conflicts and warnings by the places in what was sent", async () => {
    await told(await send(quarters(NOON, 1, 2, 3)));
    const values = quarters(NOON, "x", 2, 4, -0.1);
    const { first_conflict, conflicts, warnings } = await told(await send(values, { query }));
    assert.equal(first_conflict, "Row 3");
    assert.equal(conflicts[0].row, 3);
    assert.equal(warnings[0].first_row, 4);
  });

  it("lists at most a hundred, and takes a request without a good row", async () => {
    const values = quarters(NOON, ...Array(150).fill("x"));
    const { inserted, refused } = await told(await send(values, { query }));
    assert.deepEqual([inserted, refused.count, refused.rows.length], [0, 150, 100]);
  });

  it("takes 130,000 wrong rows, of which the first is named without it", async () => {
    const [good] = quarters(NOON, 1);
    const rows = Array.from({ length: 130_000 }, (_, i) => i === 120_000 ? good : { x: i });
    const { detail } = await problemOf(await send(rows), 422);
    assert.match(detail, /^Row 1: /);
    const { inserted, refused } = await told(await send(rows, { query }));
    assert.deepEqual([inserted, refused.count, refused.rows.length], [1, 129_999, 100]);
    assert.deepEqual(await stored(), [1]);
  });

  it("refuses what is wrong with the body itself", async () => {
    await problemOf(await send("all", { query }), 422);
    await problemOf(await send(quarters(NOON, 1), { query: "?on_invalid=maybe" }), 422);
  });

  it("keeps exactly the rows that are taken alone without it", async () => {
    const power = fc.oneof(
      fc.double({ min: -5, max: 70, noNaN: true }).map((kw) => Math.round(kw * 10) / 10 + 0),
      fc.constantFrom<unknown>("NaN", "1", -2.6, 55.1, 55, -2.5, 1e9),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(power, { minLength: 1, maxLength: 6 }), async (powers) => {
        await app.database.owner`delete from generation`;
        const values = quarters(NOON, ...powers);
        const alone = [];
        for (const value of values) {
          const { status } = await send([value]);
          if (status === 201) alone.push(value.generation_power_kw);
        }
        await app.database.owner`delete from generation`;
        const { refused } = await told(await send(values, { query }));
        assert.deepEqual(await stored(), alone);
        assert.equal(refused.count, values.length - alone.length);
      }),
      { numRuns: 25, seed: 12 },
    );
  });
});
