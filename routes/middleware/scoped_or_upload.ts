import type { Context } from "hono";
import { createMiddleware } from "hono/factory";
import type { Scoped, SignedIn } from "../http/context.ts";
import { uploadFormat } from "../http/upload_format.ts";
import { keyedUpload } from "./keyed_upload.ts";
import { scoped } from "./scope.ts";

/**
 * Opens a scope as `scoped` does, but for bodies that are read line by line: no transaction is open
 * while their client is waited for, and `c.var.sql` is not there.
 */
export const scopedOrUpload = createMiddleware<Scoped>((c, next) =>
  uploadFormat(c) ? keyedUpload(c as unknown as Context<SignedIn>, next) : scoped(c, next)
);
