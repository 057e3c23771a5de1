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

/** Names that an object may have beside those of its shape, as its schema checks by itself. */
export const MORE_NAMES = z.registry<{ names: readonly string[] }>();

/** Faults after which a request is not looked at any further. */
export const MOST_FAULTS = 100;
/** Most names that a message lists. */
const MOST_LISTED = 20;
/** Longest part of a wrong name that a message repeats. */
const MOST_LETTERS = 60;

/** How many faults are listed: in all, and of the names of each object. */
interface Most {
  most: number;
  inEach: number;
}

/**
 * Lists the names in a value, at each level, that its schema does not declare, by default the first
 * 100. Optional parts, lists, unions and what is transformed later are followed; a record takes any
 * name.
 */
export function unknownNames(
  schema: z.core.$ZodType,
  value: unknown,
  { most, inEach }: Most = { most: MOST_FAULTS, inEach: MOST_FAULTS },
): Fault[] {
  return look(schema, value, [], { sentences: new Map(), inEach }).take(most).toArray();
}

/** Sentences by names, since rows of one list mostly have the same wrong ones, and a limit. */
interface Looking {
  sentences: Map<string, string>;
  inEach: number;
}

type Faults = Generator<Fault, void>;

function* look(
  schema: z.core.$ZodType,
  value: unknown,
  path: PropertyKey[],
  looking: Looking,
): Faults {
  if (value === null || typeof value !== "object") return;
  const inner = unwrapped(schema);
  if (inner instanceof z.ZodArray && Array.isArray(value)) {
    for (const [i, item] of value.entries()) {
      yield* look(inner.element, item, [...path, i], looking);
    }
  } else if (inner instanceof z.ZodObject && !Array.isArray(value)) {
    yield* lookInside(inner, value, path, looking);
  } else if (inner instanceof z.ZodUnion) {
    const found = inner.options.filter(isDeep)
      .map((option) => look(option, value, path, looking).take(MOST_FAULTS).toArray());
    yield* found.toSorted((a, b) => a.length - b.length)[0] ?? [];
  }
}

function* lookInside(
  object: z.ZodObject,
  value: object,
  path: PropertyKey[],
  looking: Looking,
): Faults {
  const { shape } = object;
  const more = MORE_NAMES.get(object)?.names;
  let unknown = 0;
  for (const [name, item] of Object.entries(value)) {
    const field = Object.hasOwn(shape, name) ? shape[name] : undefined;
    if (field) yield* look(field, item, [...path, name], looking);
    else if (!more?.includes(name) && unknown++ < looking.inEach) {
      yield { path: [...path, name], message: sentenceOn(name, shape, path, looking) };
    }
  }
}

function sentenceOn(
  name: string,
  shape: object,
  path: PropertyKey[],
  { sentences }: Looking,
): string {
  const key = JSON.stringify([path.filter((part) => typeof part === "string"), name]);
  const message = sentences.get(key) ?? unknownName(name, Object.keys(shape));
  sentences.set(key, message);
  return message;
}

function isDeep(schema: z.core.$ZodType): boolean {
  const inner = unwrapped(schema);
  return inner instanceof z.ZodObject || inner instanceof z.ZodArray;
}

/** Returns the schema of what is sent, without its defaults and transformations. */
export function unwrapped(schema: z.core.$ZodType): z.core.$ZodType {
  if (schema instanceof z.ZodArray) return schema;
  if (schema instanceof z.ZodPipe) {
    return unwrapped(schema.in instanceof z.ZodTransform ? schema.out : schema.in);
  }
  return "unwrap" in schema ? unwrapped((schema as z.ZodOptional).unwrap()) : schema;
}

/** Returns the sentence about a name that is not known, with the one that is meant or all of them. */
export function unknownName(wrong: string, known: readonly string[]): string {
  const isLong = wrong.length > MOST_LETTERS;
  const name = isLong ? `${wrong.slice(0, MOST_LETTERS)}…` : wrong;
  const nearest = isLong ? undefined : nearestName(wrong, known);
  if (nearest) return `"${name}" is not known here. Write ${nearest}, or leave it out.`;
  if (known.length === 0) return `"${name}" is not known here: nothing is read. Leave it out.`;
  const listed = known.slice(0, MOST_LISTED).join(", ");
  const more = known.length > MOST_LISTED ? " and others" : "";
  return `"${name}" is not known here. Known are ${listed}${more}.`;
}
