import assert from "node:assert/strict";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, it } from "@std/testing/bdd";
import { NOW, type TestApp, testApp } from "../../support/app.ts";
import { quartz, storeRuns, tenRuns } from "../../support/quartz.ts";
import { demoSites } from "../../support/quartz_sites.ts";

let app: TestApp;
/** A site with a capacity of 10 kW, and one without any. */
let site: string;
let bare: string;
beforeAll(async () => {
  app = await testApp();
  [site, bare] = await demoSites(app, 2) as [string, string];
  const { owner } = app.database;
  await owner`update sites set capacity_kw = 10 where site_uuid = ${site}`;
  await owner`update sites set capacity_kw = null where site_uuid = ${bare}`;
  await storeRuns(owner, NOW, tenRuns(site));
});
afterAll(() => app.close());

const MANY = ["pv_forecast", "pv_actual", "clearsky_estimate"];
const unknown = (count: number) => Array.from({ length: count }, () => crypto.randomUUID());

/** Asserts the status of each, and that what is refused says why in the words of the site API. */
async function statuses(expected: [path: string, status: number][]): Promise<void> {
  for (const [path, status] of expected) {
    const { body, text, status: found } = await quartz(app).get(path);
    assert.equal(found, status, `${path.slice(0, 200)}: ${text.slice(0, 200)}`);
    if (status >= 400) checkDetail(body.detail, path);
  }
}

function checkDetail(detail: unknown, what: string): void {
  if (typeof detail === "string") return;
  assert.ok(Array.isArray(detail), what);
  for (const fault of detail) {
    assert.deepEqual(Object.keys(fault).slice(0, 4), ["type", "loc", "msg", "input"], what);
  }
}

describe("what is wrong with a request to Quartz", () => {
  it("is a UUID that is none, and not many of them", async () => {
    const wrong = [
      "none",
      `${site},`,
      `${site},,${site}`,
      `,${site}`,
      `[${site}]`,
      "%00",
      `${site}x`,
    ];
    const ofMany = MANY.flatMap((what): [string, number][] => [
      ...wrong.map((list): [string, number] => [`/sites/${what}?site_uuids=${list}`, 422]),
      [`/sites/${what}`, 422],
      [`/sites/${what}?site_uuids=${[site, ...unknown(1000)]}`, 200],
      [`/sites/${what}?site_uuids=${unknown(1)[0]}`, 200],
      [`/sites/${what}?site_uuids=x&site_uuids=%20${site}%20`, 200],
    ]);
    const ofOne = MANY.flatMap((what): [string, number][] => [
      [`/sites/none/${what}`, 422],
      [`/sites/${site}x/${what}`, 422],
      [`/sites/%00/${what}`, 422],
      [`/sites/${unknown(1)[0]}/${what}`, 404],
    ]);
    await statuses([...ofMany, ...ofOne]);
  });

  it("is a time that is none", async () => {
    const of = (what: string, name: string, value: string, status: number): [string, number] => [
      `/sites/${what}?site_uuids=${site}&${name}=${value}`,
      status,
    ];
    const times: Record<string, number> = {
      "2026-13-01": 422,
      now: 422,
      "": 422,
      "2026-06-20T00:00:00+00:00": 422,
      "2026-06-20T00:00:00%2B00:00": 200,
      "2026-06-20": 200,
      "2026-06-20T00:00:00Z": 200,
      "0000-01-01": 422,
      "0001-01-01": 200,
      "0001-01-01T00:00:00%2B01:00": 422,
      "9999-12-31T23:59:59.999999": 200,
      "9999-12-31T23:59:59-01:00": 422,
      "10000-01-01": 422,
    };
    await statuses(
      MANY.slice(0, 2).flatMap((what) =>
        Object.entries(times).flatMap(([time, status]) =>
          ["start_utc", "end_utc"].map((name) => of(what, name, time, status))
        )
      ),
    );
  });

  it("is a boolean, a sum or a corner that is none, all of them at once", async () => {
    const of = (query: string) => `/sites/pv_actual?site_uuids=${site}&${query}`;
    const corner = (text: string): [string, number] => [
      `/sites?latitude_longitude_max=${text}`,
      422,
    ];
    await statuses([
      ...["maybe", "", "2", "truee"].map((text): [string, number] => [of(`compact=${text}`), 422]),
      ...["TRUE", "0", "off", "Y"].map((text): [string, number] => [of(`compact=${text}`), 200]),
      [of("sum_by=region"), 422],
      [of("sum_by=total"), 200],
      ...["51.5", "NaN,0", "0,NaN", "51 0", "a,b", "1,2,3", ",", ""].map(corner),
      // Beyond the poles lies nothing: a bound, not a place.
      ["/sites?latitude_longitude_max=91,181", 200],
      ["/sites?latitude_longitude_min=1e999,0", 200],
    ]);
    const { body: { detail } } = await quartz(app).get("/sites/pv_forecast?compact=maybe");
    assert.deepEqual(
      detail.map(({ type, loc, url }: Record<string, unknown>) => [type, loc, url]),
      [
        ["missing", ["query", "site_uuids"], "https://errors.pydantic.dev/2.3/v/missing"],
        ["bool_parsing", ["query", "compact"], "https://errors.pydantic.dev/2.3/v/bool_parsing"],
      ],
    );
  });
});

const value = (actual_generation_kw: unknown, datetime_utc: unknown = "2026-06-21T08:00:00") => ({
  ...{ datetime_utc, actual_generation_kw },
});
const actuals = (...pv_actual_values: unknown[]) =>
  JSON.stringify({ site_uuid: site, pv_actual_values });
const post = async (to: string, body: BodyInit, headers: Record<string, string> = {}) =>
  await quartz(app).get(`/sites/${to}/pv_actual`, {
    method: "POST",
    body,
    headers: {
      authorization: `Bearer ${app.cast.alice.token}`,
      "content-type": "application/json",
      ...headers,
    },
  });

describe("what is wrong with actuals for Quartz", () => {
  it("is a body that is none of them", async () => {
    const raw = (power: string) => actuals(value(0)).replace(":0}", `:${power}}`);
    const expected: [body: string, type: string | undefined][] = [
      ["", "missing"],
      ["{", "json_invalid"],
      ["x", "json_invalid"],
      ["[]", "model_attributes_type"],
      ["null", "model_attributes_type"],
      ["{}", "missing"],
      [JSON.stringify({ site_uuid: site }), "missing"],
      [JSON.stringify({ pv_actual_values: [value(1)] }), "missing"],
      [JSON.stringify({ site_uuid: 5, pv_actual_values: [value(1)] }), "string_type"],
      [JSON.stringify({ site_uuid: site, pv_actual_values: value(1) }), "list_type"],
      [raw("NaN"), "json_invalid"],
      [raw("Infinity"), "json_invalid"],
      [raw("1e999"), "finite_number"],
      [raw("-0.001"), "greater_than_equal"],
      [raw("null"), "float_type"],
      [raw('"a"'), "float_parsing"],
      [raw("[1]"), "float_type"],
      [actuals({ datetime_utc: "2026-06-21T08:00:00" }), "missing"],
      [actuals({ actual_generation_kw: 1 }), "missing"],
      [actuals(value(1, null)), "datetime_parsing"],
      [actuals(value(1, "2026-13-01")), "datetime_parsing"],
      [actuals(value(1, true)), "datetime_parsing"],
      [actuals(1), "model_attributes_type"],
      [actuals(), undefined],
      [actuals(value(1, "9999-12-31T23:59:00")), undefined],
    ];
    for (const [sent, type] of expected) {
      const { status, body: { detail }, text } = await post(site, sent);
      assert.equal(status, 422, `${sent} ${text}`);
      checkDetail(detail, sent);
      assert.equal(type === undefined ? typeof detail : detail[0].type, type ?? "string", sent);
    }
    const { status, body } = await post(site, actuals(value(1)), { "content-type": "text/plain" });
    assert.deepEqual([status, body.detail[0].loc], [422, ["body"]]);
    const [stored] = await app.database.owner`select count(*)::int as n from generation`;
    assert.equal(stored!.n, 0);
  });

  it("is their size, whichever way they come", async () => {
    const many = actuals(...Array.from({ length: 20_000 }, () => value(1)));
    assert.equal((await post(site, many)).status, 413);
    const long = actuals(value(1)).replace("}", `,"padding":"${"x".repeat(2 ** 21)}"}`);
    const { status, text } = await post(site, long);
    assert.deepEqual([status, text], [413, '{"detail":"Payload too large"}']);
    const packed = { "content-encoding": "gzip" };
    assert.equal((await post(site, gzipSync(long), packed)).status, 413);
    assert.equal((await post(site, gzipSync(actuals(value(1))), packed)).status, 200);
    assert.equal((await post(site, "no gzip", packed)).status, 400);
    assert.equal((await post(site, "x", { "content-encoding": "br" })).status, 400);
  });

  it("is power above 1.1 times the capacity, or a site without one", async () => {
    const cases: [kw: number, status: number][] = [[11, 200], [11.0004, 200], [11.001, 422], [
      1e308,
      422,
    ]];
    for (const [kw, status] of cases) {
      assert.equal((await post(site, actuals(value(kw)))).status, status, `${kw} kW`);
    }
    const { status, body } = await post(bare, actuals(value(0)));
    assert.equal(status, 422);
    assert.match(body.detail, /no capacity/);
  });
});
