import { OpenAPIHono, z } from "@hono/zod-openapi";
import { AppError } from "../../domain/errors.ts";
import { fieldErrors } from "../../domain/validation.ts";
import type { SignedIn } from "../http/context.ts";

/** A router whose invalid requests all end in one problem with the fields that are wrong. */
export function router(): OpenAPIHono<SignedIn> {
  return new OpenAPIHono<SignedIn>({
    defaultHook: (result) => {
      if (result.success) return;
      throw new AppError("invalid", "Some parameters are not valid.", {
        fields: fieldErrors(result.error),
      });
    },
  });
}

export const problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  code: z.string(),
  detail: z.string(),
  instance: z.string(),
  request_id: z.string(),
  errors: z.array(z.object({ field: z.string(), message: z.string() })).optional(),
}).openapi("Problem");

const withProblem = (description: string) => ({
  description,
  content: { "application/problem+json": { schema: problem } },
});

/** The answers that every route may give, beside its own. */
export const problems = {
  401: withProblem("No token, or one that is unknown, expired or revoked"),
  404: withProblem("There is no such thing here"),
  422: withProblem("Parameters that are not valid"),
} as const;

/** Answers that are kept until something changes (routes/http/cached_json.ts) may say that nothing has. */
export const unchanged = {
  304: { description: "The answer with the ETag of If-None-Match still stands" },
} as const;

/** What writes may be answered, beside the above. */
export const refusals = {
  ...problems,
  403: withProblem("The token may only read, or its owner is no admin"),
  409: withProblem("It contradicts what is there"),
} as const;

/** An answer in JSON. */
export const json = <S extends z.ZodType>(schema: S, description: string) => ({
  description,
  content: { "application/json": { schema } },
});

/** A body that must be there, in JSON. */
export const body = <S extends z.ZodType>(schema: S) => ({
  required: true as const,
  content: { "application/json": { schema } },
});
