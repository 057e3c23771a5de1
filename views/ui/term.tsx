import type { Child } from "hono/jsx";
import { type TermId, TERMS } from "../help/terms.ts";

/** Shows a word that the help page explains: it leads there, and says on hover what it means. */
export function Term({ id, children }: { id: TermId; children: Child }) {
  return <a class="term" href={`/help#${id}`} title={TERMS[id].meaning}>{children}</a>;
}
