import { join } from "node:path";
import type { DemoAccount } from "./seed.ts";

/** Returns the path of the file that keeps the demo's passwords (mode 0600). */
export function accountsFile(dataDir: string): string {
  return join(dataDir, "demo-accounts.txt");
}

/** Formats accounts as lines of e-mail, password and group. */
export function accountLines(accounts: DemoAccount[]): string {
  return accounts.map(({ email, password, group }) =>
    `${email.padEnd(22)}${password.padEnd(26)}${group}\n`
  ).join("");
}

/** Appends accounts to the file, which only its owner may read. */
export async function keepAccounts(dataDir: string, accounts: DemoAccount[]): Promise<void> {
  if (accounts.length === 0) return;
  const file = accountsFile(dataDir);
  await Deno.writeTextFile(file, accountLines(accounts), { append: true, mode: 0o600 });
  await Deno.chmod(file, 0o600);
}
