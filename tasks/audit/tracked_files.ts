/** Lists the files that Git tracks in a folder, below the paths given or everywhere. */
export async function trackedFiles(root: URL, ...paths: string[]): Promise<string[]> {
  const { success, stdout, stderr } = await new Deno.Command("git", {
    args: ["ls-files", "-z", "--", ...paths],
    cwd: root,
  }).output();
  const decoder = new TextDecoder();
  if (!success) throw new Error(`git ls-files failed: ${decoder.decode(stderr)}`);
  return decoder.decode(stdout).split("\0").filter(Boolean);
}
