import { Hono } from "hono";
import type { Administering } from "../context.ts";

export function siteFateRoutes() {
  return new Hono<Administering>();
}
