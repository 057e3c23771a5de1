import type { StableId } from "@supabase/pg-delta/core";

/** The words of a kind where they are not the kind itself. */
const KINDS: Partial<Record<StableId["kind"], string>> = {
  materializedView: "materialized view",
  foreignTable: "foreign table",
  eventTrigger: "event trigger",
  fdw: "foreign data wrapper",
};

/** Returns what people call an object: `table sites`, `function app.scope`, `column sites.tilt`. */
export function nameOf(id: StableId): string {
  switch (id.kind) {
    case "column":
    case "default":
      return `column ${relation(id.schema, id.table)}.${id.name}`;
    case "constraint":
    case "trigger":
    case "policy":
    case "rule":
      return `${id.kind} ${id.name} on ${relation(id.schema, id.table)}`;
    case "comment":
      return `comment on ${nameOf(id.target)}`;
    case "membership":
      return `role ${id.member}`;
    case "defaultPrivilege":
      return `default privileges of ${id.role}`;
    default:
      return `${KINDS[id.kind] ?? id.kind} ${bareName(id)}`;
  }
}

/** Returns the name without the kind: `sites`, `app.jobs`. */
export function bareName(id: StableId): string {
  if (!("name" in id)) return id.kind;
  return "schema" in id ? relation(id.schema, id.name) : id.name;
}

function relation(schema: string, name: string): string {
  return schema === "public" ? name : `${schema}.${name}`;
}
