import { Hono } from "hono";
import type { Administering } from "../context.ts";

export function userAccessRoutes() {
  return new Hono<Administering>();
}
