import { z } from "zod";
import { parse, type Parsed } from "../../domain/validation.ts";
import type { Posted } from "../../views/ui/form_state.ts";

interface BlankFields {
  /** What an empty field becomes: absent, so that a default applies, or null. */
  blank: "absent" | "null";
}

/**
 * Checks a posted form against a schema that the JSON API uses, too. Converts texts to the type of
 * each field first: numbers (with a decimal point or comma), booleans (a ticked box), lists. A text
 * that cannot be converted is passed on as it is, and the schema refuses it.
 */
export function parseForm<S extends z.ZodObject>(
  schema: S,
  posted: Posted,
  { blank }: BlankFields = { blank: "absent" },
): Parsed<z.output<S>> {
  const input = Object.entries(schema.shape).flatMap(([name, field]) => {
    const value = fromText(kindOf(field as z.ZodType), posted[name], blank);
    return value === undefined ? [] : [[name, value] as const];
  });
  return parse(schema, Object.fromEntries(input));
}

type Kind = "text" | "number" | "boolean" | "list";

function kindOf(field: z.ZodType): Kind {
  if (field instanceof z.ZodNumber) return "number";
  if (field instanceof z.ZodBoolean) return "boolean";
  if (field instanceof z.ZodArray) return "list";
  if (field instanceof z.ZodPipe) return kindOf(field.in as z.ZodType);
  return "unwrap" in field ? kindOf((field as z.ZodOptional<z.ZodType>).unwrap()) : "text";
}

function fromText(kind: Kind, value: unknown, blank: "absent" | "null"): unknown {
  if (kind === "list") return [value ?? []].flat().filter((item) => item !== "");
  if (kind === "boolean") return TICKED.has(value) ? TICKED.get(value) : value;
  if (typeof value !== "string") return value; // a file or several texts: the schema refuses it
  const text = value.trim();
  if (text === "") return blank === "null" ? null : undefined;
  return kind === "text" ? text : numberIn(text) ?? text;
}

const TICKED = new Map<unknown, boolean>([
  [undefined, false],
  ["", false],
  ["false", false],
  ["on", true],
  ["true", true],
]);

const NUMBER = /^[-+]?(\d+([.,]\d*)?|[.,]\d+)$/;
/** "1,234" is a thousand in some countries and a decimal number in others. */
const AMBIGUOUS = /^[-+]?[1-9]\d{0,2},\d{3}$/;

/** Returns the number of a text with a decimal point or comma; undefined for other text. */
export function numberIn(text: string): number | undefined {
  if (!NUMBER.test(text) || AMBIGUOUS.test(text)) return undefined;
  return Number(text.replace(",", "."));
}
