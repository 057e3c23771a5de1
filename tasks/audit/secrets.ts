import { lintSource } from "@secretlint/core";
import { creator } from "@secretlint/secretlint-rule-preset-recommend";
import { trackedFiles } from "./tracked_files.ts";

const RULES = [{
  id: "@secretlint/secretlint-rule-preset-recommend",
  rule: creator,
  rules: [{
    id: "@secretlint/secretlint-rule-database-connection-string",
    // The password of the addresses in tests.
    options: { allows: ["/:hunter2@/"] },
  }],
}];
/** Longer files are data. */
const LONGEST_BYTES = 500_000;

/** Returns `file:line: message` for each text that looks like a secret; the secret is masked. */
export async function findSecrets(root: URL, paths: string[]): Promise<string[]> {
  const found: string[] = [];
  for (const path of paths) {
    const content = await Deno.readTextFile(new URL(path, root));
    if (content.length > LONGEST_BYTES || content.includes("\0")) continue;
    const { messages } = await lintSource({
      source: { content, filePath: path, ext: "", contentType: "text" },
      options: { config: { rules: RULES }, maskSecrets: true },
    });
    found.push(
      ...messages.map(({ loc, message }) => `${path}:${loc.start.line}: ${message}`),
    );
  }
  return found;
}

/** Looks through every file that Git tracks. */
export async function secretsInTree(root: URL): Promise<string[]> {
  return await findSecrets(root, await trackedFiles(root));
}
