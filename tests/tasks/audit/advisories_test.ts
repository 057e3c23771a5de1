import assert from "node:assert/strict";
import { describe, it } from "@std/testing/bdd";
import { type Advisory, blocking, parseAdvisories } from "../../../tasks/audit/advisories.ts";

const TODAY = Temporal.PlainDate.from("2026-11-29");
const SERVICE = new Set(["hono", "postgres"]);

const advisory = (change: Partial<Advisory> = {}): Advisory => ({
  title: "Remote code execution",
  severity: "critical",
  package: "hono",
  info: "https://example.org/advisories/1",
  ...change,
});

const allowed = (until: string, info = advisory().info) => [{ info, until, reason: "not used" }];

describe("the rule by which the audit fails", () => {
  it("counts critical advisories of the service's packages and no others", () => {
    const list = [
      advisory(),
      advisory({ severity: "high" }),
      advisory({ package: "fast-check" }),
      advisory({ package: "postgres", info: "https://example.org/advisories/2" }),
    ];
    assert.deepEqual(blocking(list, SERVICE, [], TODAY), [list[0], list[3]]);
  });

  it("lets an allowed advisory pass up to its last day, and that advisory alone", () => {
    const list = [advisory()];
    assert.deepEqual(blocking(list, SERVICE, allowed("2026-11-29"), TODAY), []);
    assert.deepEqual(blocking(list, SERVICE, allowed("2026-11-28"), TODAY), list);
    const other = allowed("2027-11-29", "https://example.org/advisories/2");
    assert.deepEqual(blocking(list, SERVICE, other, TODAY), list);
  });
});

describe("the output of deno audit", () => {
  const BLOCK = `╭ Remote code execution
│ Severity:   critical
│ Package:    hono
│ Vulnerable: <5.0.0
╰ Info:       https://example.org/advisories/1
`;

  it("is read as a list of advisories", () => {
    const second = BLOCK.replace("critical", "low").replace("hono", "@scope/name");
    const output = `${BLOCK}\n${second}\nFound 2 vulnerabilities\nSeverity: 1 low, 1 critical\n`;
    assert.deepEqual(parseAdvisories(output), [
      advisory(),
      advisory({ severity: "low", package: "@scope/name" }),
    ]);
    assert.deepEqual(parseAdvisories("No known vulnerabilities found\n"), []);
  });

  it("is refused when not all of it can be read", () => {
    const output = `${BLOCK.replace("Severity:", "Level:")}\nFound 1 vulnerabilities\n`;
    assert.throws(() => parseAdvisories(output), /found 1 vulnerabilities; 0 can be read/);
  });
});
