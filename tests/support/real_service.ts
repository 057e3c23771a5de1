import assert from "node:assert/strict";
import { join } from "node:path";

const ROOT = join(import.meta.dirname!, "..", "..");
const { tasks } = JSON.parse(await Deno.readTextFile(join(ROOT, "deno.json")));
/** What `deno task start` gives to deno. */
const [RUN, ...OPTIONS]: string[] = tasks.start.command.split(" ").slice(1);

/** The service as `deno task start` runs it: a process of its own on a port of loopback. */
export interface RealService {
  origin: string;
  pid: number;
  /** Sends requests of JSON with a token. */
  api(token: string, path: string, body?: unknown): Promise<Response>;
  /** Returns the memory that the process has, in MB. */
  megabytes(): Promise<number>;
  /** What the process wrote to its log so far. */
  log(): string;
  kill(signal: "SIGKILL" | "SIGINT"): Promise<void>;
}

/** Starts the service, and returns as soon as it says where it is. */
export async function realService(env: Record<string, string>): Promise<RealService> {
  const child = new Deno.Command(Deno.execPath(), {
    args: [RUN!, "--no-prompt", "--no-check", ...OPTIONS],
    cwd: ROOT,
    env: { NO_COLOR: "1", HOST: "127.0.0.1", PORT: "0", DEMO: "off", FORECAST: "off", ...env },
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  let ended = false;
  child.status.then(() => ended = true);
  // A test that failed before it ended the service.
  addEventListener("unload", () => ended || child.kill("SIGKILL"));
  let log = "";
  child.stderr.pipeThrough(new TextDecoderStream()).pipeTo(
    new WritableStream({ write: (text) => void (log += text) }),
  );
  const origin = await new Promise<string>((resolve, reject) => {
    let out = "";
    child.stdout.pipeThrough(new TextDecoderStream()).pipeTo(
      new WritableStream({
        write(text) {
          out += text;
          const [, found] = out.match(/^Sitecast is at (\S+)\n/m) ?? [];
          if (found) resolve(found);
        },
        close: () => reject(new Error(`The service ended: ${out}${log}`)),
      }),
    );
  });
  return {
    origin,
    pid: child.pid,
    api: (token, path, body) =>
      fetch(`${origin}/api/v1${path}`, {
        method: body === undefined ? "GET" : "POST",
        headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
        body: body === undefined ? undefined : JSON.stringify(body),
      }),
    megabytes: async () => {
      const status = await Deno.readTextFile(`/proc/${child.pid}/status`);
      return Number(status.match(/^VmRSS:\s+(\d+) kB$/m)![1]) / 1024;
    },
    log: () => log,
    kill: async (signal) => {
      child.kill(signal);
      const { code } = await child.status;
      if (signal === "SIGINT") assert.equal(code, 0, log);
    },
  };
}
