import assert from "node:assert/strict";
import { describe, it } from "@std/testing/bdd";
import { connect, openDatabase } from "../../db/client.ts";
import { ownDatabase } from "../support/setup.ts";

const INSTANT = "2026-06-21T08:07:00.123456Z";
const database = await ownDatabase();

await database.owner`create table moments (plain timestamp, zoned timestamptz)`;

/** What comes back of a time that is stored, and how PostgreSQL itself writes it. */
async function stored(value: string | Temporal.Instant) {
  const [row] = await database.owner`
    with kept as (insert into moments values (${value}, ${value}) returning plain, zoned)
    select plain, zoned, plain::text as plain_text, (zoned at time zone 'utc')::text as zoned_text
    from kept`;
  return row;
}

describe("a time on its way to the database and back", () => {
  const cases: [string, string, string][] = [
    ["with microseconds", INSTANT, "2026-06-21 08:07:00.123456"],
    ["on a whole second", "2026-06-21T08:07:00Z", "2026-06-21 08:07:00"],
    ["in the missing hour of a zone", "2026-03-29T01:30:00Z", "2026-03-29 01:30:00"],
    ["in the doubled hour of a zone", "2026-10-25T00:30:00Z", "2026-10-25 00:30:00"],
    ["before 1970", "1969-12-31T23:59:59.999999Z", "1969-12-31 23:59:59.999999"],
    ["for ever", "infinity", "infinity"],
    ["since ever", "-infinity", "-infinity"],
  ];
  for (const [name, text, inDatabase] of cases) {
    it(`is the same time: ${name}`, async () => {
      const same = {
        plain: text,
        zoned: text,
        plain_text: inDatabase,
        zoned_text: inDatabase,
      };
      assert.deepEqual(await stored(text), same);
      if (text.endsWith("Z")) assert.deepEqual(await stored(Temporal.Instant.from(text)), same);
    });
  }

  const refused: Record<string, unknown> = {
    "without a zone": "2026-06-21T08:07:00",
    "with an offset": "2026-06-21T13:37:00+05:30",
    "that is a day": "2026-06-21",
    "in a zone": Temporal.Instant.from(INSTANT).toZonedDateTimeISO("Asia/Kolkata"),
    "on a calendar": Temporal.PlainDateTime.from("2026-06-21T08:07"),
    "of JavaScript": new Date(INSTANT),
  };
  for (const [name, value] of Object.entries(refused)) {
    it(`is refused: one ${name}`, async () => {
      const sql = connect(database.url, { max: 1 });
      await assert.rejects(async () => await sql`select ${value as string}::timestamp`, /UTC/);
      await sql.end({ timeout: 0 });
    });
  }

  it("leaves its connection in order when it is refused, however often", async () => {
    const sql = connect(database.url, { max: 1 });
    for (const value of ["2026-06-21", "2026-06-22", "2026-06-23"]) {
      await assert.rejects(async () => await sql`select ${value}::timestamp`, { code: "22007" });
    }
    const [row] = await sql`select ${INSTANT}::timestamp as time`;
    assert.deepEqual(row, { time: INSTANT });
    await sql.end();
  });

  it("is text in arrays and as a day, too", async () => {
    const [row] = await database.owner`
      select array['2026-06-21 08:07'::timestamp, 'infinity'] as times, '2026-06-21'::date as day,
        ${["2026-06-21T08:07:00Z"]}::timestamp[] as given, null::timestamp as nothing`;
    assert.deepEqual(row, {
      times: ["2026-06-21T08:07:00Z", "infinity"],
      day: "2026-06-21",
      given: ["2026-06-21T08:07:00Z"],
      nothing: null,
    });
  });

  it("is the same on a machine, and in a database, in another zone", async () => {
    const sql = connect(database.url, { max: 1 });
    await sql`truncate moments`;
    await sql.unsafe(`alter database ${new URL(database.url).pathname.slice(1)}
      set timezone to 'America/New_York'`);
    const program = new URL("../support/write_times.ts", import.meta.url).href;
    const { stdout, success } = await new Deno.Command(Deno.execPath(), {
      args: ["run", "--no-prompt", "-ENRS", program, INSTANT, "2026-12-21T20:00:00Z"],
      env: { TZ: "Asia/Kolkata", DATABASE_URL: database.url },
    }).output();
    assert.ok(success);
    const moments = [
      { plain: INSTANT, zoned: INSTANT },
      { plain: "2026-12-21T20:00:00Z", zoned: "2026-12-21T20:00:00Z" },
    ];
    const there = JSON.parse(new TextDecoder().decode(stdout));
    assert.deepEqual(there, { offset: "+05:30", moments });
    assert.deepEqual([...await sql`select * from moments order by plain`], moments);
    await sql.end();
  });
});

describe("an open database", () => {
  it("has an owner's pool and a request pool that starts as the web role, both in UTC", async () => {
    const who = `select current_user = session_user as is_login, current_setting('role') as role,
      current_setting('timezone') as zone`;
    const [owner] = await database.owner.unsafe(who);
    assert.deepEqual(owner, { is_login: true, role: "none", zone: "UTC" });
    const [request] = await database.requests.unsafe(who);
    assert.deepEqual(request, { is_login: false, role: "sitecast_app", zone: "UTC" });
  });

  it("serves no more once it is closed", async () => {
    const short = openDatabase(database.url);
    await short.owner`select 1`;
    await short.close();
    await assert.rejects(async () => await short.owner`select 1`, { code: "CONNECTION_ENDED" });
    await assert.rejects(async () => await short.requests`select 1`, { code: "CONNECTION_ENDED" });
  });
});
