import { createHash } from "node:crypto";
import type { Context } from "hono";
import { LRUCache } from "lru-cache";
import type { SiteRevisions } from "../../sql/sites/revisions.ts";
import type { Scoped } from "./context.ts";

type Text = Uint8Array<ArrayBuffer>;

/** JSON texts that were answered, by their fingerprints. */
export type Answers = LRUCache<string, Text>;

const MOST_BYTES = 64 * 1024 * 1024;

export const newAnswers = (): Answers =>
  new LRUCache({ maxSize: MOST_BYTES, sizeCalculation: (text) => text.byteLength });

/**
 * What PostgreSQL makes of the viewer's sites (sql/forecasts/latest_json.ts), made once and kept until one of them
 * changes. The viewer's own scope says that they are theirs, and how the sites stand at the moment of
 * which it answers; whoever has that answer already hears 304.
 *
 * `question`: all that the text depends on beside the sites.
 */
export async function jsonAnswer(
  c: Context<Scoped>,
  answers: Answers,
  { sites, revisionHash }: SiteRevisions,
  question: string[],
  make: () => Promise<Text>,
): Promise<never> {
  const key = createHash("sha256")
    .update([revisionHash, sites.length, ...question].join(" ")).digest("base64url");
  // Weak: the same answer may be sent compressed.
  const headers = { ETag: `W/"${key}"`, "Content-Type": "application/json" };
  c.header("Vary", "Authorization", { append: true });
  if (hasIt(c.req.header("if-none-match"), key)) return c.body(null, 304, headers) as never;
  let text = answers.get(key);
  if (!text) {
    text = await make();
    answers.set(key, text);
  }
  return c.body(text, 200, headers) as never;
}

function hasIt(header: string | undefined, key: string): boolean {
  return (header ?? "").split(",").some((tag) => tag.trim().replace(/^W\//, "") === `"${key}"`);
}
