import { Hono } from "hono";
import type { Administering } from "../context.ts";

export function jobRoutes() {
  return new Hono<Administering>();
}
