import { formatSqlStatements } from "@supabase/pg-delta/sql-format";
import type { Step } from "./steps.ts";

const STYLE = {
  keywordCase: "lower",
  maxWidth: 100,
  alignColumns: false,
  alignKeyValues: false,
  preserveRoutineBodies: true,
} as const;

/** Reserved words of PostgreSQL that a schema might well use as names: they keep their quotes. */
const RESERVED = new Set(
  ("all analyse analyze and any array as asc both case cast check collate column constraint create " +
    "current_date current_role current_time current_timestamp current_user default desc distinct do " +
    "else end except false fetch for foreign from grant group having in initially intersect into " +
    "leading limit localtime localtimestamp not null offset on only or order placing primary " +
    "references returning select session_user some table then to trailing true union unique user " +
    "using variadic when where window with").split(" "),
);

/** Returns a step as one reads and runs it: laid out, after what to know of it. */
export function stepText({ sql, warning }: Step): string {
  const laidOut = formatSqlStatements([sql], STYLE).join("\n").replace(/;?\s*$/, ";");
  const text = sql.includes("$function$") ? laidOut : unquoted(laidOut);
  return warning ? `-- ${warning}\n${text}` : text;
}

/** Removes quotes from names that need none, and leaves text literals as they are. */
function unquoted(sql: string): string {
  return sql.replace(
    /'(?:[^']|'')*'|"([a-z_][a-z0-9_]*)"/g,
    (whole, name?: string) => name && !RESERVED.has(name) ? name : whole,
  );
}

/** Returns a script that runs these steps in one transaction; those that lose data are comments. */
export function script(steps: Step[]): string {
  const texts = steps.map((step) =>
    step.losesData ? stepText(step).replace(/^(?!-- Loses)/gm, "-- ") : stepText(step)
  );
  return ["begin;", "set local lock_timeout = '5s';", ...texts, "commit;"].join("\n\n");
}
