import type { Moment } from "../../domain/imports/reading.ts";
import { type Posted, textOf } from "../../views/ui/form_state.ts";

/** Returns a column as a form has it; empty for none. */
export const textOfColumn = (column: number | null | undefined) =>
  column == null ? "" : String(column);

/** Returns what reads fields of a form: texts, numbers, columns, and times of one or two columns. */
export function postedFields(posted: Posted) {
  const state = { values: posted, errors: [] };
  const text = (name: string) => textOf(state, name).trim();
  const number = (name: string) => numberIn(text(name));
  const column = (name: string) => text(name) === "" ? null : number(name);
  const moment = (form: string, ...names: string[]) => ({
    columns: names.filter((name) => text(name) !== "").map(number),
    form: text(form) as Moment["form"],
  });
  return { text, number, column, moment };
}

/** Returns a number, with a decimal point or comma; another text as it is, for the schema to refuse. */
export function numberIn(text: string): unknown {
  return /^\d+([.,]\d+)?$/.test(text) ? Number(text.replace(",", ".")) : text;
}
