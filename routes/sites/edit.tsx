import { Hono } from "hono";
import type { Scoped } from "../context.ts";

export function siteEditRoutes() {
  return new Hono<Scoped>();
}
