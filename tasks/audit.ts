import { AppError } from "../domain/errors.ts";
import { runProgram } from "../service/process.ts";
import { blocking, readAdvisories, readAllowed } from "./audit/advisories.ts";
import { secretsInTree } from "./audit/secrets.ts";
import { servicePackages } from "./audit/service_packages.ts";

const ROOT = new URL("../", import.meta.url);

async function printSecrets(): Promise<void> {
  const secrets = await secretsInTree(ROOT);
  for (const secret of secrets) console.log(`SECRET ${secret}`);
  console.log(`Possible secrets in tracked files: ${secrets.length}.`);
}

async function checkPackages(): Promise<void> {
  const allowed = await readAllowed(new URL(".ci/audit-allow.json", ROOT));
  const packages = await servicePackages(ROOT);
  const advisories = await readAdvisories();
  if (!advisories) return;
  for (const { severity, package: name, title, info } of advisories) {
    const where = packages.has(name) ? "of the service" : "of tests and tools";
    console.log(`VULNERABLE ${name}, ${where} (${severity}): ${title} ${info}`);
  }
  console.log(`Known vulnerabilities of locked packages: ${advisories.length}.`);
  const today = Temporal.Now.plainDateISO("UTC");
  const { length } = blocking(advisories, packages, allowed, today);
  if (length === 0) return;
  throw new AppError(
    "conflict",
    `Critical vulnerabilities in packages of the service: ${length}. Update the packages, or allow ` +
      "an advisory until a day in .ci/audit-allow.json.",
  );
}

/** Prints secrets and known vulnerabilities; fails on critical ones of the service's packages. */
await runProgram(async () => {
  await printSecrets();
  await checkPackages();
});
