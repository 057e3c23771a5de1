import type { Figures } from "./measure.ts";
import type { MeanwhileFigures } from "./uploads/meanwhile.ts";
import type { RequestFigures } from "./requests/requests.ts";

/** The results of a bench; a later bench can be compared with the file. */
export interface Report {
  made_utc: string;
  machine: { cpus: number; os: string; deno: string; postgres: string };
  sites: number;
  results: Result[];
  /** What requests cost the service's thread. */
  requests: RequestFigures[];
  /** What uploads do to the service beside them. */
  uploads: MeanwhileFigures[];
}

export interface Result {
  case: string;
  /** Forecast values in the database. */
  values: number;
  ways: Figures[];
}

/** Formats a result: our way first, then how many times as long the others take. */
export function lines({ case: name, values, ways }: Result, before?: Result): string[] {
  const [ours] = ways;
  const head = `${name} (${millions(values)} values)`;
  return [head, ...ways.map((way) => `  ${row(way, ours!, before?.ways)}`)];
}

function row(way: Figures, ours: Figures, before: Figures[] | undefined): string {
  const postgres = way.postgres_cpu_ms === null ? "?" : number(way.postgres_cpu_ms);
  const parts = [
    way.name.padEnd(18),
    `${number(way.median_ms)} ms`.padStart(11),
    `CPU service ${number(way.service_cpu_ms)} ms`.padEnd(23),
    `PostgreSQL ${postgres} ms`.padEnd(20),
  ];
  if (way.postgres_cpu_ms !== null && way.name === "COPY") parts.push(cpuRatio(way, ours));
  if (way.postgres_cpu_ms !== null && way.name === "Quartz") {
    parts.push(`takes ${number(cpu(way) / cpu(ours))} × the CPU of ours`);
  }
  if (way !== ours) parts.push(`× ${number(way.median_ms / ours.median_ms)} of ours`);
  const earlier = before?.find(({ name }) => name === way.name);
  if (earlier) parts.push(`× ${number(way.median_ms / earlier.median_ms)} of before`);
  return parts.join("  ");
}

/** Formats how much CPU ours takes, of the service and of PostgreSQL together, beside another way. */
function cpuRatio(way: Figures, ours: Figures): string {
  return `ours takes ${number(cpu(ours) / cpu(way))} × the CPU`;
}

const cpu = ({ service_cpu_ms, postgres_cpu_ms }: Figures) => service_cpu_ms + postgres_cpu_ms!;

/** Formats how many times as long each case takes after the history has grown. */
export function growth(results: Result[]): string[] {
  return [...Map.groupBy(results, (result) => result.case)].flatMap(([name, of]) => {
    const [first, last] = [of[0]!, of.at(-1)!];
    if (of.length < 2) return [];
    return first.ways.filter(({ name }) => name.startsWith("ours")).map((way, index) => {
      const ratio = number(last.ways[index]!.median_ms / way.median_ms);
      const [from, to] = [first, last].map(({ values }) => millions(values));
      return `${name}, ${way.name}: × ${ratio} from ${from} to ${to} values`;
    });
  });
}

/** Returns the result of the same case with about as many values. */
export function sameIn(report: Report | undefined, result: Result): Result | undefined {
  return report?.results.find((other) =>
    other.case === result.case && Math.abs(other.values / result.values - 1) < 0.2
  );
}

const millions = (values: number) => `${number(values / 1e6)} million`;

const number = (value: number) => String(Number(value.toPrecision(3)));
