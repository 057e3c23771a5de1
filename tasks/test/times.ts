import { DOMParser } from "linkedom";

/** The seconds of each test file in a JUnit report as `deno test --junit-path` writes it, slowest first. */
export function timesOf(report: string): [file: string, seconds: number][] {
  const times = new Map<string, number>();
  const document = new DOMParser().parseFromString(report, "text/xml");
  // The tests of a file; their steps are reported elsewhere, and are part of these seconds.
  for (const test of document.querySelectorAll('testcase[classname^="./"]')) {
    const file = test.getAttribute("classname")!.slice(2);
    times.set(file, (times.get(file) ?? 0) + Number(test.getAttribute("time")));
  }
  return [...times].sort(([, a], [, b]) => b - a);
}

/** Runs `work` with the path of a report that it writes, and prints the seconds of each file. */
export async function printTimes<T>(work: (report: string) => Promise<T>): Promise<T> {
  const folder = await Deno.makeTempDir({ prefix: "sitecast-times-" });
  try {
    const report = `${folder}/junit.xml`;
    const result = await work(report);
    for (const [file, seconds] of timesOf(await Deno.readTextFile(report))) {
      console.log(`${seconds.toFixed(1).padStart(7)} s  ${file}`);
    }
    return result;
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}
