import type { Context } from "hono";
import { z } from "zod";
import type { Theme } from "../../views/layout.tsx";
import { readCookie, writeCookie } from "./cookies.ts";

const NAME = "sitecast-theme";
const YEAR_SECONDS = 365 * 86_400;
const THEMES = ["system", "light", "dark"] as const satisfies Theme[];

/** The colours that the form on the account's page offers. */
export const theme = z.enum(THEMES, { error: "Choose system, light or dark." });

/** Returns the colours that this browser chose; without a valid choice those of its system. */
export function readTheme(c: Context): Theme {
  return theme.catch("system").parse(readCookie(c, NAME));
}

/** Keeps the choice in the browser for a year. */
export function writeTheme(c: Context, chosen: Theme): void {
  writeCookie(c, NAME, chosen, YEAR_SECONDS);
}
