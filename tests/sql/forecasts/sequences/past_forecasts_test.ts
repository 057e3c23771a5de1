import assert from "node:assert/strict";
import { describe, it } from "@std/testing/bdd";
import fc from "fast-check";
import { withScope } from "../../../../db/scope.ts";
import type { ForecastQuestion } from "../../../../domain/forecasts/forecast_question.ts";
import * as pastForecasts from "../../../support/past_forecasts.ts";
import { cutPlainly, type Whole } from "../../../support/cut_model.ts";
import { inOrder, question, range, stage, step, take } from "../../../support/forecast_steps.ts";
import { ownCast } from "../../../support/setup.ts";

const { database: { owner, requests }, cast } = await ownCast();
const { plant, bare, turbine } = cast.sites;
const on = await stage(owner, [plant, bare, turbine]);
const SEQUENCES = Number(Deno.env.get("ROLLUP_SEQUENCES") ?? 50);

interface Range {
  start: string;
  end: string;
}

/**
 * The definition: of all values stored of the two sites, one plain query for those that count, the
 * newest first, and the plain way of cutting them.
 */
async function plain({ start, end }: Range, asked: ForecastQuestion) {
  const offset = (asked.day_ahead_utc_offset_hours ?? 0) * 60;
  const values = await owner<(Whole & { site_uuid: string })[]>`
    select site_uuid, start_utc, end_utc, forecast_power_kw, horizon_minutes, forecast_uuid,
      timestamp_utc, model_name, false as is_filled
    from (
      select distinct on (f.site_uuid, v.start_utc, m.model_uuid) v.*, f.site_uuid,
        f.timestamp_utc, f.created_utc as run_created_utc, m.name as model_name
      from forecast_values v
      join forecasts f on f.forecast_uuid = v.forecast_uuid
      left join ml_model m on m.model_uuid = v.ml_model_uuid
      where f.site_uuid in (${plant}, ${bare}) and f.timestamp_utc <= v.start_utc
        and coalesce(v.horizon_minutes >= ${asked.min_horizon_minutes ?? null}::int,
          ${asked.min_horizon_minutes === undefined})
        and coalesce(v.created_utc <= ${asked.made_before ?? null}::timestamp,
          ${asked.made_before === undefined})
        and coalesce(v.created_utc <= ((v.start_utc + ${offset} * interval '1 min')::date - 1)::timestamp
            + ${
    asked.day_ahead_hours ?? null
  }::float8 * interval '1 hour' - ${offset} * interval '1 min',
          ${asked.day_ahead_hours === undefined})
        and m.name is not distinct from coalesce(${asked.model_name ?? null},
          (select model_name from app.chosen_models c where c.site_uuid = f.site_uuid))
      order by f.site_uuid, v.start_utc, m.model_uuid, f.timestamp_utc desc,
        f.created_utc desc nulls first, f.forecast_uuid desc, v.forecast_value_uuid desc) v
    order by timestamp_utc desc, run_created_utc desc nulls first, forecast_uuid desc,
      end_utc - start_utc, start_utc, ml_model_uuid`;
  return [plant, bare].sort().flatMap((site) =>
    cutPlainly(values.filter(({ site_uuid }) => site_uuid === site))
  ).filter(({ start_utc }) => start_utc >= start && start_utc < end);
}

function ours({ start, end }: Range, asked: ForecastQuestion) {
  const [from, to] = [Temporal.Instant.from(start), Temporal.Instant.from(end)];
  return withScope(
    requests,
    cast.alice,
    { readOnly: true },
    (sql) => pastForecasts.between(sql, [turbine, plant, bare], from, to, asked),
  );
}

/** Names of models that the plant shows. */
const CHOICES = ["a", "b", null];

async function choose(site: string, model: string | null) {
  await owner`
    insert into app.chosen_models (site_uuid, from_utc, model_name, why)
    values (${site}, '2026-06-20', ${model}, 'runs')
    on conflict (site_uuid, from_utc) do update set model_name = excluded.model_name`;
}

/** As retention does where the rollup is kept for fewer days than the values. */
async function letGoOfLatest(before: string) {
  await owner`delete from latest_forecast_values where start_utc < ${before}::date`;
  await owner`update app.target_days set in_order = false where day < ${before}::date`;
}

/** Lines of app.target_days that are missing or too young. */
const notNoted = () =>
  owner`
    select f.site_uuid, v.start_utc, f.timestamp_utc
    from forecasts f join forecast_values v using (forecast_uuid)
    where f.timestamp_utc <= v.start_utc and not exists (select from app.target_days d
      where d.site_uuid = f.site_uuid and d.day = v.start_utc::date
        and d.oldest_run_utc <= f.timestamp_utc)`;

describe("answers about past forecasts", () => {
  it(`are those of the plain definition in ${SEQUENCES} random sequences`, async () => {
    let found = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(step, fc.nat(4)), { minLength: 5, maxLength: 20 }),
        fc.array(fc.tuple(range, question), { minLength: 6, maxLength: 6 }),
        fc.constantFrom(...CHOICES.keys()),
        fc.option(fc.constantFrom("2026-06-21", "2026-06-22")),
        async (steps, asked, model, letGo) => {
          await owner`truncate forecasts cascade`;
          await owner`delete from app.target_days`;
          await choose(plant, CHOICES[model]!);
          await choose(bare, "b");
          for (const [one, odd] of steps) await take(owner, on, odd === 0 ? one : inOrder(one));
          if (letGo) await letGoOfLatest(letGo);
          assert.deepEqual([...await notNoted()], []);
          for (const [of, what] of asked) {
            const answer = (await ours(of, what)).map(
              ({ p10_kw: _, p90_kw: __, model_version: ___, ...value }) => value,
            );
            assert.deepEqual(answer, await plain(of, what));
            found += answer.length;
          }
        },
      ),
      { numRuns: SEQUENCES },
    );
    assert.ok(found > 5 * SEQUENCES, `only ${found} values were found in all`);
  });
});
