import { z } from "zod";

/** The version of a thing as it was read, in an edit that is only for that one; absent: for any. */
export const versionRead = z.int({ error: "Send the version that was read, a whole number." })
  .optional();
