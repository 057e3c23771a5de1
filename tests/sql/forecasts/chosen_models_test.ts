import assert from "node:assert/strict";
import { beforeEach, describe, it } from "@std/testing/bdd";
import { BASELINE_MODEL } from "../../../domain/forecasts/baseline_forecast.ts";
import { BLEND_NAME, OWN_NAMES, WEATHER_NAME } from "../../../domain/forecasts/own_models.ts";
import { whyNotShown } from "../../../domain/forecasts/chosen_model.ts";
import * as chosenModels from "../../../sql/forecasts/chosen_models.ts";
import * as forecasts from "../../../sql/forecasts/forecasts.ts";
import * as forecastJson from "../../../sql/forecasts/forecast_json.ts";
import * as models from "../../../sql/forecasts/models.ts";
import * as pastForecasts from "../../support/past_forecasts.ts";
import * as revisions from "../../../sql/sites/revisions.ts";
import { decoded } from "../../support/series.ts";
import { inScope } from "../../support/scopes.ts";
import { ownCast } from "../../support/setup.ts";
import { periods } from "../../support/values.ts";

const { database, cast } = await ownCast();
const { owner } = database;
const { plant } = cast.sites;
const OWN = BASELINE_MODEL.name;
const WEATHER = WEATHER_NAME;
const START = Temporal.Instant.from("2026-06-21T00:00:00Z");
const at = (hours: number) => START.add({ seconds: Math.round(hours * 3600) });

beforeEach(async () => {
  await owner`update sites set ml_model_uuid = null where site_uuid = ${plant}`;
  await owner`truncate forecasts cascade`;
  await owner`delete from app.target_days`;
  await owner`delete from app.chosen_models`;
  await owner`delete from app.used_weather`;
});

/** Stores a run of so many hours from its own hour on, in quarter hours of one power. */
async function run(name: string, hour: number, length: number, kw: number) {
  await forecasts.store(owner, [{
    site_uuid: plant,
    timestamp_utc: `${at(hour)}`,
    written_utc: `${at(hour)}`,
    forecast_version: "1",
    ml_model_uuid: await models.findOrMake(owner, { name, version: "1" }),
    values: periods(`${at(hour)}`, 15, length * 4)
      .map((time) => ({
        ...time,
        forecast_power_kw: kw,
        horizon_minutes: 0,
        probabilistic_values: { p10: kw, p90: kw },
      })),
  }]);
}

const choose = (hour: number) => chosenModels.choose(owner, at(hour));
const asAlice = inScope.bind(null, database, cast.alice) as <T>(
  work: (sql: Parameters<typeof forecastJson.ofSite>[0]) => Promise<T>,
) => Promise<T>;

async function chosen(hour = 1000) {
  const found = await asAlice((sql) => chosenModels.ofSite(sql, plant, at(hour)));
  return `${found!.model_name}: ${found!.why}`;
}

/** Why runs of a model are not shown. */
async function notShown(name: string, hour: number) {
  const choice = await asAlice((sql) => chosenModels.ofSite(sql, plant, at(1000)));
  const all = await asAlice((sql) => chosenModels.modelsOfSite(sql, plant, at(hour)));
  return whyNotShown(all.find(({ model_name }) => model_name === name)!, choice!);
}

interface Value {
  start_utc: string;
  end_utc: string;
  forecast_power_kw: number;
  model_name: string;
  filled?: true;
}

async function series(from: number, to: number): Promise<{ model_name: string; values: Value[] }> {
  return decoded(await asAlice((sql) => forecastJson.ofSite(sql, plant, at(from), at(to))));
}

/** Where one model is followed by another, with hours: `0 theirs, 3 ours filled`. */
function turns(values: Value[]): string {
  const named = values.map(({ start_utc, model_name, filled }) => ({
    hour: START.until(Temporal.Instant.from(start_utc)).total("hours"),
    what: `${model_name}${filled ? " filled" : ""}`,
  }));
  return named.filter(({ what }, index) => what !== named[index - 1]?.what)
    .map(({ hour, what }) => `${hour} ${what}`).join(", ");
}

describe("the model that a site shows", () => {
  it("is one, where a modeller who is not assigned alternates with the baseline", async () => {
    for (let hour = 0; hour < 15; hour += 0.25) await run(OWN, hour, 48, 1);
    for (let hour = 0; hour < 15; hour += 1) await run("theirs", hour + 0.1, 36, 2);
    await choose(15);
    assert.equal(await chosen(), "theirs: runs");
    const { model_name, values } = await series(1, 51);
    assert.equal(model_name, "theirs");
    // Their last run ends at 50:06; the baseline's value beside it is cut there.
    assert.equal(turns(values), `1.1 theirs, 50.1 ${OWN} filled`);
  });

  it("that is assigned and ends is followed by the baseline, not by nothing", async () => {
    await run("theirs", 0, 6, 2);
    await run(OWN, 0, 48, 1);
    const model = await models.findOrMake(owner, { name: "theirs", version: "2" });
    await owner`update sites set ml_model_uuid = ${model} where site_uuid = ${plant}`;
    assert.equal(await chosen(), "theirs: assigned");
    await choose(400);
    const { model_name, values } = await series(0, 24);
    assert.equal(model_name, "theirs");
    assert.equal(turns(values), `0 theirs, 6 ${OWN} filled`);
    assert.equal(values.length, 96);
  });

  it("stays while it is fresh, though another makes more runs", async () => {
    await run("a", 0, 48, 1);
    await choose(1);
    for (let hour = 1; hour < 4; hour++) await run("b", hour, 48, 2);
    await choose(4);
    assert.equal(await chosen(), "a: runs");
    await choose(6.01);
    assert.equal(await chosen(), "b: runs");
  });

  it("is of equally busy ones the first by name", async () => {
    await run("b", 1, 48, 1);
    await run("a", 0, 48, 1);
    await choose(2);
    assert.equal(await chosen(), "a: runs");
  });

  const limits = [
    ["6 hours after a single run", [0], 6],
    ["6 hours after runs of each hour", [0, 1, 2, 3], 9],
    ["1.5 times an interval of 12 hours", [0, 12, 24], 42],
    ["36 hours after runs of each second day", [0, 48, 96], 132],
  ] as const;
  for (const [what, hours, last] of limits) {
    it(`counts as fresh until ${what}`, async () => {
      await run(OWN, 0, 48, 1);
      for (const hour of hours) await run("theirs", hour, 48, 2);
      await choose(last);
      assert.equal(await chosen(), "theirs: runs");
      await choose(last + 0.01);
      assert.equal(await chosen(), `${OWN}: own`);
    });
  }

  it("of the past is the one chosen then, and the first choice holds for all times before", async () => {
    await run("theirs", 0, 240, 2);
    await run(OWN, 0, 240, 1);
    await choose(5);
    await choose(24);
    assert.equal(await chosen(24), `${OWN}: own`);
    const { model_name, values } = await series(0, 48);
    assert.equal(model_name, OWN);
    assert.equal(turns(values), `0 theirs, 24 ${OWN}`);
    const { values: earlier } = await series(0, 24);
    assert.deepEqual(earlier, values.slice(0, 96));
  });

  it("is for a question as of a time the one of that time", async () => {
    await run("theirs", 0, 240, 2);
    await run(OWN, 0, 240, 1);
    await choose(5);
    await choose(24);
    const asOf = async (hour: number) =>
      turns(
        await asAlice((sql) =>
          pastForecasts.between(sql, [plant], at(0), at(48), { made_before: `${at(hour)}` })
        ) as unknown as Value[],
      );
    assert.equal(await asOf(23), "0 theirs");
    assert.equal(await asOf(25), `0 theirs, 24 ${OWN}`);
  });

  it("is asked for by name without any filling", async () => {
    await run("theirs", 0, 6, 2);
    await run(OWN, 0, 48, 1);
    await choose(1);
    const question = { model_name: "theirs" };
    const found = await asAlice((sql) =>
      pastForecasts.between(sql, [plant], at(0), at(48), question)
    );
    assert.equal(turns(found as unknown as Value[]), "0 theirs");
  });

  it("without a choice is what the rule says now; the only one there is, however old", async () => {
    await run("theirs", 0, 6, 2);
    assert.equal(await chosen(), "theirs: newest");
    assert.equal(turns((await series(0, 6)).values), "0 theirs");
    await run(OWN, 0, 6, 1);
    assert.equal(await chosen(), `${OWN}: own`);
  });

  it("is part of the revision of its site, with a choice or without", async () => {
    const revision = () =>
      asAlice((sql) => revisions.bySite(sql, [plant])).then((all) => all.get(plant));
    await run("theirs", 0, 6, 2);
    const seen = new Set([await revision()]);
    await owner`delete from app.model_runs`;
    seen.add(await revision());
    await choose(5);
    seen.add(await revision());
    await run("theirs", 1, 6, 2);
    await choose(6);
    seen.add(await revision());
    await owner`update app.chosen_models set model_name = 'other'`;
    seen.add(await revision());
    assert.equal(seen.size, 5);
  });

  it("is not chosen from runs that were withdrawn, nor from more than the newest once forgotten", async () => {
    await run("theirs", 0, 6, 2);
    await run("theirs", 1, 6, 2);
    assert.equal(await chosenModels.forgetRuns(owner, at(100)), 1);
    const facts = await asAlice((sql) => chosenModels.modelsOfSite(sql, plant, at(2)));
    assert.deepEqual([...facts], [{
      model_name: "theirs",
      newest_run_utc: "2026-06-21T01:00:00Z",
      median_interval_minutes: null,
      runs_in_7_days: 1,
      is_fresh: true,
    }]);
    await owner`delete from forecast_values`;
    await owner`delete from forecasts`;
    const left = await asAlice((sql) => chosenModels.modelsOfSite(sql, plant, at(2)));
    assert.equal(left.length, 0);
  });

  it("from weather stands in the baseline's place while it is fresh, and the baseline fills", async () => {
    await run(OWN, 0, 48, 1);
    await run(WEATHER, 0, 24, 2);
    await choose(1);
    assert.equal(await chosen(), `${WEATHER}: weather`);
    const { model_name, values } = await series(0, 48);
    assert.equal(model_name, WEATHER);
    assert.equal(turns(values), `0 ${WEATHER}, 24 ${OWN} filled`);
    await choose(6.01);
    assert.equal(await chosen(), `${OWN}: own`);
  });

  it("from weather that was issued more than 36 hours ago makes room for the baseline", async () => {
    await run(OWN, 40, 48, 1);
    await run(WEATHER, 40, 48, 2);
    await owner`insert into app.used_weather (site_uuid, made_utc, source, issued_utc, received_utc)
      values (${plant}, ${at(40)}::timestamp, 'nwp', ${at(5)}::timestamp, ${at(9)}::timestamp)`;
    await choose(41);
    assert.equal(await chosen(), `${WEATHER}: weather`);
    await choose(41.01);
    assert.equal(await chosen(), `${OWN}: own`);
    assert.equal(
      await notShown(WEATHER, 41.01),
      "The weather that it was made from is more than " +
        "36 hours old.",
    );
  });

  it("of others that is fresh, or one that is assigned, stands before the one from weather", async () => {
    await run(OWN, 0, 48, 1);
    await run(WEATHER, 0, 48, 2);
    await run(BLEND_NAME, 0, 48, 3);
    await choose(1);
    assert.equal(await chosen(), `${WEATHER}: weather`);
    await run("theirs", 1, 48, 4);
    await choose(2);
    assert.equal(await chosen(), "theirs: runs");
    assert.equal(
      await notShown(WEATHER, 2),
      "Fresh runs of others are shown before the service's own.",
    );
    assert.equal(
      await notShown(BLEND_NAME, 2),
      "It is shown only where it is assigned to the site.",
    );
    const blend = await models.findOrMake(owner, { name: BLEND_NAME, version: "1" });
    await owner`update sites set ml_model_uuid = ${blend} where site_uuid = ${plant}`;
    // A trigger chose it, at the present time.
    assert.equal(await chosen(1e5), `${BLEND_NAME}: assigned`);
  });

  it("has in the database the names of the service's own models that the program has", async () => {
    const [row] = await owner`select app.own_model() as name, app.own_models() as names`;
    assert.deepEqual(row, { name: OWN, names: [...OWN_NAMES] });
  });
});
