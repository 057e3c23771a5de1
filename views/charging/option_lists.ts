import type { FormOption } from "../../domain/charging/form_options.ts";
import { CHARGE_TYPES, LOCATION_TYPES } from "../../domain/charging/session_input.ts";
import { type FormState, textOf } from "../ui/form_state.ts";
import type { Option } from "../ui/inputs.tsx";
import { locationTypeText } from "./session_text.ts";

/** Returns the options of a list, the first of which chooses nothing. */
export const optional = (options: readonly FormOption[], none: string): Option[] => [
  { value: "", label: none },
  ...options.map(({ value, name }) => ({ value, label: name })),
];

/** Returns options with what a form has chosen already, where it is none of them. */
export function withChosen(state: FormState, name: string, options: Option[]): Option[] {
  const chosen = textOf(state, name);
  if (options.some(({ value }) => value === chosen)) return options;
  return [...options, { value: chosen, label: chosen }];
}

export const TYPES = optional(
  CHARGE_TYPES.map((value) => ({ value, name: value })),
  "Not known",
);
export const PLACE_TYPES = optional(
  LOCATION_TYPES.map((value) => ({ value, name: locationTypeText(value) })),
  "Not known",
);
