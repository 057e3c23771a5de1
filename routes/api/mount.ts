import type { OpenAPIHono } from "@hono/zod-openapi";
import type { Schema } from "hono";
import type { JsonCache } from "../http/cached_json.ts";
import type { Services, SignedIn } from "../http/context.ts";

/** Makes the router of one address or a few; the cache is shared by all of them. */
export type ApiMount = (services: Services, cache: JsonCache) => OpenAPIHono<SignedIn, Schema>;
