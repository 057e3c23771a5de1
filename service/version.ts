const SETTINGS = new URL("../deno.json", import.meta.url);

/** Reads the version of this program from deno.json, as in "0.9.0". */
export async function readVersion(): Promise<string> {
  return JSON.parse(await Deno.readTextFile(SETTINGS)).version;
}
