import { Hono } from "hono";
import type { Scoped } from "./context.ts";

export function statusRoutes() {
  return new Hono<Scoped>();
}
