import { encodeId } from "@supabase/pg-delta/core";
import type { Delta, FactBase, StableId } from "@supabase/pg-delta/core";
import { type Action, plan } from "@supabase/pg-delta/plan";

/** A statement on the way from one schema to another. */
export interface Step {
  sql: string;
  /** What to know before it runs: that it drops, rewrites, or locks for long. */
  warning?: string;
  losesData: boolean;
}

/** Returns the statements that lead from one schema to the other, in an order that works. */
export function stepsBetween(from: FactBase, to: FactBase): Step[] {
  const { actions, deltas, preamble } = plan(from, to);
  const lost = new Set<string>();
  const steps = actions.filter((action) => !isIdle(action, from)).map((action): Step => {
    // What makes something again that a step before it drops, depends on that step.
    const losesData = action.dataLoss === "destructive" ||
      action.produces.some((id) => lost.has(encodeId(id)));
    if (losesData) action.destroys.forEach((id) => lost.add(encodeId(id)));
    const warning = warningOf(action, from, to);
    return warning ? { sql: action.sql, losesData, warning } : { sql: action.sql, losesData };
  });
  // Bodies may name what a later statement makes.
  const unchecked = preamble.some(({ name }) => name === "check_function_bodies");
  const first = unchecked && steps.length ? [{ sql: BODIES_UNCHECKED, losesData: false }] : [];
  return [...first, ...steps, ...columnGrants(actions, from, to), ...enumComments(deltas, to)];
}

export const BODIES_UNCHECKED = "set local check_function_bodies = off";

function warningOf(action: Action, from: FactBase, to: FactBase): string | undefined {
  if (action.dataLoss === "destructive") return "Loses data.";
  const table = action.produces.map((id) => to.get(id)?.parent).find((id) => id?.kind === "table");
  if (action.verb === "create" && !(table && from.has(table))) return;
  if (action.rewriteRisk) return "May rewrite the table, which is locked meanwhile.";
  const makes = action.verb === "create" ? action.produces.map(({ kind }) => kind) : [];
  if (makes.includes("index")) return "Writes to the table wait while the index is built.";
  if (makes.includes("constraint")) {
    return "Reads the whole table, to which nobody writes meanwhile.";
  }
}

/** Returns whether an action revokes rights on a column that is new, where there are none. */
function isIdle({ sql, produces }: Action, from: FactBase): boolean {
  return sql.startsWith("REVOKE ALL (") &&
    produces.some((id) =>
      id.kind === "acl" && id.column !== undefined && id.target.kind === "table" &&
      !from.has({
        kind: "column",
        schema: id.target.schema,
        table: id.target.name,
        name: id.column,
      })
    );
}

type Grant = Extract<StableId, { kind: "acl" }>;

/**
 * Grants again what roles may do with columns of a table whose grants the plan resets: PostgreSQL
 * takes the rights on columns away with those on the table, which the library does not know
 * (1.0.0-alpha.34).
 */
function columnGrants(actions: Action[], from: FactBase, to: FactBase): Step[] {
  const reset = actions.filter(({ sql }) => sql.startsWith("REVOKE ALL ON TABLE"))
    .flatMap(({ produces, destroys }) => [...produces, ...destroys])
    .filter((id): id is Grant => id.kind === "acl" && from.has(id.target));
  const keys = new Set(reset.map((id) => encodeId({ ...id, column: undefined } as Grant)));
  const rights = to.facts().flatMap(({ id, payload }) => {
    if (id.kind !== "acl" || id.column === undefined) return [];
    const { column, ...whole } = id;
    const key = encodeId(whole);
    const columns = (privilege: string) => ({ key, id, words: `${privilege} (${quoted(column)})` });
    return keys.has(key) ? (payload.privileges as string[]).map(columns) : [];
  });
  return [...Map.groupBy(rights, ({ key }) => key).values()].map((group) => {
    const { target, grantee } = group[0]!.id;
    const words = group.map(({ words }) => words).join(", ");
    return {
      sql: `GRANT ${words} ON TABLE ${qualified(target)} TO ${quoted(grantee)}`,
      losesData: false,
    };
  });
}

function qualified(id: StableId): string {
  return "schema" in id && "name" in id ? `${quoted(id.schema)}.${quoted(id.name)}` : "";
}

/**
 * Makes the comments of enums again that lose a value: the plan makes a new type for them, and forgets
 * the comment (1.0.0-alpha.34).
 */
function enumComments(deltas: Delta[], to: FactBase): Step[] {
  return deltas.flatMap((delta) => {
    if (delta.verb !== "set" || delta.id.kind !== "type" || delta.attr !== "values") return [];
    const [old, values] = [delta.from, delta.to] as string[][];
    if (old!.every((value) => values!.includes(value))) return [];
    const comment = to.get({ kind: "comment", target: delta.id });
    if (!comment) return [];
    const text = String(comment.payload.text).replaceAll("'", "''");
    return [{ sql: `COMMENT ON TYPE ${qualified(delta.id)} IS '${text}'`, losesData: false }];
  });
}

const quoted = (name: string) => `"${name.replaceAll('"', '""')}"`;
