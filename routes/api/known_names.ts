import { type RouteConfig, z } from "@hono/zod-openapi";
import { createMiddleware } from "hono/factory";
import { AppError } from "../../domain/errors.ts";
import { listFaults } from "../../domain/list_faults.ts";
import { type Fault, unknownNames } from "../../domain/unknown_names.ts";
import { fieldErrors } from "../../domain/validation.ts";
import type { SignedIn } from "../http/context.ts";
import { isJson } from "../http/media_types.ts";
import { readJson, refuseNoNumbers } from "./read_json.ts";

const nothing = z.object({});

/**
 * Makes the middleware of a route that refuses names, in the query string and at each level of the
 * body, that the route does not declare: a script that misspells a name would otherwise believe that
 * it was read. Refuses long lists with wrong items, too, which Zod cannot bear (`listFaults`). A body
 * whose schema is not one of Zod's is left to its handler (`ingestion.ts`).
 */
export function knownNames({ request }: Pick<RouteConfig, "request">) {
  const query = request?.query ?? nothing;
  const content = request?.body?.content["application/json"] ?? {};
  const schema = "schema" in content ? content.schema : undefined;
  const body = schema && "_zod" in schema ? schema as z.ZodType : undefined;
  const inAddress = namesOf(query, request?.params);
  for (const name of namesOf(body)) inAddress.delete(name);
  return createMiddleware<SignedIn>(async (c, next) => {
    c.set("parameters", inAddress);
    refuseParameters(unknownNames(query as z.ZodType, c.req.query()));
    if (body && isJson(c.req.header("content-type"))) {
      const sent = await readJson(c);
      await refuseNoNumbers(c);
      refuse(unknownNames(body, sent));
      refuse(listFaults(body, sent), "Some parameters are not valid.");
    }
    await next();
  });
}

/** Returns the names that schemas of objects declare. */
const namesOf = (...schemas: unknown[]) =>
  new Set(schemas.flatMap((one) => one instanceof z.ZodObject ? Object.keys(one.shape) : []));

function refuseParameters(faults: Fault[]): void {
  if (faults.length === 0) return;
  const fields = fieldErrors({ issues: faults })
    .map((one) => ({ ...one, at: { parameter: one.field } }));
  throw new AppError("invalid", faults[0]!.message, { fields });
}

function refuse(faults: Fault[], message = faults[0]?.message ?? ""): void {
  if (faults.length === 0) return;
  const fields = fieldErrors({ issues: faults });
  throw new AppError("invalid", message, { fields });
}
