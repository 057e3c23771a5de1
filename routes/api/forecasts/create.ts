import { createRoute, z } from "@hono/zod-openapi";
import { AppError } from "../../../domain/errors.ts";
import {
  forecastsOfSites,
  siteForecast,
  tooManyModels,
} from "../../../domain/forecasts/new_forecasts.ts";
import { siftRuns } from "../../../domain/sift.ts";
import { unknownNames } from "../../../domain/unknown_names.ts";
import * as sites from "../../../sql/sites/sites.ts";
import { load } from "../../http/params.ts";
import { inTurns } from "../../../db/turns.ts";
import { scoped } from "../../middleware/scope.ts";
import {
  ALL_OR_NONE,
  bodyOfRows,
  counts,
  describeBodies,
  jsonBody,
  type OnInvalid,
  onInvalid,
  refuseFault,
  remarks,
} from "../ingestion.ts";
import { describeFields, json, refusals, router } from "../router.ts";
import { siteParams } from "../sites/site_json.ts";
import { addForecasts, type SentRuns } from "./add_forecasts.ts";

describeFields(siteForecast, {
  timestamp_utc: "When the run was made",
  forecast_version: "Without it: the model's version",
});
describeFields(siteForecast.shape.values.element, {
  end_utc: "After the start, by one day at most",
  forecast_power_kw: "Mean power over [start_utc, end_utc)",
  horizon_minutes: "Without it: from the run's time to the start",
});

const stored = z.object({ ...counts, ...remarks }).openapi("Stored");
const description =
  `${ALL_OR_NONE} A run is identified by site, time, model and versions. Sent again, new values ` +
  "are added to it; if one contradicts what is stored, none of the run's are. Send a corrected run " +
  "with a time or a forecast_version of its own.";
const responses = {
  200: json(stored, "What would become of the values (dry_run)"),
  201: json(stored, "What became of the values"),
  ...refusals,
};

const ofSite = createRoute({
  method: "post",
  middleware: scoped,
  path: "/sites/{site_uuid}/forecasts",
  summary: "Send a run of a model for a site",
  description,
  request: { params: siteParams, query: onInvalid, body: bodyOfRows("NewSiteForecast") },
  responses,
});

const ofSites = createRoute({
  method: "post",
  middleware: scoped,
  path: "/forecasts",
  summary: "Send runs of models for several sites",
  description,
  request: { query: onInvalid, body: bodyOfRows("NewForecasts") },
  responses,
});

/** POST /api/v1/forecasts and /api/v1/sites/{site_uuid}/forecasts */
export const newForecastRoutes = () =>
  describeBodies(router(), { NewSiteForecast: siteForecast, NewForecasts: forecastsOfSites })
    .openapi(ofSite, async (c) => {
      const { site_uuid } = await load(c, "site_uuid", sites.find);
      const body = await jsonBody(c);
      if (!isObject(body)) throw new AppError("invalid", "Send an object with the run's values.");
      refuseFault(unknownNames(siteForecast, { ...body, values: [] }));
      const { on_invalid, dry_run } = c.req.valid("query");
      c.set("isDryRun", dry_run);
      const sent = await sentRuns({ forecasts: [{ ...body, site_uuid }] }, on_invalid);
      const isWhole = sent.runs.length === 0 && sent.faults.some(({ path }) => path.length < 4);
      return c.json(
        await addForecasts(c, { ...sent, isWhole }, on_invalid, { isOneRun: true }),
        dry_run ? 200 : 201,
      );
    })
    .openapi(ofSites, async (c) => {
      const { on_invalid, dry_run } = c.req.valid("query");
      c.set("isDryRun", dry_run);
      const sent = await sentRuns(await jsonBody(c), on_invalid);
      const became = await addForecasts(c, sent, on_invalid, { isOneRun: false });
      return c.json(became, dry_run ? 200 : 201);
    });

const isObject = (body: unknown): body is Record<string, unknown> =>
  body !== null && typeof body === "object" && !Array.isArray(body);

async function sentRuns(body: unknown, onInvalid: OnInvalid): Promise<SentRuns> {
  const isSkipping = onInvalid === "skip";
  const { data, ...sifted } = await inTurns(siftRuns(forecastsOfSites, body, { isSkipping }));
  const list = isObject(body) && Array.isArray(body.forecasts) ? body.forecasts : [];
  const sizes = list.map((run) =>
    isObject(run) && Array.isArray(run.values) ? run.values.length : 1
  );
  const runs = data?.forecasts ?? [];
  const tooMany = tooManyModels(runs);
  if (tooMany) return { runs: [], places: [], faults: [tooMany], isWhole: true, sizes };
  return { ...sifted, sizes, runs };
}
