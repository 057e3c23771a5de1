import type { Person } from "../../support/cast.ts";

/** Pages to look at, by what they are: the path, and who opens it (nobody: signed out). */
export type Pages = Record<string, [path: string, person?: Person]>;
