import { OpenAPIHono, type RouteConfig, z } from "@hono/zod-openapi";
import { AppError, type FieldError } from "../../domain/errors.ts";
import { PROBLEMS } from "../../domain/problems.ts";
import { fieldErrors } from "../../domain/validation.ts";
import type { SignedIn } from "../http/context.ts";
import { knownNames } from "./known_names.ts";
import { describedHeaders } from "./described_headers.ts";

/**
 * Makes a router for the API: an invalid request gets a problem that lists the invalid fields, and
 * so does one with a name, in its body or query string, that the route does not declare. Routes have
 * `c.var.sql` only by `middleware: scoped` or `adminScoped`; without one they do not compile.
 */
export function router(): OpenAPIHono<SignedIn> {
  const routes = new OpenAPIHono<SignedIn>({
    defaultHook: (result) => {
      if (result.success) return;
      const fields = fieldErrors(result.error).map((one) => placed(one, result.target));
      throw new AppError("invalid", "Some parameters are not valid.", { fields });
    },
  });
  const { openapi } = routes;
  // Its type would have to be repeated here; only the list of middleware becomes longer.
  routes.openapi = ((route: RouteConfig, ...rest: [never]) => {
    const isRead = route.method === "get";
    const responses = isRead ? { ...unchanged, ...route.responses } : route.responses;
    const middleware = [describedHeaders(route), route.middleware ?? [], knownNames(route)].flat();
    return openapi({ ...route, responses, middleware }, ...rest);
  }) as typeof openapi;
  return routes;
}

/** Returns a field with its place, when it is not in the body. */
function placed(error: FieldError, target: string): FieldError {
  const [name = ""] = error.field.split(".");
  if (target === "json") return error;
  return { ...error, at: target === "header" ? { header: name } : { parameter: name } };
}

export const problem = z.object({
  type: z.string().describe("An address at which people read what it means and what to do"),
  title: z.string(),
  status: z.int(),
  code: z.enum(Object.keys(PROBLEMS)).describe("What programs can decide by"),
  detail: z.string(),
  instance: z.string(),
  request_id: z.string(),
  errors: z.array(z.object({
    pointer: z.string().optional()
      .describe("JSON pointer into the body, like #/values/2/start_utc (RFC 6901)"),
    parameter: z.string().optional().describe("In the query string or the path"),
    header: z.string().optional(),
    row: z.int().optional().describe("In a CSV body; the header is row 1"),
    column: z.string().optional().describe("In a CSV body"),
    detail: z.string(),
  })).optional().describe("What is wrong, each with its place in the request"),
}).openapi("Problem");

const withProblem = (description: string) => ({
  description,
  content: { "application/problem+json": { schema: problem } },
});

/** The responses that every route may give, besides its own. */
export const problems = {
  400: withProblem("A request that cannot be read: JSON with its line and column"),
  401: withProblem("No token, or one that is unknown, expired or revoked"),
  404: withProblem("There is no such thing here"),
  405: withProblem("The address takes the methods of the header Allow"),
  406: withProblem("The header Accept leaves out what is here"),
  422: withProblem("Parameters that are not valid"),
  429: withProblem("Too much at once: wait as long as Retry-After says"),
  500: withProblem("The service made a mistake; its log has the request_id"),
  503: withProblem(
    "unavailable: no database; too_slow: it took too long; locked: others write the same. " +
      "Retry-After says when to try again",
  ),
} as const;

/** The response of cached routes (routes/http/cached_json.ts) when nothing has changed. */
export const unchanged = {
  304: { description: "Nothing has changed since the response with the ETag of If-None-Match" },
} as const;

/** The responses that every write may give, besides its own. */
export const refusals = {
  ...problems,
  403: withProblem("The token may only read, or its owner is not an admin"),
  408: withProblem("The request took too long to arrive"),
  409: withProblem("It contradicts what is stored"),
  412: withProblem("If-Match names another version than the stored one"),
  413: withProblem("The body is larger than is taken; detail has the limit"),
  415: withProblem("The body is of another media type or coding than is taken"),
} as const;

/** A response in JSON. */
export const json = <S extends z.ZodType>(schema: S, description: string) => ({
  description,
  content: { "application/json": { schema } },
});

/** A required body in JSON. */
export const body = <S extends z.ZodType>(schema: S) => ({
  required: true as const,
  content: { "application/json": { schema } },
});

/** Describes fields of a schema that domain/ declares, for the API's description alone. */
export function describeFields<S extends z.ZodObject>(
  { shape }: S,
  texts: Partial<Record<keyof S["shape"], string>>,
): void {
  for (const [field, description] of Object.entries(texts)) {
    z.globalRegistry.add(shape[field]!, { description });
  }
}
