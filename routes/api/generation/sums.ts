import * as sums from "../../../sql/generation/sums.ts";
import type { JsonCache } from "../../http/cached_json.ts";
import type { Services } from "../../http/context.ts";
import { respondWithSums, sumQuery, sumRoute } from "../power_sums.ts";
import { router } from "../router.ts";

const route = sumRoute("/generation/sums", "What sites produced, added up over them", sumQuery);

/** GET /api/v1/generation/sums */
export const generationSumRoutes = (_: Services, cache: JsonCache) =>
  router().openapi(route, (c) => respondWithSums(c, cache, c.req.valid("query"), sums.ofSites));
