import type { Fragment, Fragments } from "../kit/queries.ts";

/**
 * SQL: the e-mail address in a column if it is that of a user whom the scope sees, else null: groups
 * that share a site do not see each other's people.
 */
export const ownEmail = (sql: Fragments, column: "created_by" | "dismissed_by"): Fragment =>
  column === "created_by"
    ? sql`(select u.email from users u where u.email = created_by)`
    : sql`(select u.email from users u where u.email = dismissed_by)`;
