import { questionKey } from "../../../domain/forecasts/forecast_question.ts";
import * as sums from "../../../sql/forecasts/sums.ts";
import type { JsonCache } from "../../http/cached_json.ts";
import type { Services } from "../../http/context.ts";
import { respondWithSums, sumQuery, sumRoute } from "../power_sums.ts";
import { router } from "../router.ts";
import { CLOCK_HAS_HOURS, conditions, ONE_CLOCK } from "./forecast_query.ts";

const query = sumQuery.safeExtend(conditions).refine(...CLOCK_HAS_HOURS).refine(...ONE_CLOCK);

const route = sumRoute("/forecast/sums", "Forecasts of sites, added up over them", query);

/** GET /api/v1/forecast/sums */
export const forecastSumRoutes = (_: Services, cache: JsonCache) =>
  router().openapi(route, (c) => {
    const question = c.req.valid("query");
    return respondWithSums(
      c,
      cache,
      question,
      (sql, sites, query) => sums.ofSites(sql, sites, query, question),
      questionKey(question),
    );
  });
