import { makePastForecasts } from "../../service/demo/feed.ts";
import { loadPlant } from "../../service/demo/plant.ts";
import { makeForecasts } from "../../service/forecasts/forecasts.ts";
import { makeDays } from "../../service/forecasts/partitions.ts";
import * as generation from "../../sql/generation/generation.ts";
import { openDatabase, type OwnerSql } from "../../db/client.ts";
import { type Cast, makeCast } from "./cast.ts";
import { asAdmin, emptyDatabase, templateUrl } from "./database.ts";

/** A database to copy, and the cast that is in it. */
export interface Template {
  name: string;
  cast: Cast;
}

/** Returns a template with the cast. */
export const castTemplate = (): Promise<Template> => templateOf("cast", makeCast);

/** Returns a template with the cast, and with measurements and forecasts of its plant up to `now`. */
export const plantTemplate = (now: Temporal.Instant): Promise<Template> =>
  templateOf("plant", async (owner) => {
    const cast = await makeCast(owner);
    await fillPlant(owner, cast, now);
    return cast;
  });

/**
 * Returns the template of a kind, with the cast that `fill` makes in it. The first test file that
 * needs it makes it, the others wait. The cast is kept as the comment of the database.
 */
async function templateOf(
  kind: string,
  fill: (owner: OwnerSql) => Promise<Cast>,
): Promise<Template> {
  const name = `${templateUrl().pathname.slice(1)}_${kind}`;
  return await asAdmin(async (admin) => {
    const find = async () => {
      const [found] = await admin<{ cast_json: string | null }[]>`
        select shobj_description(oid, 'pg_database') as cast_json
        from pg_database where datname = ${name}`;
      return found?.cast_json;
    };
    let castJson = await find();
    if (!castJson) {
      await admin`select pg_advisory_lock(hashtext(${name}))`;
      castJson = await find() ?? JSON.stringify(await makeTemplate(name, fill));
      const [comment] = await admin<{ text: string }[]>`
        select format('comment on database %I is %L', ${name}::text, ${castJson}::text) as text`;
      await admin.unsafe(comment!.text);
    }
    return { name, cast: JSON.parse(castJson) };
  });
}

async function makeTemplate(
  name: string,
  fill: (owner: OwnerSql) => Promise<Cast>,
): Promise<Cast> {
  const { owner, close } = openDatabase(await emptyDatabase(templateUrl().pathname.slice(1), name));
  try {
    return await fill(owner);
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
