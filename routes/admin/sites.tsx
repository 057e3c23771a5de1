import { Hono } from "hono";
import type { Administering } from "../context.ts";

export function adminSiteRoutes() {
  return new Hono<Administering>();
}
