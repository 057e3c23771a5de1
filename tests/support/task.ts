interface TaskResult {
  code: number;
  out: string;
  err: string;
}

const ROOT = new URL("../../", import.meta.url);
const PERMISSIONS = ["-E", "-N", "-R", "-S", "-W", "--allow-run"];

/** Runs a program of tasks/ as `deno task` does, with words and variables, to its end. */
export async function runTask(
  name: string,
  words: string[],
  env: Record<string, string>,
): Promise<TaskResult> {
  const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "--no-prompt", ...PERMISSIONS, `tasks/${name}.ts`, ...words],
    cwd: ROOT,
    env: { NO_COLOR: "1", ...env },
  }).output();
  const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
  return { code, out: text(stdout), err: text(stderr) };
}

/** The tasks of one program on one database. */
export function taskOn(name: string, databaseUrl: string, env: Record<string, string> = {}) {
  return (...words: string[]) => runTask(name, words, { DATABASE_URL: databaseUrl, ...env });
}
