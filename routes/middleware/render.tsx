import type { Context, MiddlewareHandler } from "hono";
import type { Child } from "hono/jsx";
import type { Viewer } from "../../domain/account/viewer.ts";
import { Layout } from "../../views/layout.tsx";
import type { Services } from "../http/context.ts";
import { takeFlash } from "../http/flash.ts";
import { html } from "../http/packed.ts";
import { readTheme } from "../http/theme.ts";
import { bannerOf } from "./banner.ts";

interface Page {
  title: string;
  /** The parts that htmx may request alone, by the id of their root element. */
  parts?: Record<string, Child>;
  /** Leaves out the banner: the database may be unavailable. */
  quiet?: boolean;
}

declare module "hono" {
  interface ContextRenderer {
    (content: Child, page: Page): Promise<Response>;
  }
}

/** Returns true when htmx requests a part of a page. */
export function isPart(c: Context): boolean {
  return c.req.header("hx-request-type") === "partial";
}

/**
 * Lets handlers call `c.render(page, { title, parts })`, and renders the page or one of its parts by
 * htmx's request headers. JSX is lazy: what is not chosen is not rendered.
 */
export const renderer: MiddlewareHandler = async (c, next) => {
  c.setRenderer(async (content, { title, parts = {}, quiet }) => {
    c.header("Vary", "HX-Request-Type, HX-Target", { append: true });
    const target = c.req.header("hx-target")?.split("#").at(-1) ?? "";
    const part = isPart(c) && Object.hasOwn(parts, target) ? parts[target] : undefined;
    if (part) return await html(c, String(part));
    const services: Services = c.var.services;
    const viewer: Viewer | undefined = c.var.viewer;
    const props = {
      title,
      viewer,
      path: c.req.path,
      theme: readTheme(c),
      done: takeFlash(c),
      banner: quiet ? undefined : await bannerOf(services, viewer),
      assets: services.assets.urls,
      version: services.version,
    };
    return await html(c, "<!DOCTYPE html>" + <Layout {...props}>{content}</Layout>);
  });
  await next();
};
