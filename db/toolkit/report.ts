import type { State } from "./applied.ts";
import { isBeforeSquash } from "./before_squash.ts";
import type { Check } from "./check.ts";
import { CONCERNS } from "./words.ts";

const TITLES = {
  rights: "Who may see and do what:",
  data: "Which data there can be:",
  speed: "How fast it is, and what it says of itself:",
} as const;

/** Returns the lines that tell a person what a check found. */
export function checkInWords(check: Check): string[] {
  const { differences, newest, foreign, pending, source } = check;
  const count = differences.length === 0
    ? "No difference"
    : `${differences.length} difference${differences.length === 1 ? "" : "s"}`;
  const groups = CONCERNS.flatMap((concern) => {
    const words = differences.filter((difference) => difference.concern === concern)
      .map((difference) => `  ${difference.words}`);
    return words.length ? [TITLES[concern], ...words] : [];
  });
  return [
    `${count} from what the migrations up to ${newest} make` +
    `${source === "snapshot" ? " (by the kept snapshot)" : ""}.`,
    ...groups,
    ...foreign.length ? ["Not ours, and left alone:", ...foreign.map((name) => `  ${name}`)] : [],
    ...pending.length ? [`Not applied yet: ${pending.join(", ")}.`] : [],
  ];
}

/** Returns a line for each migration: what it is, when it was applied and by which version. */
export function stateInWords({ applied, pending, unknown, gaps, edited }: State): string[] {
  const lines = applied.map(({ name, created_at, version }) => {
    const when = `${created_at.slice(0, 16).replace("T", " ")} UTC`;
    const kind = unknown.includes(name) ? "unknown" : edited.includes(name) ? "edited" : "applied";
    return { name, line: `${kind}: ${name} (${when}${version ? `, by ${version}` : ""})` };
  });
  const missing = pending.map((name) => ({
    name,
    line: `${gaps.includes(name) ? "left out" : "pending"}: ${name}`,
  }));
  const sorted = [...lines, ...missing].sort((a, b) => a.name < b.name ? -1 : 1);
  return [
    ...sorted.map(({ line }) => line),
    ...isBeforeSquash(applied)
      ? ["These are of an older Sitecast: `deno task migrate up` takes the database over."]
      : [],
    ...pending.length || unknown.length || edited.length ? [] : ["Up to date."],
  ];
}
