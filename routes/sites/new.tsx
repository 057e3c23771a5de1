import { Hono } from "hono";
import type { Scoped } from "../context.ts";

export function newSiteRoutes() {
  return new Hono<Scoped>();
}
