import { Hono } from "hono";
import type { Administering } from "../context.ts";

export function groupRoutes() {
  return new Hono<Administering>();
}
