import assert from "node:assert/strict";
import { afterAll, beforeAll, beforeEach, describe, it } from "@std/testing/bdd";
import { withScope } from "../../../../db/scope.ts";
import { store } from "../../../../sql/weather/weather_runs.ts";
import { storedRun } from "../../../../domain/weather/stored_run.ts";
import { hashSecret, newToken } from "../../../../domain/account/secret.ts";
import * as tokens from "../../../../sql/account/tokens.ts";
import * as siteGroups from "../../../../sql/groups/group_sites.ts";
import { type TestApp, testApp, withToken } from "../../../support/app.ts";
import { type Person, PLANT } from "../../../support/cast.ts";
import { problemOf } from "../../../support/problem.ts";
import { asCsv, asNdjson, type Sending, sendLines, storedBy } from "../../../support/uploads.ts";
import { sentAt, values, weatherRun } from "../../../support/weather.ts";

const ISSUED = "2026-06-21T06:00:00Z";

let app: TestApp;
beforeAll(async () => {
  app = await testApp();
});
afterAll(() => app.close());
beforeEach(async () => {
  await app.database.owner`delete from app.weather_series`;
  await app.database.owner`delete from app.weather_sent`;
});

const stored = () => app.database.owner`select from app.weather_runs`;
const post = (body: unknown, person: Person = app.cast.alice, query = "") =>
  withToken(app, person.token).post(`/api/v1/weather${query}`, body);
const get = (path: string, person: Person = app.cast.alice) =>
  withToken(app, person.token).get(`/api/v1${path}`);
/** Runs that somebody sees: their sources. */
const seenBy = async (person: Person, query = "") => {
  const response = await get(`/weather?${query}`, person);
  const { runs } = await response.json();
  return runs.map((run: { source: string; origin: string }) => `${run.source} ${run.origin}`)
    .sort();
};

describe("weather that is sent", () => {
  it("is stored once, the same in each format, and never changes", async () => {
    const quarters = values("2026-06-21T06:00:00Z", [
      { ghi_w_m2: -0.4, wind_speed_m_s: 3.25 },
      { ghi_w_m2: 10.0004, wind_speed_m_s: null, temperature_c: 21 },
    ], 15);
    const run = weatherRun(ISSUED, 0, { values: quarters });
    const { values: _, ...head } = run;
    const first = await storedBy(await post(run));
    const [{ weather_run_uuid: uuid }] = first.runs as [{ weather_run_uuid: string }];
    const again = {
      inserted: 0,
      unchanged: 1,
      runs: [{ weather_run_uuid: uuid, outcome: "unchanged" }],
    };
    const bodies: [string, Sending["type"]][] = [
      [JSON.stringify({ runs: [run] }), "application/json"],
      [asNdjson([run]), "application/x-ndjson"],
      [
        asCsv(quarters.toReversed().map((value) => ({ ...head, temperature_c: null, ...value }))),
        "text/csv",
      ],
    ];
    for (const [body, type] of bodies) {
      for (const isPacked of type === "application/json" ? [false] : [false, true]) {
        const response = await sendLines(app, "/weather", body, { type, isPacked, chunk: 9 });
        assert.deepEqual(await storedBy(response, 200), again, type);
      }
    }
    const other = { ...run, values: [{ ...quarters[0]!, ghi_w_m2: 1 }] };
    const fresh = { ...run, source: "other" };
    const problem = await problemOf(await post({ runs: [fresh, other] }), 409);
    assert.match(problem.detail, /^Run 2 \(icon, issued 2026-06-21T06:00:00Z\) is stored already/);
    assert.equal(problem.errors![0]!.pointer, "#/runs/1/issued_utc");
    assert.equal((await stored()).length, 1);
    const shown = await (await get(`/weather/${uuid}`)).json();
    const { received_utc, values: kept, ...of } = shown;
    assert.ok(received_utc > "2026-11");
    assert.deepEqual(of, {
      weather_run_uuid: uuid,
      source: "icon",
      issued_utc: ISSUED,
      latitude: PLANT.latitude,
      longitude: PLANT.longitude,
      site_uuid: null,
      origin: "own",
      start_utc: ISSUED,
      end_utc: "2026-06-21T06:30:00Z",
      value_count: 2,
    });
    const none = { dni_w_m2: null, dhi_w_m2: null, cloud_cover: null, gusts_m_s: null };
    const empty = { ...none, wind_direction_degrees: null, precipitation_mm: null };
    assert.deepEqual(kept, [
      { ...quarters[0], ...empty, ghi_w_m2: 0, temperature_c: null, wind_height_m: 10 },
      { ...quarters[1], ...empty, ghi_w_m2: 10, wind_height_m: null },
    ]);
  });

  it("is refused at the field that is wrong, and then nothing of it is stored", async () => {
    const [value] = values("2026-06-21T06:00:00Z", [{ ghi_w_m2: 1 }]) as [object];
    const wrong: [object, string, RegExp][] = [
      [
        { ghi_w_m2: 2001 },
        "values/0/ghi_w_m2",
        /^Row 1: ghi_w_m2: 2001 W\/m² is not from 0 to 2000/,
      ],
      [{ cloud_cover: 40 }, "values/0/cloud_cover", /not percent/],
      [{ temperature_c: 290 }, "values/0/temperature_c", /not K/],
      [{ ghi_w_m2: "NaN" }, "values/0/ghi_w_m2", /no finite number/],
      [{ end_utc: "2026-06-21T06:00:00Z" }, "values/0/end_utc", /after start_utc/],
      [{ gusts: 3, gusts_m_s: 3 }, "values/0/gusts", /not both/],
      [{ ghi: 3 }, "values/0/ghi", /ghi_w_m2/],
      [{ ghi_w_m2: null }, "values", /ghi_w_m2 or wind_speed_m_s/],
    ];
    for (const [change, pointer, sentence] of wrong) {
      const run = weatherRun(ISSUED, 1, { values: [{ ...value, ...change } as never] });
      const problem = await problemOf(await post(run), 422);
      assert.equal(problem.errors![0]!.pointer, `#/${pointer}`);
      assert.match(problem.detail, sentence);
    }
    const twice = values("2026-06-21T06:00:00Z", [{ ghi_w_m2: 1 }, { ghi_w_m2: 2 }], 60);
    twice[1]!.start_utc = "2026-06-21T06:45:00Z";
    const good = weatherRun(ISSUED, 1, { source: "good" });
    const many = Array.from({ length: 1001 }, () => twice[0]!);
    const runs: [object, string, RegExp][] = [
      [{ values: twice }, "values/1/start_utc", /^Row 2 of run 2: start_utc: It overlaps/],
      [{ values: many }, "values", /1,000 values; this one has 1,001/],
      [{ issued_utc: "2026-06-21T08:30:00Z" }, "issued_utc", /ahead of the server's time/],
      [{ source: "a\0b" }, "source", /control character/],
      [{ latitude: 91 }, "latitude", /-90 to 90/],
      [{ longitude: undefined }, "longitude", /^Run 2: longitude: Give latitude and longitude/],
      [{ site_uuid: app.cast.sites.plant }, "latitude", /and nothing else/],
    ];
    for (const [change, pointer, sentence] of runs) {
      const response = await post({ runs: [good, { ...weatherRun(ISSUED), ...change }] });
      const problem = await problemOf(response, 422);
      assert.equal(problem.errors![0]!.pointer, `#/runs/1/${pointer}`);
      assert.match(problem.detail, sentence);
    }
    const text = JSON.stringify(weatherRun(ISSUED)).replace('"ghi_w_m2":500', '"ghi_w_m2":1e400');
    const line = await sendLines(app, "/weather", `${JSON.stringify(good)}\n${text}\n`, {
      type: "application/x-ndjson",
    });
    const { detail, errors } = await problemOf(line, 422);
    assert.match(detail, /^Row 1 of line 2: ghi_w_m2: /);
    assert.deepEqual([errors![0]!.row, errors![0]!.column], [2, "ghi_w_m2"]);
    const dry = await storedBy(await post(good, app.cast.alice, "?dry_run=true"), 200);
    assert.deepEqual(dry.runs, [{ weather_run_uuid: null, outcome: "inserted" }]);
    assert.equal((await stored()).length, 0);
  });

  it("is one run where it is sent twice at once, and bounded by the day", async () => {
    const run = weatherRun(ISSUED);
    const statuses = await Promise.all([post(run), post(run)]);
    assert.deepEqual(statuses.map(({ status }) => status).sort(), [200, 201]);
    const { database, cast: { alice } } = app;
    const more = (most: number) =>
      withScope(
        database.requests,
        alice,
        { readOnly: false },
        (sql) => store(sql, [storedRun(weatherRun("2026-06-21T05:00:00Z"))], most),
      );
    await assert.rejects(more(95), /may store 95 values of weather a day .* would make it 96/);
    assert.equal((await more(96))[0]!.outcome, "inserted");
  });
});

describe("who sees weather", () => {
  it("of a place: its sender, and groups with a site near it; of a site, who has it", async () => {
    const { cast: { alice, bob, charlie, ada, sites }, database: { owner } } = app;
    await post(weatherRun(ISSUED, 1, { source: "near", latitude: PLANT.latitude + 0.03 }));
    await post(weatherRun(ISSUED, 1, { source: "far", latitude: PLANT.latitude + 0.06 }));
    const { latitude: _, longitude: __, ...ofSite } = weatherRun(ISSUED, 1, { source: "site" });
    await post({ ...ofSite, client_site_id: PLANT.client_site_id });
    await post(weatherRun(ISSUED, 1, { source: "strange", latitude: 59.001, longitude: -3.1 }));
    assert.deepEqual(await seenBy(bob), ["far own", "near own", "site own", "strange own"]);
    assert.deepEqual(await seenBy(charlie), ["strange other"]);
    assert.deepEqual(await seenBy(ada), ["near other", "site other", "strange other"]);
    assert.deepEqual(await seenBy(bob, `site_uuid=${sites.plant}`), ["near own", "site own"]);
    assert.deepEqual(await seenBy(charlie, `site_uuid=${sites.plant}`), []);
    assert.deepEqual(await seenBy(bob, "latitude=-21.27&longitude=55.48"), ["far own", "near own"]);
    assert.deepEqual(await seenBy(bob, "source=far&start=2026-06-21T07:00:00Z"), []);
    const runs = await owner<{ weather_run_uuid: string; source: string }[]>`
      select weather_run_uuid, source from app.weather_runs join app.weather_series
        using (series_uuid)`;
    const statuses = async (person: Person) =>
      Object.fromEntries(
        await Promise.all(runs.map(async ({ source, weather_run_uuid }) =>
          [source, (await get(`/weather/${weather_run_uuid}`, person)).status] as const
        )),
      );
    assert.deepEqual(await statuses(charlie), { near: 404, far: 404, site: 404, strange: 200 });

    await siteGroups.link(owner as never, charlie.site_group_uuid, [sites.plant]);
    assert.deepEqual(await statuses(charlie), { near: 200, far: 404, site: 200, strange: 200 });
    await siteGroups.unlink(owner as never, alice.site_group_uuid, [sites.plant]);
    assert.deepEqual(await seenBy(alice), ["far own", "near own", "site own", "strange own"]);
    const used = await (await get(`/sites/${sites.plant}/weather`, charlie)).json();
    assert.deepEqual([used.source, used.hours], [null, []]);
    await siteGroups.link(owner as never, alice.site_group_uuid, [sites.plant]);
    const range = "start=2026-06-21T00:00:00Z&end=2026-06-22T00:00:00Z";
    const shared = await (await get(`/sites/${sites.plant}/weather?${range}`, charlie)).json();
    assert.deepEqual([shared.source, shared.hours.length], ["near", 18]);
    assert.deepEqual(shared.hours[0].issued_utc, ISSUED);

    await owner`delete from site_group_sites where site_uuid = ${sites.plant}`;
    await owner`delete from sites where site_uuid = ${sites.plant}`;
    assert.deepEqual(await seenBy(alice), ["far own", "near own", "strange own"]);
  });

  it("with a token for some sites: of these and near them alone, which it may send, too", async () => {
    const { database: { owner }, cast: { charlie, sites } } = app;
    const { secret: token, prefix } = newToken();
    const limits = { canWrite: true, days: null, siteUuids: [sites.turbine] };
    await tokens.add(owner, charlie.user_uuid, { hash: hashSecret(token), prefix, ...limits });
    const limited = { ...charlie, token };
    const at = (latitude: number) => weatherRun(ISSUED, 1, { latitude, longitude: -3.1 });
    assert.equal((await post(at(58), charlie)).status, 201);
    assert.deepEqual(await seenBy(charlie), ["icon own"]);
    assert.deepEqual(await seenBy(limited), []);
    const { detail } = await problemOf(await post(at(58.5), limited), 422);
    assert.match(detail, /limited to some sites, and none is within 5 km of the place/);
    assert.equal((await post(at(59.01), limited)).status, 201);
    assert.deepEqual(await seenBy(limited), ["icon own"]);
  });

  it("pages through them, the newest first", async () => {
    const { database: { owner }, cast: { alice } } = app;
    const hours = [1, 2, 3].map((hour) => weatherRun(`2026-06-21T0${hour}:00:00Z`));
    await sentAt(owner, ISSUED, alice.site_group_uuid, ...hours);
    const first = await get("/weather?limit=2");
    const { runs, next_cursor } = await first.json();
    assert.ok(first.headers.get("link")!.includes(`cursor=${next_cursor}`));
    const second = await (await get(`/weather?limit=2&cursor=${next_cursor}`)).json();
    const issued = [...runs, ...second.runs].map((run) => run.issued_utc.slice(11, 13));
    assert.deepEqual([issued, second.next_cursor], [["03", "02", "01"], null]);
    await problemOf(await get(`/weather?cursor=${next_cursor}`, app.cast.charlie), 422);
  });
});
