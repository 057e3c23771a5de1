import { BASELINE_MODEL } from "../../../domain/forecasts/baseline_forecast.ts";
import { HORIZONS } from "../../../domain/accuracy/accuracy.ts";
import { type DayOfErrors, insertErrors } from "../../support/model_errors.ts";
import type { TestApp } from "../../support/app.ts";
import type { Pages } from "./pages.ts";

const MODELS = ["pvnet_intraday_with_a_long_name", "day-ahead", "third", "fourth", "fifth", null];

/** Errors that grow with the horizon, of more models than a chart has lines for. */
function errors(): DayOfErrors[] {
  return [...MODELS, BASELINE_MODEL.name].flatMap((model_name, index) =>
    HORIZONS.map(({ hours }, place) => ({
      model_name,
      horizon_hours: hours,
      pairs: 1000 - index,
      mae_kw: 2 + 0.4 * place + 0.3 * index,
      bias_kw: index - 2,
      inside: 790,
      baseline_kw: model_name === BASELINE_MODEL.name ? null : 5,
    }))
  );
}

export async function models({ database, cast }: TestApp): Promise<Pages> {
  const { alice, charlie, ada, sites: { plant, turbine } } = cast;
  await insertErrors(database.owner, plant, errors());
  return {
    "how good a site's forecast is": [`/sites/${plant}/accuracy`, alice],
    "how good it is over the whole day": [`/sites/${plant}/accuracy?light=day`, alice],
    "a wind site without numbers": [`/sites/${turbine}/accuracy`, charlie],
    "models": ["/models", alice],
    "no models": ["/models", charlie],
    "all models": ["/admin/models", ada],
    "models of a group": [`/admin/models?group=${alice.site_group_uuid}`, ada],
  };
}
