import { z } from "@hono/zod-openapi";

/** A number in a query, for a schema of numbers to check (`pipe`); an empty text is none. */
export const numberText = () =>
  z.string().trim().transform((text) => text === "" ? NaN : Number(text));
