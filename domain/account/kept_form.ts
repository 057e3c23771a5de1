import { z } from "zod";
import type { Posted } from "../form.ts";

/** A form that arrived after its session had ended: where it was going, and its fields in order. */
export interface KeptForm {
  path: string;
  fields: [name: string, text: string][];
}

const LONGEST = 200_000;
const fields = z.array(z.tuple([z.string(), z.string()]));

/** What is worth keeping of a posted form: texts, and no password. */
export function keep(path: string, posted: Posted): KeptForm {
  const pairs = Object.entries(posted).flatMap(([name, value]) =>
    [value].flat().filter((text) => typeof text === "string")
      .map((text): [string, string] => [name, text])
  );
  return { path, fields: pairs.filter(([name]) => !name.includes("password")) };
}

/** The kept form as one text, for the sign-in page to carry. */
export function packed({ path, fields }: KeptForm): string {
  return JSON.stringify({ path, fields });
}

/** What a sign-in page carried: nothing when it is none of ours, or leads out of the service. */
export const keptForm = z.string().max(LONGEST).transform((text, context): KeptForm => {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    context.addIssue({ code: "custom", message: "This is no form." });
    return z.NEVER;
  }
}).pipe(z.object({ path: z.string().regex(/^\/(?![/\\])[\x21-\x7e]*$/), fields }))
  .optional().catch(undefined);
