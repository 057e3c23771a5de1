import { createRoute, z } from "@hono/zod-openapi";
import type { Context } from "hono";
import { AppError, found } from "../../../domain/errors.ts";
import {
  forecastsOfSites,
  siteForecast,
  tooManyModels,
} from "../../../domain/forecasts/new_forecasts.ts";
import type { SentForecast } from "../../../domain/forecasts/sent_forecast.ts";
import { siftRuns } from "../../../domain/sift.ts";
import { unknownNames } from "../../../domain/unknown_names.ts";
import * as sites from "../../../sql/sites/sites.ts";
import type { Scoped } from "../../http/context.ts";
import { load, pathUuid } from "../../http/params.ts";
import { uploadFormat } from "../../http/upload_format.ts";
import { inTurns } from "../../../db/turns.ts";
import { inScope } from "../../middleware/scope.ts";
import { scopedOrUpload } from "../../middleware/scoped_or_upload.ts";
import {
  ALL_OR_NONE,
  bodyOfLines,
  BY_LINES,
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
import { ForecastUpload } from "../uploads/forecast_upload.ts";
import { receiveUpload } from "../uploads/receive.ts";
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

for (const { shape } of [siteForecast, forecastsOfSites.shape.forecasts.element]) {
  const kw = { type: ["number", "null"], description: "A quantile in kW: P10 is p10_kw" };
  z.globalRegistry.add(shape.values.element, {
    additionalProperties: false,
    patternProperties: { "^p(0[1-9]|[1-9][0-9])_kw$": kw },
  });
}

const stored = z.object({ ...counts, ...remarks }).openapi("Stored");
const description =
  `${ALL_OR_NONE} A run is identified by site, time, model and versions. Sent again, new values ` +
  "are added to it; if one contradicts what is stored, none of the run's are. Send a corrected run " +
  `with a time or a forecast_version of its own. ${BY_LINES}`;
const responses = {
  200: json(stored, "What would become of the values (dry_run)"),
  201: json(stored, "What became of the values"),
  ...refusals,
};

const A_LINE =
  "a run with its values as JSON has it, or one value together with the fields of its run";
const A_CSV_LINE = ", together with the fields of its run";

const ofSite = createRoute({
  method: "post",
  middleware: scopedOrUpload,
  path: "/sites/{site_uuid}/forecasts",
  summary: "Send a run of a model for a site",
  description,
  request: {
    params: siteParams,
    query: onInvalid,
    body: bodyOfLines("NewSiteForecast", A_LINE, A_CSV_LINE),
  },
  responses,
});

const ofSites = createRoute({
  method: "post",
  middleware: scopedOrUpload,
  path: "/forecasts",
  summary: "Send runs of models for several sites",
  description,
  request: { query: onInvalid, body: bodyOfLines("NewForecasts", A_LINE, A_CSV_LINE) },
  responses,
});

/** POST /api/v1/forecasts and /api/v1/sites/{site_uuid}/forecasts */
export const newForecastRoutes = () =>
  describeBodies(router(), { NewSiteForecast: siteForecast, NewForecasts: forecastsOfSites })
    .openapi(ofSite, async (c) => {
      if (uploadFormat(c)) return await upload(c, pathUuid(c, "site_uuid"));
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
      if (uploadFormat(c)) return await upload(c);
      const { on_invalid, dry_run } = c.req.valid("query");
      c.set("isDryRun", dry_run);
      const sent = await sentRuns(await jsonBody(c), on_invalid);
      const became = await addForecasts(c, sent, on_invalid, { isOneRun: false });
      return c.json(became, dry_run ? 200 : 201);
    });

type Query = { out: { query: z.output<typeof onInvalid> } };

/** Takes runs line by line. */
async function upload(c: Context<Scoped, string, Query>, siteUuid?: string) {
  if (siteUuid !== undefined) found(await inScope(c, (sql) => sites.find(sql, siteUuid)), "site");
  const { on_invalid: onInvalid, dry_run } = c.req.valid("query");
  const nowMs = c.var.services.now().epochMilliseconds;
  c.set("isDryRun", dry_run);
  const runs = new ForecastUpload({ siteUuid, onInvalid, nowMs });
  return await receiveUpload(c, runs, (became) => c.json(became, dry_run ? 200 : 201));
}

const isObject = (body: unknown): body is Record<string, unknown> =>
  body !== null && typeof body === "object" && !Array.isArray(body);

async function sentRuns(body: unknown, onInvalid: OnInvalid): Promise<SentRuns> {
  const isSkipping = onInvalid === "skip";
  const { data, ...sifted } = await inTurns(siftRuns(forecastsOfSites, body, { isSkipping }));
  const list = isObject(body) && Array.isArray(body.forecasts) ? body.forecasts : [];
  const sizes = list.map((run) =>
    isObject(run) && Array.isArray(run.values) ? run.values.length : 1
  );
  const runs = (data?.forecasts ?? []) as SentForecast[];
  const tooMany = tooManyModels(runs);
  if (tooMany) return { runs: [], places: [], faults: [tooMany], isWhole: true, sizes };
  return { ...sifted, sizes, runs };
}
