import type { World } from "../world.ts";

/** The service as a process of its own. */
export interface ServiceProcess {
  origin: string;
  /** Returns the CPU time that the thread of JavaScript has used so far, in milliseconds. */
  threadMs(): Promise<number>;
  end(): Promise<void>;
}

/** Starts the service of the bench on a database. */
export async function startService(
  { url, socket }: Pick<World, "url" | "socket">,
): Promise<ServiceProcess> {
  const program = new URL("service.ts", import.meta.url).pathname;
  const child = new Deno.Command(Deno.execPath(), {
    args: ["run", "-ENRSW", "--allow-run", program, url, ...(socket ? [socket] : [])],
    stdout: "piped",
  }).spawn();
  const reader = child.stdout.pipeThrough(new TextDecoderStream()).getReader();
  const { value } = await reader.read();
  return {
    origin: `http://127.0.0.1:${Number(value)}`,
    threadMs: () => threadMs(child.pid),
    end: async () => {
      child.kill("SIGTERM");
      await reader.cancel();
      await child.status;
    },
  };
}

/**
 * Reads the run time of a process's first thread from Linux (proc(5): schedstat, in nanoseconds). By
 * `cat`, because Deno does not read /proc without all permissions.
 */
async function threadMs(pid: number): Promise<number> {
  const { stdout } = await new Deno.Command("cat", { args: [`/proc/${pid}/task/${pid}/schedstat`] })
    .output();
  return Number(new TextDecoder().decode(stdout).split(" ")[0]) / 1e6;
}
