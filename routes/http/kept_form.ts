import { z } from "zod";
import type { KeptForm } from "../../views/account/kept_form.tsx";
import type { Posted } from "../../views/ui/form_state.ts";

/** Bytes of the field `kept` in a form. What people send without an account is small (body_limits.ts). */
const MAX_BYTES = 2500;
const fields = z.array(z.tuple([z.string(), z.string()]));

/** A path within this service: `//host` and `/\host` would lead out of it. */
export const ownPath = z.string().regex(/^\/(?![/\\])[\x21-\x7e]*$/);

/**
 * Packs a form that was posted after its session had ended into one text, which the sign-in page
 * carries on. Leaves out files and passwords. Returns undefined when it is too long to be carried.
 */
export function packForm(path: string, posted: Posted): string | undefined {
  const pairs = Object.entries(posted).flatMap(([name, value]) =>
    [value].flat().filter((text) => typeof text === "string")
      .map((text): [string, string] => [name, text])
  );
  const kept = pairs.filter(([name]) => !name.includes("password"));
  const packed = JSON.stringify({ path, fields: kept } satisfies KeptForm);
  return new URLSearchParams({ kept: packed }).toString().length <= MAX_BYTES ? packed : undefined;
}

/** The text of `packForm`, unpacked; undefined for anything else and for paths out of this service. */
export const keptForm = z.string().max(MAX_BYTES).transform((text, context): unknown => {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    context.addIssue({ code: "custom", message: "Not a valid form." });
    return z.NEVER;
  }
}).pipe(z.object({ path: ownPath, fields })).optional().catch(undefined);
