import { z } from "zod";
import { nearestName } from "./known_names.ts";

/** A place in a body that is wrong, as Zod names it, and a sentence that says how to correct it. */
export interface Fault {
  path: PropertyKey[];
  message: string;
  /** What the row is of: a site and a time; its message is a whole sentence then. */
  of?: string;
  /** Whether what the row is of does not exist. */
  isMissing?: boolean;
}

/** Most names that a message lists. */
const MOST_LISTED = 20;
/** Longest part of a wrong name that a message repeats. */
const MOST_LETTERS = 60;

/**
 * Lists the names in a value, at each level, that its schema does not declare. Optional parts, lists,
 * unions and what is transformed later are followed; a record takes any name.
 */
export function unknownNames(schema: z.core.$ZodType, value: unknown): Fault[] {
  return look(schema, value, [], new Map());
}

/** Sentences by names: rows of one list mostly have the same wrong ones. */
type Sentences = Map<string, string>;

function look(
  schema: z.core.$ZodType,
  value: unknown,
  path: PropertyKey[],
  sentences: Sentences,
): Fault[] {
  if (value === null || typeof value !== "object") return [];
  const inner = unwrapped(schema);
  if (inner instanceof z.ZodArray && Array.isArray(value)) {
    return value.flatMap((item, i) => look(inner.element, item, [...path, i], sentences));
  }
  if (inner instanceof z.ZodObject && !Array.isArray(value)) {
    return lookInside(inner, value, path, sentences);
  }
  if (!(inner instanceof z.ZodUnion)) return [];
  const found = inner.options.filter(isDeep).map((option) => look(option, value, path, sentences));
  return found.toSorted((a, b) => a.length - b.length)[0] ?? [];
}

function lookInside(
  { shape }: z.ZodObject,
  value: object,
  path: PropertyKey[],
  sentences: Sentences,
): Fault[] {
  return Object.entries(value).flatMap(([name, item]) => {
    const field = Object.hasOwn(shape, name) ? shape[name] : undefined;
    if (field) return look(field, item, [...path, name], sentences);
    const key = JSON.stringify([path.filter((part) => typeof part === "string"), name]);
    const message = sentences.get(key) ?? unknownName(name, Object.keys(shape));
    sentences.set(key, message);
    return [{ path: [...path, name], message }];
  });
}

function isDeep(schema: z.core.$ZodType): boolean {
  const inner = unwrapped(schema);
  return inner instanceof z.ZodObject || inner instanceof z.ZodArray;
}

/** Returns the schema of what is sent, without its defaults and transformations. */
function unwrapped(schema: z.core.$ZodType): z.core.$ZodType {
  if (schema instanceof z.ZodArray) return schema;
  if (schema instanceof z.ZodPipe) {
    return unwrapped(schema.in instanceof z.ZodTransform ? schema.out : schema.in);
  }
  return "unwrap" in schema ? unwrapped((schema as z.ZodOptional).unwrap()) : schema;
}

/** Returns the sentence about a name that is not known, with the one that is meant or all of them. */
export function unknownName(wrong: string, known: readonly string[]): string {
  const name = wrong.length > MOST_LETTERS ? `${wrong.slice(0, MOST_LETTERS)}…` : wrong;
  const nearest = nearestName(wrong, known);
  if (nearest) return `"${name}" is not known here. Write ${nearest}, or leave it out.`;
  if (known.length === 0) return `"${name}" is not known here: nothing is read. Leave it out.`;
  const listed = known.slice(0, MOST_LISTED).join(", ");
  const more = known.length > MOST_LISTED ? " and others" : "";
  return `"${name}" is not known here. Known are ${listed}${more}.`;
}
