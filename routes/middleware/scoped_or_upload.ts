import { createMiddleware } from "hono/factory";
import type { Scoped } from "../http/context.ts";
import { uploadFormat } from "../http/upload_format.ts";
import { scoped } from "./scope.ts";

/**
 * Opens a scope as `scoped` does, but for bodies that are read line by line: no transaction is open
 * while their client is waited for, and `c.var.sql` is not there.
 */
export const scopedOrUpload = createMiddleware<Scoped>((c, next) =>
  uploadFormat(c) ? next() : scoped(c, next)
);
