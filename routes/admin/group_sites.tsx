import { Hono } from "hono";
import type { Administering } from "../context.ts";

export function groupSiteRoutes() {
  return new Hono<Administering>();
}
