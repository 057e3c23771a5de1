import * as sums from "../../../sql/forecasts/sums.ts";
import type { JsonCache } from "../../http/cached_json.ts";
import type { Services } from "../../http/context.ts";
import { respondWithSums, sumRoute } from "../power_sums.ts";
import { router } from "../router.ts";

const route = sumRoute("/forecast/sums", "Latest forecasts of sites, added up over them");

/** GET /api/v1/forecast/sums */
export const forecastSumRoutes = (_: Services, cache: JsonCache) =>
  router().openapi(route, (c) => respondWithSums(c, cache, c.req.valid("query"), sums.ofSites));
