import { Hono } from "hono";
import type { SignedIn } from "../context.ts";

export function tokenRoutes() {
  return new Hono<SignedIn>();
}
