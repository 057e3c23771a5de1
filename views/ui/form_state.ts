import type { FieldError } from "../../domain/errors.ts";

/** The fields of a posted form: a text, or several texts sent under one name. */
export type Posted = Record<string, unknown>;

/** What a form shows: the values of its fields, and the errors of those that are invalid. */
export interface FormState {
  values: Posted;
  errors: FieldError[];
}

/** Makes the state of a form without errors. Numbers and NULLs of a database row are valid values. */
export function blankForm(values: object = {}): FormState {
  return { values: { ...values }, errors: [] };
}

/** Returns the first error of a field. */
export function errorOf({ errors }: FormState, name: string): string | undefined {
  return errors.find(({ field }) => field === name)?.message;
}

/** Returns the text of a field, empty when it has none. */
export function textOf({ values }: FormState, name: string): string {
  const value = values[name];
  return typeof value === "string" || typeof value === "number" ? String(value) : "";
}

/** Returns all texts of a field that a form can send several times. */
export function textsOf({ values }: FormState, name: string): string[] {
  return [values[name]].flat().filter((value) => typeof value === "string");
}
