import { type ApiDocument, type Operation, walk } from "./document.ts";

type Components = Record<string, Record<string, unknown>>;

/**
 * Returns the operations of one tag with what they refer to, as a document of its own: a viewer reads
 * the whole one for seconds. Undefined when no operation has the tag.
 */
export function partOf(document: ApiDocument, tag: string): ApiDocument | undefined {
  const paths = Object.fromEntries(
    Object.entries(document.paths).map(([path, operations]): [string, object] => [
      path,
      Object.fromEntries(
        Object.entries(operations).filter(([, one]) => (one as Operation).tags?.includes(tag)),
      ),
    ]).filter(([, operations]) => Object.keys(operations).length > 0),
  );
  if (Object.keys(paths).length === 0) return undefined;
  const tags = document.tags?.filter(({ name }) => name === tag);
  const components = reached(document.components as unknown as Components, paths);
  return { ...document, tags, paths, components } as unknown as ApiDocument;
}

/** Returns those components that references of a value lead to, and all ways of authorisation. */
function reached({ securitySchemes, ...all }: Components, value: object): Components {
  const found: Components = { securitySchemes: securitySchemes! };
  const waiting: unknown[] = [value];
  while (waiting.length > 0) {
    walk(waiting.pop(), ({ $ref }) => {
      if (typeof $ref !== "string") return;
      const [kind, name] = $ref.replace("#/components/", "").split("/") as [string, string];
      const component = all[kind]?.[name];
      found[kind] ??= {};
      if (component === undefined || name in found[kind]) return;
      found[kind][name] = component;
      waiting.push(component);
    });
  }
  return found;
}
