import { buildFactBase, encodeId } from "@supabase/pg-delta/core";
import type { DependencyEdge, Fact, FactBase, StableId } from "@supabase/pg-delta/core";
import type { Catalogue } from "./catalogue.ts";
import { nameOf } from "./names.ts";

/** Roles that the migrations make. They belong to the server, which other databases may share. */
const OUR_ROLES = ["sitecast_app", "sitecast_admin", "sitecast_sdk", "sitecast_charging"];
const WEB_ROLES = ["sitecast_app", "sitecast_admin"];

/** What an administrator or another program may add without touching anything of ours. */
const OBJECTS = new Set<StableId["kind"]>([
  "schema",
  "extension",
  "language",
  "eventTrigger",
  "publication",
  "subscription",
  "fdw",
  "server",
  "table",
  "view",
  "materializedView",
  "foreignTable",
  "sequence",
  "collation",
  "domain",
  "type",
  "function",
  "procedure",
  "aggregate",
]);

/** Attributes of a role that `create role NAME nologin` has just made. */
const PLAIN_ROLE = {
  superuser: false,
  inherit: true,
  createRole: false,
  createDb: false,
  login: false,
  replication: false,
  bypassRls: false,
};

/**
 * Returns both catalogues made comparable: the expected one with the live server's own roles and with
 * whatever is not ours, so that neither counts as a difference. `foreign` names the latter; daily
 * partitions and members of extensions are left out of it. The list of migrations is the runner's.
 */
export function placed(live: Catalogue, expected: Catalogue) {
  const there = withoutList(live.facts);
  const ours = withoutList(expected.facts);
  const adapt = asWritten(live, expected);
  const foreign = there.facts().filter((fact) => isForeign(objectOf(fact, there, ours), ours));
  const facts = [
    ...ours.facts().filter(({ id }) => !isServerWide(id)).map(adapt),
    ...expectedRoles(there),
    ...foreign.filter(({ id }) => !opensToRequests(id)),
  ];
  const ids = new Set(foreign.map(({ id }) => encodeId(id)));
  const edges = there.edges.filter(({ from }) => ids.has(encodeId(from)));
  return {
    live: there,
    expected: only(facts, [...ours.edges, ...edges]),
    foreign: foreign.filter((fact) => OBJECTS.has(fact.id.kind) && isWorthNaming(fact, there, ours))
      .map(({ id }) => nameOf(id)).sort(),
  };
}

/**
 * Returns two catalogues of one server without what belongs to neither: the owner's rights, memberships,
 * the runner's list. Both get the roles of both, which the server has whichever was read first.
 */
export function ownerless(from: Catalogue, to: Catalogue): [FactBase, FactBase] {
  const roles = new Map(
    [from, to].flatMap(({ facts }) => facts.facts()).filter(({ id }) => id.kind === "role")
      .map((role) => [encodeId(role.id), role]),
  );
  const side = ({ facts, owner }: Catalogue) => {
    const base = withoutList(facts);
    const kept = base.facts().filter(({ id }) =>
      !isServerWide(id) && !(id.kind === "acl" && id.grantee === owner)
    );
    return only([...roles.values(), ...kept], base.edges.filter(({ kind }) => kind !== "owner"));
  };
  return [side(from), side(to)];
}

/** Leaves out the list of migrations, `app.migrations`, which belongs to the runner. */
function withoutList(base: FactBase): FactBase {
  const isList = ({ id }: Fact): boolean =>
    id.kind === "table" && id.schema === "app" && id.name === "migrations";
  const list = base.facts().find(isList);
  if (!list) return base;
  const facts = base.facts().filter((fact) => {
    const object = objectOf(fact, base, base);
    return encodeId(object) !== encodeId(list.id);
  });
  return only(facts, base.edges);
}

/** Returns the object that a fact belongs to: itself, the table of a column, the view of a grant. */
function objectOf(fact: Fact, base: FactBase, expected: FactBase): StableId {
  let { id, parent } = fact;
  while (parent && !(parent.kind === "schema" && expected.has(parent))) {
    ({ id, parent } = base.get(parent)!);
  }
  return id;
}

function isForeign(object: StableId, expected: FactBase): boolean {
  return OBJECTS.has(object.kind) && !expected.has(object);
}

/**
 * Returns whether the fact is a right of the request pool's roles. Such a right on an object that is not
 * ours would be a way around the scopes.
 */
function opensToRequests(id: StableId): boolean {
  return id.kind === "acl" && WEB_ROLES.includes(id.grantee);
}

function isWorthNaming({ id, parent, payload }: Fact, live: FactBase, expected: FactBase): boolean {
  const partitioned = payload.parentTable as { schema: string; name: string } | null | undefined;
  if (payload.partitionBound && partitioned && expected.has({ kind: "table", ...partitioned })) {
    return false;
  }
  const isMember = live.outgoingEdges(id).some(({ kind }) => kind === "memberOfExtension");
  return !isMember && !(parent?.kind === "schema" && !expected.has(parent));
}

const isServerWide = ({ kind }: StableId) => kind === "role" || kind === "membership";

/** Returns all roles of the server, ours with no more power than `create role NAME nologin` gives. */
function expectedRoles(live: FactBase): Fact[] {
  const present = live.facts().filter(({ id }) => isServerWide(id) && !isEscalation(id));
  const roles = OUR_ROLES.map((name): Fact => {
    const id = { kind: "role", name } as const;
    return { id, payload: { ...PLAIN_ROLE, config: live.get(id)?.payload.config ?? [] } };
  });
  const ours = new Set(roles.map(({ id }) => encodeId(id)));
  return [...roles, ...present.filter(({ id }) => !ours.has(encodeId(id)))];
}

/** Returns whether the fact makes one of our roles a member of a role of the request pool. */
function isEscalation(id: StableId): boolean {
  return id.kind === "membership" && WEB_ROLES.includes(id.role) && OUR_ROLES.includes(id.member);
}

/** Since PostgreSQL 17 the owner of a table or view has MAINTAIN as well. */
const HAS_MAINTAIN = 17;

/**
 * Returns what gives the owner of a table or view the rights that owners have in the live version, and
 * a view the text that this version writes, as each writes the same query in a way of its own.
 */
function asWritten(live: Catalogue, expected: Catalogue): (fact: Fact) => Fact {
  if (live.major === expected.major) return (fact) => fact;
  const rights = rightsOf(live, expected);
  return (fact) => {
    if (fact.id.kind !== "view") return rights(fact);
    const { def } = live.facts.get(fact.id)?.payload ?? fact.payload;
    return { ...fact, payload: { ...fact.payload, def } };
  };
}

function rightsOf(live: Catalogue, expected: Catalogue): (fact: Fact) => Fact {
  const has = live.major >= HAS_MAINTAIN;
  if (has === expected.major >= HAS_MAINTAIN) return (fact) => fact;
  return (fact) => {
    const { id, payload } = fact;
    const isOwners = id.kind === "acl" && id.grantee === live.owner &&
      (id.target.kind === "table" || id.target.kind === "view");
    if (!isOwners) return fact;
    const others = (payload.privileges as string[]).filter((name) => name !== "MAINTAIN");
    const privileges = has ? [...others, "MAINTAIN"].sort() : others;
    return { ...fact, payload: { ...payload, privileges, _ownerDefault: privileges } };
  };
}

/** Builds a fact base of these facts and of those edges that connect two of them. */
function only(facts: Fact[], edges: readonly DependencyEdge[]): FactBase {
  const ids = new Set(facts.map(({ id }) => encodeId(id)));
  const inside = edges.filter(({ from, to }) => ids.has(encodeId(from)) && ids.has(encodeId(to)));
  return buildFactBase(facts, inside);
}
