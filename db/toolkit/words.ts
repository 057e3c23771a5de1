import type { Delta, Fact, FactBase, StableId } from "@supabase/pg-delta/core";
import { encodeId } from "@supabase/pg-delta/core";
import { bareName, nameOf } from "./names.ts";

/** What a difference endangers, most urgent first. */
export const CONCERNS = ["rights", "data", "speed"] as const;
export type Concern = typeof CONCERNS[number];

export interface Difference {
  concern: Concern;
  words: string;
}

const OF_RIGHTS = new Set<StableId["kind"]>([
  "acl",
  "defaultPrivilege",
  "function",
  "membership",
  "policy",
  "procedure",
  "role",
  "schema",
  "trigger",
]);
const OF_RIGHTS_ATTRIBUTES = new Set(["rowSecurity", "forceRowSecurity"]);
const OF_SPEED = new Set<StableId["kind"]>(["comment", "index"]);

/** Returns each difference in words, from the changes that lead from the live database to ours. */
export function inWords(deltas: Delta[], live: FactBase, expected: FactBase): Difference[] {
  const whole = new Set(
    deltas.flatMap((d) => "fact" in d ? [`${d.verb} ${encodeId(d.fact.id)}`] : []),
  );
  const isPart = (d: Delta) =>
    "fact" in d && d.fact.parent && whole.has(`${d.verb} ${encodeId(d.fact.parent)}`);
  const found = deltas.filter((delta) => !isPart(delta)).flatMap((delta) =>
    sentences(delta, live, expected, whole).map((words) => ({ concern: concernOf(delta), words }))
  );
  return sorted(found);
}

/** Sorts by concern, then by words, and drops what is there twice. */
export function sorted(differences: Difference[]): Difference[] {
  const rank = ({ concern, words }: Difference) => `${CONCERNS.indexOf(concern)} ${words}`;
  const unique = new Map(differences.map((difference) => [rank(difference), difference]));
  return [...unique.keys()].sort().map((key) => unique.get(key)!);
}

function concernOf(delta: Delta): Concern {
  if (delta.verb === "link" || delta.verb === "unlink") return "rights";
  const { kind } = delta.verb === "set" ? delta.id : delta.fact.id;
  if (OF_RIGHTS.has(kind)) return "rights";
  if (delta.verb === "set" && OF_RIGHTS_ATTRIBUTES.has(delta.attr)) return "rights";
  if (OF_SPEED.has(kind) || delta.verb === "set" && delta.attr === "reloptions") return "speed";
  return "data";
}

function sentences(d: Delta, live: FactBase, expected: FactBase, whole: Set<string>): string[] {
  if (d.verb === "unlink") return [];
  if (d.verb === "link") {
    const { from, to, kind } = d.edge;
    if (kind !== "owner" || whole.has(`add ${encodeId(from)}`)) return [];
    const owner = live.outgoingEdges(from).find((edge) => edge.kind === "owner");
    const now = owner ? bareName(owner.to) : "a role of PostgreSQL";
    return [`${nameOf(from)}: is owned by ${now} instead of ${bareName(to)}`];
  }
  if (d.verb === "set") return changed(d, live, expected);
  if (d.fact.id.kind === "acl") {
    const privileges = d.fact.payload.privileges as string[];
    return d.verb === "add" ? rights(d.fact.id, [], privileges) : rights(d.fact.id, privileges, []);
  }
  return [presence(d.fact, d.verb === "add")];
}

function presence({ id, payload }: Fact, isMissing: boolean): string {
  if (id.kind === "default") {
    return `${nameOf(id)}: ${
      isMissing ? `has no default instead of ${payload.expr}` : `has the default ${payload.expr}`
    }`;
  }
  if (id.kind === "membership") {
    return `${nameOf(id)}: is ${isMissing ? "not " : ""}a member of ${id.role}`;
  }
  if (id.kind === "defaultPrivilege") {
    return `${nameOf(id)}: for ${OBJECT_TYPES[id.objtype] ?? id.objtype} of ${
      id.grantee === "PUBLIC" ? "everybody" : id.grantee
    } ${isMissing ? "are not ours" : "were changed"}`;
  }
  return `${nameOf(id)}: ${isMissing ? "is missing" : "was added"}`;
}

const OBJECT_TYPES: Record<string, string> = {
  f: "functions",
  r: "tables",
  S: "sequences",
  T: "types",
  n: "schemas",
};

type Set_ = Extract<Delta, { verb: "set" }>;

function changed({ id, attr, from, to }: Set_, live: FactBase, expected: FactBase): string[] {
  if (id.kind === "acl" && attr === "privileges") {
    return rights(id, from as string[], to as string[]);
  }
  const name = nameOf(id);
  const state = STATES[`${id.kind}.${attr}`] ?? STATES[attr];
  if (state) return [`${name}: ${state(from, to)}`];
  if (attr === "def" && id.kind === "function") {
    return [`${name}: ${definition(live.get(id)!, expected.get(id)!)}`];
  }
  return [`${name}: ${attr === "def" ? "differs" : `its ${spaced(attr)} differs`}`];
}

const either = (yes: string, no: string) => (live: unknown) => live ? yes : no;

/** What the live database has, by attribute, and by kind where one name means two things. */
const STATES: Record<string, (live: unknown, expected: unknown) => string> = {
  rowSecurity: either("row-level security is on", "row-level security is off"),
  forceRowSecurity: either("row-level security is forced", "row-level security is not forced"),
  enabled: (live) => live === "D" ? "is disabled" : `is enabled in another way (${live})`,
  validated: either("is validated", "is not validated"),
  valid: either("is valid", "is not valid"),
  notNull: either("may not be NULL", "may be NULL"),
  type: (live, expected) => `is ${live} instead of ${expected}`,
  expr: (live, expected) => `has the default ${live} instead of ${expected}`,
  values: (live, expected) => `has the values ${list(live)} instead of ${list(expected)}`,
  usingExpr: () => "its rows to see differ",
  checkExpr: () => "its rows to write differ",
  permissive: either("is permissive", "is restrictive"),
  cmd: () => "is for other commands",
  roles: (live, expected) => `is for ${list(live)} instead of ${list(expected)}`,
  persistence: (live) => live === "u" ? "is not logged: a crash empties it" : "is logged",
  reloptions: () => "its storage options differ",
  text: () => "differs",
  superuser: either("is a superuser", "is no superuser"),
  bypassRls: either("bypasses row-level security", "is bound by row-level security"),
  login: either("may log in", "may not log in"),
  createRole: either("may make roles", "may not make roles"),
  createDb: either("may make databases", "may not make databases"),
  replication: either("may replicate", "may not replicate"),
  inherit: either("inherits rights", "inherits no rights"),
};

const list = (values: unknown) => (values as string[]).join(", ") || "nobody";

const spaced = (attr: string) => attr.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);

/** Says whether a function's body differs, or only what stands around it. */
function definition(live: Fact, expected: Fact): string {
  const parts = [live, expected].map(({ payload }) => String(payload.def).split(/\bAS \$\w*\$/));
  return parts[0]![1] === parts[1]![1] ? "its settings differ" : "body differs";
}

function rights(id: Extract<StableId, { kind: "acl" }>, live: string[], expected: string[]) {
  const who = id.grantee === "PUBLIC" ? "everybody" : `role ${id.grantee}`;
  const { target } = id;
  const what = target.kind === "table"
    ? bareName(target) + (id.column ? `.${id.column}` : "")
    : nameOf(target);
  const words = (may: string, names: string[]) =>
    names.length ? [`${who}: ${may} ${verbs(names, target.kind)} ${what}`] : [];
  return [
    ...words("may", live.filter((name) => !expected.includes(name))),
    ...words("may not", expected.filter((name) => !live.includes(name))),
  ];
}

const verbs = (names: string[], kind: string) =>
  names.map((name) => name === "USAGE" ? "use" : kind === "schema" ? "create in" : name).join(", ");
