import { z } from "zod";

export type Theme = z.output<typeof theme>;
export const theme = z.enum(["system", "light", "dark"], {
  error: "Choose system, light or dark.",
});

/** What a cookie says; anything else is the system's choice. */
export function themeOf(text: string | undefined): Theme {
  return theme.catch("system").parse(text);
}
