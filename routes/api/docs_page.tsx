import { Hono } from "hono";
import { DocsPage, type ListedPart } from "../../views/docs/show.tsx";
import type { Services, Visitor } from "../http/context.ts";
import { type ApiDocument, operationsOf } from "./document/document.ts";

/** GET /api/docs: the operations of the API, and a viewer in which they can be tried; for everybody. */
export function docsPage({ assets }: Pick<Services, "assets">, document: () => string) {
  let parts: ListedPart[] | undefined;
  return new Hono<Visitor>().get("/", (c) => {
    parts ??= partsOf(JSON.parse(document()));
    const content = <DocsPage parts={parts} viewer={assets.apiViewer} />;
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
