import { Hono } from "hono";
import { DocsPage, type ListedPart } from "../../views/docs/show.tsx";
import type { Services, Visitor } from "../http/context.ts";
import { type ApiDocument, operationsOf } from "./document/document.ts";

/**
 * GET /api/docs: the operations of the API, and a viewer in which they can be tried; for everybody. With
 * ?tag= those of one tag, which the viewer reads in a tenth of the time.
 */
export function docsPage({ assets }: Pick<Services, "assets">, document: () => string) {
  let parts: ListedPart[] | undefined;
  return new Hono<Visitor>().get("/", (c) => {
    parts ??= partsOf(JSON.parse(document()));
    const tag = c.req.query("tag");
    const shown = parts.filter(({ name }) => tag === undefined || name === tag);
    if (shown.length === 0) return c.notFound();
    const content = <DocsPage parts={shown} tag={tag} viewer={assets.apiViewer} />;
    return c.render(content, { title: "The API", quiet: true });
  });
}

function partsOf(document: ApiDocument): ListedPart[] {
  const operations = operationsOf(document).map(({ path, method, operation }) => ({
    operation_id: operation.operationId!,
    method,
    path,
    summary: operation.summary!,
    tag: operation.tags![0],
  }));
  return document.tags!.map(({ name, description }) => ({
    name,
    description,
    operations: operations.filter(({ tag }) => tag === name),
  })).filter(({ operations }) => operations.length > 0);
}
