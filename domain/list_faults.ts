import { z } from "zod";
import { type Fault, MOST_FAULTS, unwrapped } from "./unknown_names.ts";

/** Items up to which a list is left to Zod. */
const SHORT = 100;

/**
 * Lists what is wrong with the items of long lists in a value, at any level, and stops at 100 faults.
 * Zod collects the faults of all items and passes them as arguments of one call, of which JavaScript
 * allows some 100,000 (RangeError). To be called before the whole value is parsed.
 */
export function listFaults(schema: z.core.$ZodType, value: unknown): Fault[] {
  return look(schema, value, []).take(MOST_FAULTS).toArray();
}

type Faults = Generator<Fault, void>;

function* look(schema: z.core.$ZodType, value: unknown, path: PropertyKey[]): Faults {
  if (value === null || typeof value !== "object") return;
  const inner = unwrapped(schema);
  if (inner instanceof z.ZodArray && Array.isArray(value)) {
    yield* value.length > SHORT
      ? ofItems(inner.element, value, path)
      : lookInto(inner, value, path);
  } else if (inner instanceof z.ZodObject && !Array.isArray(value)) {
    for (const [name, field] of Object.entries(inner.shape)) {
      if (!Object.hasOwn(value, name)) continue;
      yield* look(field, (value as Record<string, unknown>)[name], [...path, name]);
    }
  }
}

function* lookInto({ element }: z.ZodArray, list: readonly unknown[], path: PropertyKey[]): Faults {
  for (const [i, item] of list.entries()) yield* look(element, item, [...path, i]);
}

function* ofItems(
  element: z.core.$ZodType,
  list: readonly unknown[],
  path: PropertyKey[],
): Faults {
  for (const [i, item] of list.entries()) {
    const { error } = z.safeParse(element, item);
    for (const issue of error?.issues ?? []) {
      yield { path: [...path, i, ...issue.path], message: issue.message };
    }
  }
}
