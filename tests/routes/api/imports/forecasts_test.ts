import assert from "node:assert/strict";
import { afterAll, beforeAll, describe, it } from "@std/testing/bdd";
import { hashSecret, newToken } from "../../../../domain/account/secret.ts";
import { checkForecasts, type OpenForecasts } from "../../../../service/imports/check_forecasts.ts";
import * as tokens from "../../../../sql/account/tokens.ts";
import * as work from "../../../../sql/imports/work.ts";
import { type TestApp, testApp, withToken } from "../../../support/app.ts";
import { importNow, sendFile, sentFile, workOnFiles } from "../../../support/import_files.ts";
import { placesIn, problemOf } from "../../../support/problem.ts";

let app: TestApp;
beforeAll(async () => {
  app = await testApp();
});
afterAll(() => app.close());

const asAlice = () => withToken(app, app.cast.alice.token);

/** Returns a quarter hour of 2026-06-01, counted from 0. */
const at = (quarter: number) =>
  Temporal.Instant.from("2026-06-01T00:00:00Z").add({ minutes: 15 * quarter }).toString();

/** Returns a file of runs, which are made at a quarter hour and have powers from the next one on. */
const csvOf = (runs: [made: number, powers: (number | string)[]][], model = "own") =>
  [
    "made,start,end,forecast_kw,p10,p90,model_name,model_version",
    ...runs.flatMap(([made, powers]) =>
      powers.map((kw, i) =>
        `${at(made)},${at(made + i + 1)},${at(made + i + 2)},${kw},${Number(kw) / 2},,${model},1`
      )
    ),
    "",
  ].join("\n");

async function storedRuns() {
  return [
    ...await app.database.owner<{ made: string; kw: number[]; levels: string; door: string }[]>`
    select to_char(timestamp_utc, 'HH24:MI') as made, door,
      json_agg(forecast_power_kw order by start_utc) as kw, min(probabilistic_values::text) as levels
    from forecasts f join forecast_values v using (forecast_uuid)
      join ml_model m on m.model_uuid = v.ml_model_uuid and m.name = 'own'
      left join app.run_batches using (forecast_uuid) left join app.batches using (batch_id)
    where f.site_uuid = ${app.cast.sites.plant}
    group by timestamp_utc, door order by timestamp_utc`,
  ];
}

const next = async () => (await work.nextOpen(app.database.owner))! as OpenForecasts;

describe("the import of forecasts", () => {
  it("is recognised, checked, confirmed, stored once and undone", async () => {
    const { plant } = app.cast.sites;
    const text = csvOf([[0, [1, 2, "?"]], [4, [3, 4]]]);
    const made = await sentFile(app, text, `?site_uuid=${plant}&file_name=runs.csv`);
    assert.deepEqual([made.kind, made.state], ["forecasts", "checking"]);
    await workOnFiles(app);
    const { preview } = await importNow(app, made);
    assert.deepEqual(preview!.counts, { new: 4, unchanged: 0, conflicting: 0, left_out: 1 });
    const { runs, models, sites, first_rows } = preview!.forecasts!;
    assert.deepEqual([runs, models], [2, [{ name: "own", version: "1" }]]);
    assert.deepEqual([sites[0]!.runs, sites[0]!.values, sites[0]!.highest_kw], [2, 4, 4]);
    assert.deepEqual(sites[0]!.example!.values.map(([, , kw, p10]) => [kw, p10]), [[3, 1.5], [
      4,
      2,
    ]]);
    assert.deepEqual([first_rows[0]!.line, first_rows[0]!.made_utc], [2, at(0)]);
    assert.deepEqual(await storedRuns(), []);

    const path = `/api/v1/imports/${made.import_uuid}`;
    for (let i = 0; i < 2; i++) await asAlice().post(`${path}/confirm`, {});
    await workOnFiles(app);
    const stored = await importNow(app, made);
    const result = { inserted: 4, unchanged: 0, conflicting: 0, replaced: 0 };
    assert.deepEqual([stored.state, stored.result], ["stored", result]);
    assert.deepEqual(await storedRuns(), [
      { made: "00:00", door: "import", kw: [1, 2], levels: '{"p10": 0.5}' },
      { made: "01:00", door: "import", kw: [3, 4], levels: '{"p10": 1.5}' },
    ]);
    const [left] = await app.database.owner`select count(*)::int as n from app.import_runs`;
    assert.equal(left!.n, 0);

    const undone = await (await asAlice().post(`${path}/undo`, {})).json();
    assert.equal(undone.removed, 2);
    assert.deepEqual(await storedRuns(), []);
  });

  it("leaves a run out as a whole that contradicts what is stored, as the API does", async () => {
    const { plant } = app.cast.sites;
    await sentFile(app, csvOf([[8, [5, 6]]]), `?site_uuid=${plant}&confirm=true`);
    await workOnFiles(app);
    const text = csvOf([[8, [5, 7, 8]], [12, [9]]]);
    const again = await sentFile(app, text, `?site_uuid=${plant}`);
    await workOnFiles(app);
    const { counts } = (await importNow(app, again)).preview!;
    assert.deepEqual(counts, { new: 1, unchanged: 1, conflicting: 2, left_out: 0 });
    await asAlice().post(`/api/v1/imports/${again.import_uuid}/confirm`, {});
    await workOnFiles(app);
    const done = await importNow(app, again);
    assert.deepEqual(done.result, { inserted: 1, unchanged: 1, conflicting: 2, replaced: 0 });
    assert.deepEqual((await storedRuns()).map(({ made, kw }) => [made, kw]), [
      ["02:00", [5, 6]],
      ["03:00", [9]],
    ]);
    const left = await asAlice().get(`/api/v1/imports/${again.import_uuid}/left-out`);
    const lines = (await left.json()).lines as { line: number; reason: string }[];
    assert.deepEqual(lines.map(({ line, reason }) => [line, reason]), [[3, "conflict"], [
      4,
      "conflict",
    ]]);
  });

  it("is of many sites in one file, but of no other group’s", async () => {
    const { plant, bare, turbine } = app.cast.sites;
    const names = ["plant <&> ONE", bare, turbine, "7"];
    const text = ["site,made,start,end,forecast_kw,model_name"].concat(
      [70, 71].flatMap((start) =>
        names.map((name, i) => `${name},${at(60 + i)},${at(start)},${at(start + 1)},${i + 1},many`)
      ),
    ).join("\n");
    const made = await sentFile(app, `${text}\n`);
    assert.deepEqual([made.kind, made.state], ["forecasts", "checking"]);
    await workOnFiles(app);
    const { preview } = await importNow(app, made);
    assert.deepEqual(
      preview!.forecasts!.sites.map(({ site_uuid, runs }) => [site_uuid, runs]).toSorted(),
      [[plant, 2], [bare, 1]].toSorted(),
    );
    const reasons = preview!.left_out.map((one) => [one.reason, one.lines, one.first_line]);
    assert.deepEqual(reasons, [["no_site", 2, 4]]);
    const path = `/api/v1/imports/${made.import_uuid}`;
    await asAlice().post(`${path}/confirm`, {});
    await workOnFiles(app);
    const stored = () =>
      app.database.owner`
        select site_uuid, forecast_power_kw as kw
        from forecast_values join forecasts using (forecast_uuid)
          join ml_model m on m.model_uuid = ml_model_uuid
        where name = 'many' and start_utc = ${at(70)} order by kw`.values();
    assert.deepEqual([...await stored()], [[plant, 1], [bare, 2], [plant, 4]]);
    assert.equal((await (await asAlice().post(`${path}/undo`, {})).json()).removed, 3);
    assert.deepEqual([...await stored()], []);
  });

  it("asks for the model, and goes on after an end between two steps", async () => {
    const { plant } = app.cast.sites;
    const text = csvOf([[20, [1, 2]], [24, [3]]]).replaceAll(
      /,model_name,model_version|,own,1/g,
      "",
    );
    const open = await sentFile(app, text, `?site_uuid=${plant}`);
    assert.deepEqual(open.proposal!.questions.map(({ field }) => field), ["model_name"]);
    const path = `/api/v1/imports/${open.import_uuid}`;
    const empty = await asAlice().patch(path, { decided: ["model_name"] });
    assert.equal(placesIn(await problemOf(empty, 422))[0], "reading.forecast.model_name");
    const decided = await asAlice().patch(path, { reading: { forecast: { model_name: "own" } } });
    assert.equal((await decided.json()).state, "checking");

    const { owner } = app.database;
    const options = { now: app.clock.now };
    await checkForecasts(owner, await next(), { ...options, signal: AbortSignal.abort() });
    assert.equal((await importNow(app, open)).state, "checking");
    await workOnFiles(app);
    await asAlice().post(`${path}/confirm`, {});
    assert.equal(await work.storePiece(owner, open.import_uuid), true);
    assert.equal((await importNow(app, open)).state, "storing");
    await workOnFiles(app);
    assert.equal((await importNow(app, open)).result!.inserted, 3);
    const runs = (await storedRuns()).filter(({ made }) => made >= "05:00");
    assert.deepEqual(runs.map(({ kw }) => kw), [[1, 2], [3]]);
  });

  it("leaves out lines that no run can have, each with the reason", async () => {
    const { plant } = app.cast.sites;
    const text = csvOf([[40, [...Array(40).fill(1), 1e6]], [40, [2]]]) +
      `2098-01-01T00:00:00Z,${at(50)},${at(51)},1,,,own,1\n${at(40)},${at(50)},${at(51)},1,,,,1\n`;
    const made = await sentFile(app, text, `?site_uuid=${plant}&kind=forecasts`);
    await workOnFiles(app);
    const { preview, message } = await importNow(app, made);
    assert.equal(message, null);
    assert.deepEqual(preview!.left_out.map((one) => [one.reason, one.lines, one.first_line]), [
      ["impossible", 2, 42],
      ["second_value", 1, 43],
      ["no_model", 1, 45],
    ]);
    assert.equal(preview!.rows, 40);
  });

  it("is not for files without runs, nor for a token that may write generation alone", async () => {
    const { alice, sites: { plant } } = app.cast;
    const plain = "start,end,forecast_kw\n" +
      [1, 2, 3].map((i) => `${at(i)},${at(i + 1)},${i}\n`).join("");
    const refused = await problemOf(await sendFile(app, plain, `?site_uuid=${plant}`), 422);
    assert.match(refused.detail!, /does not say when they were made/);
    const other = await sendFile(app, csvOf([[0, [1]]]), `?site_uuid=${plant}&kind=generation`);
    assert.match((await problemOf(other, 422)).detail!, /holds forecasts/);
    const { secret, prefix } = newToken();
    await tokens.add(app.database.owner, alice.user_uuid, {
      hash: hashSecret(secret),
      ...{ prefix, canWrite: true, days: null, onlyGeneration: true, siteUuids: null },
    });
    const text = csvOf([[30, [1, 2, 3]]]);
    assert.equal((await sendFile(app, text, `?site_uuid=${plant}`, secret)).status, 403);
    const made = await sentFile(app, text, `?site_uuid=${plant}`);
    await workOnFiles(app);
    const path = `/api/v1/imports/${made.import_uuid}`;
    assert.equal((await withToken(app, secret).post(`${path}/confirm`, {})).status, 403);
  });
});
