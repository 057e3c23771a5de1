/**
 * Options for `it`: a test that compares with another program is reported as skipped where that is not
 * installed. CI has all of them.
 */
export function needsProgram(name: string): { skip?: string } {
  const isInstalled = Deno.env.get("PATH")!.split(":").some((folder) => {
    try {
      return Deno.statSync(`${folder}/${name}`).isFile;
    } catch (error) {
      if (error instanceof Deno.errors.NotFound) return false;
      throw error;
    }
  });
  return isInstalled ? {} : { skip: `no ${name} here: install it` };
}
