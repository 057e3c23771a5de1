import { Hono } from "hono";
import type { SignedIn } from "../context.ts";

export function accountRoutes() {
  return new Hono<SignedIn>();
}
