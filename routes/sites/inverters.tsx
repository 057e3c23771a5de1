import { Hono } from "hono";
import type { Scoped } from "../context.ts";

export function inverterRoutes() {
  return new Hono<Scoped>();
}
