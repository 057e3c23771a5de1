import {
  buildFactBase,
  type DependencyEdge,
  deserializeSnapshot,
  type Fact,
  type FactBase,
  serializeSnapshot,
  type StableId,
} from "@supabase/pg-delta/core";
import type { Catalogue } from "./catalogue.ts";

/** Stands for the owner in a snapshot: logins have another name on every server. */
const OWNER = "the owner";

/** Returns the catalogue as text, a line for each fact, without roles and the owner's name. */
export function toSnapshot({ facts, owner, major }: Catalogue): string {
  const kept = facts.facts().filter(({ id }) => id.kind !== "role" && id.kind !== "membership");
  const renamed = withOwner(kept, [...facts.edges], owner, OWNER);
  const document = JSON.parse(serializeSnapshot(renamed, { pgVersion: String(major) }));
  const fields = Object.entries({ ...document, diagnostics: [] }).map(([name, value]) =>
    `${JSON.stringify(name)}: ${Array.isArray(value) ? lines(value) : JSON.stringify(value)}`
  );
  return `{\n${fields.join(",\n")}\n}\n`;
}

const lines = (values: unknown[]) =>
  `[${values.map((value) => `\n${JSON.stringify(value)}`).join(",")}]`;

/** Returns the catalogue of a snapshot as it looks where `owner` owns it. Throws if it was edited. */
export function fromSnapshot(text: string, owner: string): Catalogue {
  const { factBase, pgVersion } = deserializeSnapshot(text);
  const facts = withOwner(factBase.facts(), [...factBase.edges], OWNER, owner);
  return { facts, owner, major: Number(pgVersion), unseen: [] };
}

/** Replaces the owner. Ownership is an edge to the fact of a role, which is added for that. */
function withOwner(facts: Fact[], edges: DependencyEdge[], from: string, to: string): FactBase {
  const rename = (name: string) => name === from ? to : name;
  const renamed = (id: StableId): StableId => {
    if (id.kind === "acl") return { ...id, grantee: rename(id.grantee) };
    if (id.kind === "role") return { ...id, name: rename(id.name) };
    if (id.kind !== "defaultPrivilege") return id;
    return { ...id, role: rename(id.role), grantee: rename(id.grantee) };
  };
  const role: Fact = { id: { kind: "role", name: to }, payload: {} };
  const others = facts.filter(({ id }) => id.kind !== "role");
  return buildFactBase(
    [role, ...others.map((fact) => ({ ...fact, id: renamed(fact.id) }))],
    edges.map((edge) => ({ ...edge, from: renamed(edge.from), to: renamed(edge.to) })),
  );
}
