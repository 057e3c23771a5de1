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
  const faults: Fault[] = [];
  look(schema, value, [], faults);
  return faults;
}

function look(schema: z.core.$ZodType, value: unknown, path: PropertyKey[], faults: Fault[]): void {
  if (value === null || typeof value !== "object") return;
  const inner = unwrapped(schema);
  if (inner instanceof z.ZodArray && Array.isArray(value)) {
    value.forEach((item, i) => look(inner.element, item, [...path, i], faults));
  } else if (inner instanceof z.ZodObject && !Array.isArray(value)) {
    lookInside(inner, value, path, faults);
  } else if (inner instanceof z.ZodUnion) {
    const found = inner.options.filter(isDeep).map((option) => {
      const ofOption: Fault[] = [];
      look(option, value, path, ofOption);
      return ofOption;
    });
    faults.push(...found.toSorted((a, b) => a.length - b.length)[0] ?? []);
  }
}

function lookInside({ shape }: z.ZodObject, value: object, path: PropertyKey[], faults: Fault[]) {
  for (const [name, item] of Object.entries(value)) {
    const field = Object.hasOwn(shape, name) ? shape[name] : undefined;
    if (field) {
      if (item !== null && typeof item === "object") look(field, item, [...path, name], faults);
    } else {
      const message = unknownName(name, Object.keys(shape));
      faults.push({ path: [...path, name], message });
    }
  }
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
