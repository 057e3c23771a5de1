import { Hono } from "hono";
import type { Administering } from "../context.ts";

export function postStatusRoutes() {
  return new Hono<Administering>();
}
