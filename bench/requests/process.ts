import { ticks } from "../measure.ts";
import type { World } from "../world.ts";

/** The service as a process of its own. */
export interface ServiceProcess {
  origin: string;
  /** Returns the CPU time that the thread of JavaScript has used so far, in milliseconds. */
  threadMs(): Promise<number>;
  /** Returns the CPU time of all threads so far, in milliseconds. */
  cpuMs(): Promise<number>;
  /** Returns the memory that the process has now and the most that it had since the last call. */
  memoryBytes(): Promise<{ now: number; most: number }>;
  end(): Promise<void>;
}

/** As `deno task start` has it. */
const V8_FLAGS = "--v8-flags=--max-semi-space-size=4,--heap-growing-percent=40";

/** Starts the service of the bench on a database. */
export async function startService(
  { url, socket }: Pick<World, "url" | "socket">,
): Promise<ServiceProcess> {
  const program = new URL("service.ts", import.meta.url).pathname;
  const child = new Deno.Command(Deno.execPath(), {
    args: ["run", V8_FLAGS, "-ENRSW", "--allow-run", program, url, ...(socket ? [socket] : [])],
    stdout: "piped",
  }).spawn();
  const reader = child.stdout.pipeThrough(new TextDecoderStream()).getReader();
  const { value } = await reader.read();
  return {
    origin: `http://127.0.0.1:${Number(value)}`,
    threadMs: () => threadMs(child.pid),
    cpuMs: async () => ticks(await read(`/proc/${child.pid}/stat`)) * 10,
    memoryBytes: () => memoryBytes(child.pid),
    end: async () => {
      child.kill("SIGTERM");
      await reader.cancel();
      await child.status;
    },
  };
}

/** Returns the run time of a process's first thread (Linux, proc(5): schedstat, in nanoseconds). */
async function threadMs(pid: number): Promise<number> {
  return Number((await read(`/proc/${pid}/task/${pid}/schedstat`)).split(" ")[0]) / 1e6;
}

/** Reads the resident set and its peak (proc(5): status), and begins a new peak (clear_refs). */
async function memoryBytes(pid: number): Promise<{ now: number; most: number }> {
  const status = await read(`/proc/${pid}/status`);
  await new Deno.Command("sh", { args: ["-c", `echo 5 > /proc/${pid}/clear_refs`] }).output();
  const kilobytes = (name: string) => Number(new RegExp(`${name}:\\s+(\\d+)`).exec(status)![1]);
  return { now: kilobytes("VmRSS") * 1024, most: kilobytes("VmHWM") * 1024 };
}

/** Reads a file of /proc by `cat`, because Deno does not read them without all permissions. */
async function read(path: string): Promise<string> {
  const { stdout } = await new Deno.Command("cat", { args: [path] }).output();
  return new TextDecoder().decode(stdout);
}
