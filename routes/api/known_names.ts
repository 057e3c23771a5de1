import { type RouteConfig, z } from "@hono/zod-openapi";
import { createMiddleware } from "hono/factory";
import { AppError } from "../../domain/errors.ts";
import { type Fault, unknownNames } from "../../domain/unknown_names.ts";

const nothing = z.object({});

/**
 * Makes the middleware of a route that refuses names, in the query string and at each level of the
 * body, that the route does not declare: a script that misspells a name would otherwise believe that
 * it was read. A body whose schema is not one of Zod's is left to its handler (`ingestion.ts`).
 */
export function knownNames({ request }: Pick<RouteConfig, "request">) {
  const query = request?.query ?? nothing;
  const content = request?.body?.content["application/json"] ?? {};
  const schema = "schema" in content ? content.schema : undefined;
  const body = schema && "_zod" in schema ? schema as z.ZodType : undefined;
  return createMiddleware(async (c, next) => {
    refuse(unknownNames(query as z.ZodType, c.req.query()));
    if (body) refuse(unknownNames(body, await jsonOf(c.req)));
    await next();
  });
}

function refuse(faults: Fault[]): void {
  if (faults.length === 0) return;
  const fields = faults.map(({ path, message }) => ({ field: path.join("."), message }));
  throw new AppError("invalid", fields[0]!.message, { fields });
}

/** Returns a JSON body; undefined for text that is none, which the route's validation refuses. */
async function jsonOf(request: { json(): Promise<unknown> }): Promise<unknown> {
  try {
    return await request.json();
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return undefined;
  }
}
