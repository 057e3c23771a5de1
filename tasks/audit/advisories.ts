import { AppError } from "../../domain/errors.ts";

/** A known vulnerability of a package in a version that deno.lock names. */
export interface Advisory {
  title: string;
  severity: string;
  package: string;
  /** Address of the advisory. */
  info: string;
}

/** An advisory that does not fail the audit, up to and including a day (`2027-01-31`). */
export interface Allowed {
  info: string;
  until: string;
  reason: string;
}

const BLOCK = /╭ (.*)\n│ Severity: +(.*)\n│ Package: +(.*)\n(?:│.*\n)*╰ Info: +(.*)/g;

/** Reads the output of `deno audit`. Throws when it lists more advisories than can be read. */
export function parseAdvisories(output: string): Advisory[] {
  const advisories = [...output.matchAll(BLOCK)].map(([, ...fields]) => {
    const [title, severity, name, info] = fields as [string, string, string, string];
    return { title, severity, package: name, info };
  });
  const found = Number(/Found (\d+) vulnerabilit/.exec(output)?.[1] ?? 0);
  if (advisories.length === found) return advisories;
  throw new Error(`deno audit found ${found} vulnerabilities; ${advisories.length} can be read.`);
}

/** Returns the advisories that fail the audit: critical ones of these packages, unless allowed. */
export function blocking(
  advisories: Advisory[],
  packages: ReadonlySet<string>,
  allowed: Allowed[],
  today: Temporal.PlainDate,
): Advisory[] {
  const current = allowed.filter(({ until }) => Temporal.PlainDate.compare(until, today) >= 0);
  return advisories.filter((advisory) =>
    advisory.severity === "critical" && packages.has(advisory.package) &&
    !current.some(({ info }) => info === advisory.info)
  );
}

/**
 * Asks the registry for advisories about every package of deno.lock; undefined when it gives no
 * answer, as some mirrors and machines without a network do.
 */
export async function readAdvisories(): Promise<Advisory[] | undefined> {
  const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["audit"],
    env: { NO_COLOR: "1" },
    signal: AbortSignal.timeout(20_000),
  }).output();
  const decoder = new TextDecoder();
  const advisories = parseAdvisories(decoder.decode(stdout));
  if (code === 0 || advisories.length > 0) return advisories;
  const [reason] = decoder.decode(stderr).split("\n");
  console.log(`The registry gave no answer about vulnerabilities: ${reason || "it took too long"}`);
}

/** Reads the allow list. Throws "invalid" when an entry lacks a field or its day is none. */
export async function readAllowed(file: URL): Promise<Allowed[]> {
  const list: Allowed[] = JSON.parse(await Deno.readTextFile(file));
  const isValid = ({ info, until, reason }: Allowed) =>
    info && reason && /^\d{4}-\d\d-\d\d$/.test(until) && Temporal.PlainDate.from(until);
  if (list.every(isValid)) return list;
  throw new AppError("invalid", `Each entry of ${file.pathname} has info, until and reason.`);
}
