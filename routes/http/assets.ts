import { Hono } from "hono";
import { found } from "../../domain/errors.ts";
import { packOnce, SMALLEST, takesGzip } from "./packed.ts";
import { createHash } from "node:crypto";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";

interface Asset {
  body: Uint8Array<ArrayBuffer>;
  type: string;
}

/** The files that pages load, each by a path that contains a hash of its content. */
export interface Assets {
  urls: { style: string; htmx: string; script: string };
  /** What only the page about the API loads, when somebody asks for its viewer. */
  apiViewer: { script: string; style: string; start: string };
  files: Map<string, Asset>;
}

const STATIC = new URL("../../static/", import.meta.url);

/** The layers of the style sheet: rules of a later one override those of all before it. */
const LAYERS = "@layer base, frame, controls, pages, media;";

/** Reads all files from disk; called once, at start. */
export async function loadAssets(): Promise<Assets> {
  const files = new Map<string, Asset>();
  const add = (name: string, body: Asset["body"], type: string) => {
    const hash = createHash("sha256").update(body).digest("hex").slice(0, 16);
    const url = `/static/${hash}/${name}`;
    files.set(url, { body, type });
    return url;
  };
  const urls = {
    style: add("style.css", await joinedStyle(new URL("style/", STATIC)), CSS),
    htmx: add("htmx.js", await packaged("htmx.org/dist/htmx.min.js"), SCRIPT),
    script: add("sitecast.js", await compactScript(new URL("sitecast.js", STATIC)), SCRIPT),
  };
  const apiViewer = {
    script: add("viewer.js", await packaged("swagger-ui-dist/swagger-ui-bundle.js"), SCRIPT),
    style: add("viewer.css", await packaged("swagger-ui-dist/swagger-ui.css"), CSS),
    start: add("api_docs.js", await compactScript(new URL("api_docs.js", STATIC)), SCRIPT),
  };
  return { urls, apiViewer, files };
}

const SCRIPT = "text/javascript; charset=utf-8";
const CSS = "text/css; charset=utf-8";

/** Reads a file of a package. */
const packaged = (name: string) => Deno.readFile(createRequire(import.meta.url).resolve(name));

/**
 * Reads the files again, in place, whenever one below static/ changes, until the signal aborts. For
 * development: a page that is loaded after the change links to the new content.
 */
export async function reloadAssets(assets: Assets, signal: AbortSignal): Promise<void> {
  const watcher = Deno.watchFs(fileURLToPath(STATIC));
  signal.addEventListener("abort", () => watcher.close());
  for await (const _ of watcher) {
    try {
      Object.assign(assets, await loadAssets());
    } catch (error) {
      // Editors replace a file by removing it first; its return is an event of its own.
      if (!(error instanceof Deno.errors.NotFound)) throw error;
    }
  }
}

/**
 * Joins the style sheets of a folder into one, which costs a page one request. Each file puts its
 * rules into a layer, so the order of files decides nothing: they are sorted so that every instance
 * serves the same bytes. Comments and indentation, a fifth of what is sent, are left out.
 */
async function joinedStyle(folder: URL): Promise<Uint8Array<ArrayBuffer>> {
  const entries = await Array.fromAsync(Deno.readDir(folder));
  const names = entries.map((entry) => entry.name).filter((name) => name.endsWith(".css")).sort();
  const texts = await Promise.all(names.map((name) => Deno.readTextFile(new URL(name, folder))));
  const compact = texts.map((text) => text.replace(/\/\*.*?\*\//gs, "").replace(/^\s+/gm, ""));
  return new TextEncoder().encode([LAYERS, ...compact].join("\n"));
}

/** Reads our script without its indentation and the lines that are comments, a fifth of it. */
async function compactScript(file: URL): Promise<Uint8Array<ArrayBuffer>> {
  const lines = (await Deno.readTextFile(file)).split("\n").map((line) => line.trim());
  return new TextEncoder().encode(
    lines.filter((line) => !/^(\/\/|\/\*\*|$)/.test(line)).join("\n"),
  );
}

/** Serves GET /static/{hash}/{name}. The address changes with the content: browsers may keep it. */
export function assetRoutes(assets: Assets) {
  const routes = new Hono();
  routes.get("/:hash/:name", async (c) => {
    const { body, type } = found(assets.files.get(c.req.path), "file");
    const headers = {
      "Content-Type": type,
      "Cache-Control": "public, max-age=31536000, immutable",
    };
    if (!takesGzip(c.req.header("accept-encoding"))) return c.body(body, 200, headers);
    c.header("Vary", "Accept-Encoding", { append: true });
    return c.body(await packOnce(body, SMALLEST), 200, { ...headers, "Content-Encoding": "gzip" });
  });
  return routes;
}
