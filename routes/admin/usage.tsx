import { Hono } from "hono";
import type { Administering } from "../context.ts";

export function usageRoutes() {
  return new Hono<Administering>();
}
