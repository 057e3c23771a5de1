import type { Context, MiddlewareHandler } from "hono";
import type { Child } from "hono/jsx";
import type { Viewer } from "../../db/scope.ts";
import { Layout } from "../../views/layout.tsx";
import type { Assets } from "../assets.ts";

interface Page {
  title: string;
  /** What htmx may ask for alone, by the id of its root element. */
  parts?: Record<string, Child>;
}

declare module "hono" {
  interface ContextRenderer {
    (content: Child, page: Page): Response | Promise<Response>;
  }
}

/** True when htmx asks for a part of a page and not for the page. */
export function isPart(c: Context): boolean {
  return c.req.header("hx-request-type") === "partial";
}

/**
 * Decides page or part, from htmx's headers alone: `c.render(page, { title, parts })`. JSX is lazy,
 * so what is not chosen is not rendered.
 */
export function renderer(assets: Assets): MiddlewareHandler {
  return async (c, next) => {
    c.setRenderer((content, { title, parts = {} }) => {
      c.header("Vary", "HX-Request-Type, HX-Target", { append: true });
      const target = c.req.header("hx-target")?.split("#").at(-1) ?? "";
      const part = isPart(c) && Object.hasOwn(parts, target) ? parts[target] : undefined;
      if (part) return c.html(String(part));
      const viewer: Viewer | undefined = c.var.viewer;
      return c.html(
        "<!DOCTYPE html>" + (
          <Layout title={title} viewer={viewer} assets={assets.urls}>{content}</Layout>
        ),
      );
    });
    await next();
  };
}
