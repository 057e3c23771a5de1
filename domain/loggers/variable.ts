import { z } from "zod";
import { isStorable } from "../text.ts";
import { mappingFields } from "./mapping.ts";
import { transforms } from "./transforms.ts";

const MOST_NAME = 500;
const MOST_UNIT = 50;
const MOST_LABEL = 200;

const text = (what: string, most: number) =>
  z.string({ error: `Enter ${what} as text.` })
    .max(most, { error: `Shorten ${what} to at most ${most} characters.` })
    .refine(isStorable, { error: `Remove the invalid characters from ${what}.` });
/** A text that is null when nothing is in it. */
const optional = (what: string, most: number) =>
  text(what, most).trim().nullable().transform((value) => value || null);

const fields = { label: optional("the label", MOST_LABEL), unit: optional("the unit", MOST_UNIT) };

/** A variable to find by its name, or to make. What is absent stays as it is. */
export const newVariable = z.object({
  name: text("the name", MOST_NAME).min(1, { error: "Enter a name." }),
  ...z.object(fields).partial().shape,
});

/** An edit of a variable, with what it feeds: exactly the given fields are written. */
export const variableEdit = z.object({ ...fields, transforms, ...mappingFields }).partial();
export type VariableEdit = z.output<typeof variableEdit>;
