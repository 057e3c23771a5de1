import type { Settings } from "../../http/context.ts";
import { type ApiDocument, operationsOf } from "./document.ts";
import { describeExamples } from "./examples.ts";
import { describeHeaders, HEADERS, REQUEST_HEADERS, shareResponses } from "./responses.ts";
import { operationIdOf } from "./operation_id.ts";
import { tagOf, TAGS } from "./tags.ts";
import { describeUnits, tidySchemas } from "./units.ts";

/**
 * Completes the description that @hono/zod-openapi makes of the routes, in place, by rules: operationId
 * and tag by method and path, headers, units, limits and examples by name. What a route says of itself
 * stays as it is.
 */
export function describeApi(document: ApiDocument): ApiDocument {
  const paths = Object.keys(document.paths);
  for (const { path, method, operation } of operationsOf(document)) {
    operation.operationId ??= operationIdOf(method, path, paths);
    operation.tags ??= [tagOf(path)];
  }
  document.tags = Object.entries(TAGS).map(([name, description]) => ({ name, description }));
  Object.assign(document.components, { headers: HEADERS, parameters: REQUEST_HEADERS });
  tidySchemas(document);
  describeUnits(document);
  describeExamples(document);
  describeHeaders(document);
  shareResponses(document);
  return document;
}

/** What the document says of all operations. */
export function aboutApi(version: string, { requestLimits, uploadLimits }: AboutLimits) {
  return {
    openapi: "3.1.0",
    info: {
      title: "Sitecast",
      version,
      summary: "Forecasts and generation of solar and wind sites",
      description: `${ABOUT}\n\n${limitsText(requestLimits, uploadLimits)}`,
      license: { name: "MIT", identifier: "MIT" },
    },
    servers: [{ url: "/api/v1", description: "This service" }],
    security: [{ token: [] }],
  };
}

type AboutLimits = Pick<Settings, "requestLimits" | "uploadLimits">;

/** How requests are authorised. */
export const TOKEN_SCHEME = {
  type: "http",
  scheme: "bearer",
  description: "An API token: made on the page Account, or by deno task token",
} as const;

const ABOUT = "Forecasts and generation of the sites of your group. Times are UTC, RFC 3339; a " +
  "value is the mean power over [start_utc, end_utc). Errors are problems (RFC 9457), whose type is " +
  "an address that explains them.";

const MB = 1024 ** 2;

function limitsText(
  { readsPerMinute, writesPerMinute }: Settings["requestLimits"],
  { bytes, rows, seconds }: Settings["uploadLimits"],
): string {
  const count = new Intl.NumberFormat("en");
  return `Limits: ${count.format(readsPerMinute)} reading and ${count.format(writesPerMinute)} ` +
    "writing requests a minute and token, unless an admin chose others for a user; responses say what " +
    "is left (RateLimit). Bodies have 1 MB, bulk data in JSON 10 MB, files to import 200 MB; NDJSON " +
    `and CSV ${count.format(bytes / MB)} MB unpacked and ${
      count.format(rows)
    } rows, which arrive ` +
    `within ${
      count.format(seconds / 60)
    } minutes. A statement of the database takes 15 seconds at most.`;
}
