import { Hono } from "hono";
import type { Administering } from "../context.ts";

export function userRoutes() {
  return new Hono<Administering>();
}
