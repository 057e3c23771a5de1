import { makePastForecasts } from "../../service/demo/feed.ts";
import { loadPlant } from "../../service/demo/plant.ts";
import { makeForecasts } from "../../service/forecasts/forecasts.ts";
import { makeDays } from "../../service/forecasts/partitions.ts";
import * as generation from "../../sql/generation/generation.ts";
import { openDatabase, type OwnerSql } from "../../db/client.ts";
import { type Cast, makeCast } from "./cast.ts";
import { asAdmin, emptyDatabase, templateUrl } from "./database.ts";

/** A database to copy, and the cast that is in it. */
export interface PlantTemplate {
  name: string;
  cast: Cast;
}

/**
 * Returns a template with the cast, and with measurements and forecasts of its plant up to `now`.
 * The first test file that needs it makes it, the others wait. The cast is kept as its comment.
 */
export async function plantTemplate(now: Temporal.Instant): Promise<PlantTemplate> {
  const name = `${templateUrl().pathname.slice(1)}_plant`;
  return await asAdmin((admin) =>
    admin.begin(async (tx) => {
      await tx`select pg_advisory_xact_lock(hashtext(${name}))`;
      const [found] = await tx`
        select shobj_description(oid, 'pg_database') as cast_json
        from pg_database where datname = ${name}`;
      if (found?.cast_json) return { name, cast: JSON.parse(found.cast_json) };
      const cast = await makeTemplate(name, now);
      const [comment] = await tx`
        select format('comment on database %I is %L', ${name}::text,
          ${JSON.stringify(cast)}::text) as text`;
      await tx.unsafe(comment!.text);
      return { name, cast };
    })
  ) as PlantTemplate;
}

async function makeTemplate(name: string, now: Temporal.Instant): Promise<Cast> {
  const { owner, close } = openDatabase(await emptyDatabase(templateUrl().pathname.slice(1), name));
  try {
    const cast = await makeCast(owner);
    await fillPlant(owner, cast, now);
    return cast;
  } finally {
    await close();
  }
}

/** 45 days of real measurements up to now, and the forecasts that they allowed. */
async function fillPlant(owner: OwnerSql, cast: Cast, now: Temporal.Instant): Promise<void> {
  const plant = await loadPlant();
  const values = plant.production(now.subtract({ hours: 45 * 24 }), now);
  const site_uuid = cast.sites.plant;
  await generation.store(owner, values.map((value) => ({ site_uuid, ...value })));
  await makeDays(owner, now);
  await makeForecasts(owner, [now]);
  await makePastForecasts(owner, now);
}
