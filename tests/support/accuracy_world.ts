import { BASELINE_MODEL } from "../../domain/forecasts/baseline_forecast.ts";
import { findOrMake as findOrMakeModel } from "../../sql/forecasts/models.ts";
import type { ForecastRow, MeasuredRow } from "./accuracy.ts";
import { storeRows } from "./accuracy_rows.ts";
import { PLANT } from "./cast.ts";
import { ownCast } from "./setup.ts";

/** The 20th and 21st of June; the second is the last complete day. */
export const NOW = Temporal.Instant.from("2026-06-22T00:07:00Z");
const [FROM, TO] = ["2026-06-20", "2026-06-21"].map((day) => Temporal.PlainDate.from(day));
export const PERIOD = { from: FROM!, to: TO! };
export const DAY = Temporal.Instant.from("2026-06-20T00:00:00Z").epochMilliseconds / 60_000;

export type Model = "none" | "two" | "three" | "half" | "baseline";
export type Forecast = ForecastRow & { is: Model };

/** The cast with models, and what fills its two sites with measurements and runs. */
export async function accuracyWorld() {
  const { database, cast } = await ownCast();
  const { plant, bare } = cast.sites;
  const model = async (name: string, version: string) => ({
    name,
    uuid: await findOrMakeModel(database.owner, { name, version, description: "" }),
  });
  /** "two" and "three" are versions of one model. */
  const MODELS: Record<Model, { name: string | null; uuid: string | null }> = {
    none: { name: null, uuid: null },
    two: await model("modeller's", "2"),
    three: await model("modeller's", "3"),
    half: await model("half hours", "1"),
    baseline: await model(BASELINE_MODEL.name, "1"),
  };
  const SITES = {
    [plant]: { capacity_kw: PLANT.capacity_kw, place: PLANT },
    [bare]: { capacity_kw: null, place: null },
  };
  const fill = (rows: MeasuredRow[], runs: Forecast[][]) =>
    storeRows(database.owner, rows, runs, ({ is }) => MODELS[is].uuid);
  return { database, owner: database.owner, cast, plant, bare, MODELS, SITES, fill };
}
